import ArgumentParser
import Yams
enum FuseboxCommandsStub {}
