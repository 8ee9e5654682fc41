import FuseboxSystem
import Testing

@Suite struct ChildProcessTests {
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
