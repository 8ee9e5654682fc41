import Glibc

/// This process's own files and its end.
package enum ThisProcess {
  /// Gives standard input, output and error a file where whoever started us left none, so that
  /// none of our own files gets their numbers: a board is never written into a database. What is
  /// read there ends at once, and what is written there fails.
  package static func keepStandardFiles() {
    for number in STDIN_FILENO...STDERR_FILENO where fcntl(number, F_GETFD) == -1 {
      // The lowest free number is the one that is missing.
      _ = open("/dev/null", O_RDONLY)
    }
  }

  /// Writes everything, also to a file that takes only a part at a time.
  package static func write(_ bytes: [UInt8], to file: Int32) throws(WriteFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
      let number = errno
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count < 0, number == EAGAIN {
        var ready = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if count == 0 || number != EINTR {
        throw WriteFailure(
          words: String(cString: strerror(number)), readerHasLeft: number == EPIPE)
      }
    }
  }

  /// Ends the process at once. `exit` would run the handlers of foreign libraries first, which take
  /// apart what our network thread may still be using: OpenSSL's did, and ended good runs with
  /// SIGSEGV.
  package static func leave(_ code: Int32) -> Never {
    fflush(nil)
    _exit(code)
  }
}

/// Why something was not written.
package struct WriteFailure: Error, Sendable, Equatable {
  /// In the system's words: "No space left on device".
  package var words: String
  /// Whoever read it has ended, as `head` does: nothing to tell a person.
  package var readerHasLeft: Bool
}
