import FuseboxCore
import Testing

@testable import FuseboxCommands

@Suite struct GuardVerdictTests {
  @Test(
    arguments: [
      (0, .outcome(.success)), (1, .outcome(.failure(.server))), (2, .outcome(.failure(.server))),
      (75, .outcome(.failure(.server))), (125, .outcome(.failure(.server))),
      (128 + 6, .outcome(.failure(.server))), (128 + 9, .outcome(.failure(.server))),
      (128 + 11, .outcome(.failure(.server))), (255, .outcome(.failure(.server))),
      (126, .none), (127, .none), (128 + 1, .none), (128 + 2, .none), (128 + 3, .none),
      (128 + 15, .none),
    ] as [(Int32, GuardVerdict)])
  func `only a command that ran to its own end speaks of the provider`(
    code: Int32, verdict: GuardVerdict
  ) {
    #expect(GuardVerdict(exitCode: code, wasAskedToEnd: false) == verdict)
  }

  @Test(arguments: [(0, .outcome(.success)), (1, .none), (143, .none)] as [(Int32, GuardVerdict)])
  func `one that was asked to end says nothing but success`(code: Int32, verdict: GuardVerdict) {
    #expect(GuardVerdict(exitCode: code, wasAskedToEnd: true) == verdict)
  }
}
