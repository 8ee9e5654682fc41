import Glibc

/// A program started in this process's own group, so that ctrl-C and reads of the terminal reach
/// it as if the shell had started it. Foundation's `Process` makes a group of its own.
package struct ChildProcess: Sendable {
  /// Why it could not be started: the system's words.
  package struct StartFailure: Error, Sendable {
    package var sentence: String
  }

  package let pid: Int32

  /// Starts `arguments[0]`, looked up on PATH, with this process's files and environment.
  package init(_ arguments: [String]) throws(StartFailure) {
    guard let program = arguments.first else {
      throw StartFailure(sentence: "there is no command to run")
    }
    var list: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    list.append(nil)
    defer { for pointer in list { free(pointer) } }
    var pid: pid_t = 0
    let code = posix_spawnp(&pid, program, nil, nil, list, environ)
    guard code == 0 else {
      throw StartFailure(sentence: "\(program): \(String(cString: strerror(code)))")
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

  /// Passes a signal on.
  package func send(_ signal: Int32) { kill(pid, signal) }
}
