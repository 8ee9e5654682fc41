enum FuseboxProvidersStub {}
