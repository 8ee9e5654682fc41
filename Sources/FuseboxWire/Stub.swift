enum FuseboxWireStub {}
