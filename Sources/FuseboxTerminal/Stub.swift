enum FuseboxTerminalStub {}
