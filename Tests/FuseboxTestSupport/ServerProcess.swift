import Foundation
import FuseboxCore
import Glibc
import Synchronization

/// A child process that serves until it is stopped.
package final class ServerProcess: Sendable {
  /// Why it does not serve: it ended first. Holds what it had printed.
  package struct Ended: Error { package let printed: String }

  private let process = Process()
  /// The line with which it said that it was ready.
  package let readyLine: String

  /// Starts `command` (its program found on PATH) in `folder` and returns once it printed a line
  /// with `marker`. What it prints later is read and dropped.
  package init(_ command: [String], in folder: URL? = nil, readyAt marker: String) async throws {
    let (lines, printed) = AsyncStream.makeStream(of: String.self)
    let output = Pipe()
    let pending = Pending()
    output.fileHandleForReading.readabilityHandler = { handle in
      let bytes = handle.availableData
      if bytes.isEmpty {
        handle.readabilityHandler = nil
        printed.finish()
      }
      for line in pending.lines(with: bytes) { printed.yield(line) }
    }
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    var all = ""
    for await line in lines {
      all += line + "\n"
      if line.contains(marker) {
        readyLine = line
        return
      }
    }
    throw Ended(printed: all)
  }

  /// Sends a signal: SIGSTOP makes it hang, SIGCONT go on.
  package func signal(_ number: Int32) { kill(process.processIdentifier, number) }

  /// Ends it, also when it hangs.
  package func stop() { signal(SIGKILL) }

  /// Bytes of a line that has not ended. Behind a lock: read on a queue of Foundation's.
  private final class Pending: Sendable {
    private let text = Guarded("")

    func lines(with bytes: Data) -> [String] {
      text.withLock { text in
        text += String(decoding: bytes, as: UTF8.self)
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        text = lines.removeLast()
        return lines
      }
    }
  }
}
