enum FuseboxViewStub {}
