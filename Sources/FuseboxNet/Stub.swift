enum FuseboxNetStub {}
