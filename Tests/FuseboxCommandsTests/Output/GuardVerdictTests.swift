import FuseboxCore
import FuseboxTerminal
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

  @Test(
    arguments: [
      (2, true, false), (2, false, true), (1, true, false), (1, false, true), (3, true, false),
      (3, false, true), (15, true, true), (15, false, true),
    ] as [(Int32, Bool, Bool)])
  func `what the terminal has sent to the program is not sent again`(
    signal: Int32, inForeground: Bool, isPassedOn: Bool
  ) {
    #expect(ChildProcess.isPassedOn(signal, inForeground: inForeground) == isPassedOn)
  }

  @Test func `a command that cannot be started has a shell's exit code`() {
    #expect(throws: ChildProcess.StartFailure.self) { try ChildProcess(["/nowhere/at/all"]) }
    #expect(Self.code(["/nowhere/at/all"]) == 127)
    #expect(Self.code(["/"]) == 126)
    #expect(Self.code([]) == 127)
  }

  private static func code(_ arguments: [String]) -> Int32? {
    do throws(ChildProcess.StartFailure) {
      return try ChildProcess(arguments).wait()
    } catch {
      return error.exitCode
    }
  }
}
