import Foundation
import Glibc

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
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    if let folder { process.currentDirectoryURL = folder }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    // A thread that blocks, not a readability handler: libdispatch crashes when the handle is
    // closed, and its number used anew, before the handler's source is gone.
    let reader = Thread { Self.read(output.fileHandleForReading, to: printed) }
    reader.start()
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
  package func signal(_ number: Int32) {
    if process.isRunning { kill(process.processIdentifier, number) }
  }

  /// Ends it, also when it hangs.
  package func stop() { signal(SIGKILL) }

  private static func read(
    _ handle: FileHandle, to printed: AsyncStream<String>.Continuation
  ) {
    var pending = ""
    while true {
      let bytes = handle.availableData
      guard !bytes.isEmpty else { return printed.finish() }
      pending += String(decoding: bytes, as: UTF8.self)
      var lines = pending.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      pending = lines.removeLast()
      for line in lines { printed.yield(line) }
    }
  }
}
