import Glibc

/// A program started in this process's own group, so that ctrl-C and reads of the terminal reach
/// it as if the shell had started it. Foundation's `Process` makes a group of its own.
package struct ChildProcess: Sendable {
  /// Why it could not be started.
  package struct StartFailure: Error, Sendable, Equatable {
    /// In the system's words.
    package var sentence: String
    /// As a shell has it: 127 when there is no such program, 126 when it cannot be run.
    package var exitCode: Int32
  }

  package let pid: Int32

  /// Starts `arguments[0]`, looked up on PATH, with this process's files and environment.
  package init(_ arguments: [String]) throws(StartFailure) {
    guard let program = arguments.first else {
      throw StartFailure(sentence: "there is no command to run", exitCode: 127)
    }
    var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    list.append(nil)
    defer { for pointer in list { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, program, nil, nil, list, environ)
    guard code == 0 else {
      throw StartFailure(
        sentence: "\(program): \(String(cString: strerror(code)))",
        exitCode: code == ENOENT ? 127 : 126)
    }
    self.pid = pid
  }

  /// Blocks until it ends: its exit code, or 128 + the signal that ended it.
  package func wait() -> Int32 {
    var status: Int32 = 0
    while waitpid(pid, &status, 0) < 0 {
      guard errno == EINTR else { return 1 }
    }
    let signal = status & 0x7F
    return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
  }

  /// Signals that ask a program to end, to be passed on while it runs.
  package static let endSignals = [SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  /// Passes on a signal that this process got, unless the program got it as well.
  package func pass(_ signal: Int32) {
    if Self.isPassedOn(signal, inForeground: Self.isInForeground) { kill(pid, signal) }
  }

  /// A terminal sends its signals to the whole of its foreground group, to us and to the program.
  package static func isPassedOn(_ signal: Int32, inForeground: Bool) -> Bool {
    signal == SIGTERM || !inForeground
  }

  /// Our process group is the one that the terminal sends its signals to.
  private static var isInForeground: Bool {
    // Also where none of our files is the terminal.
    let terminal = Glibc.open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else { return false }
    defer { close(terminal) }
    return tcgetpgrp(terminal) == getpgrp()
  }
}
