enum FuseboxSimulatorStub {}
