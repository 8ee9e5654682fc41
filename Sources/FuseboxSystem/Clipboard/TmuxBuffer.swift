import Glibc

/// Hands text to the tmux around us.
package enum TmuxBuffer {
  /// `tmux load-buffer -w -`. False when there is no tmux, or none that can (before 3.2), or it
  /// takes longer than a quarter of a second.
  package static func load(_ text: String) -> Bool {
    var ends: [Int32] = [-1, -1]
    // A socket rather than a pipe: writing to one whose reader has gone raises no signal.
    guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | O_CLOEXEC, 0, &ends) == 0 else {
      return false
    }
    let child = spawn(input: ends[1])
    Glibc.close(ends[1])
    defer { Glibc.close(ends[0]) }
    guard let child else { return false }
    var text = text
    let isSent = text.withUTF8 { bytes in
      send(ends[0], bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count
    }
    shutdown(ends[0], Int32(SHUT_WR))
    return hasSucceeded(child) && isSent
  }

  private static func spawn(input: Int32) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    let words = ["tmux", "load-buffer", "-w", "-"].map { (word: String) in strdup(word) }
    defer { words.forEach { free($0) } }
    var child: pid_t = 0
    let status = posix_spawnp(&child, "tmux", &actions, nil, words + [nil], environ)
    return status == 0 ? child : nil
  }

  private static func hasSucceeded(_ child: pid_t) -> Bool {
    var status: Int32 = 0
    for _ in 0..<25 {
      if waitpid(child, &status, WNOHANG) == child { return status == 0 }
      poll(nil, 0, 10)
    }
    kill(child, SIGKILL)
    waitpid(child, &status, 0)
    return false
  }
}
