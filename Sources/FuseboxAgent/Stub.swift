enum FuseboxAgentStub {}
