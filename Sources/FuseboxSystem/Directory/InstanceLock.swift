import Foundation
import FuseboxCore

/// One agent per state directory: an advisory lock on a file that names its holder. The kernel
/// drops it with the process, so a crash leaves no stale lock.
package final class InstanceLock: Sendable {
  /// Who holds the lock, as the file says it.
  package struct Holder: Equatable, Sendable {
    package var pid: Int32
    package var tty: String
    package var since: String

    package init(pid: Int32, tty: String, since: String) {
      self.pid = pid
      self.tty = tty
      self.since = since
    }

    /// `pid 4711 on pts/3 since 2026-11-23T14:00:00.000Z`
    package var words: String { "pid \(pid)\(tty.isEmpty ? "" : " on \(tty)") since \(since)" }
  }

  private let file: FileHandle

  private init(file: FileHandle) { self.file = file }

  /// Takes the lock, or says who has it.
  package static func take(
    in directory: URL, pid: Int32, tty: String, now: WallTime
  ) throws -> Result<InstanceLock, Taken> {
    try StateDirectory.make(directory)
    let path = directory.appending(path: "agent.lock").path
    if !FileManager.default.fileExists(atPath: path) {
      _ = FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
    }
    // Where nothing can be written the lock still holds; only the holder's name is missing.
    let writable = FileHandle(forUpdatingAtPath: path)
    guard let file = writable ?? FileHandle(forReadingAtPath: path) else {
      throw StateDirectory.Unusable(
        path: directory.path, why: "its lock, agent.lock, cannot be opened")
    }
    guard flock(file.fileDescriptor, LOCK_EX | LOCK_NB) == 0 else {
      return .failure(Taken(holder: holder(in: directory)))
    }
    try? writable?.truncate(atOffset: 0)
    try? writable?.write(contentsOf: Data("\(pid)\n\(tty)\n\(now.rfc3339)\n".utf8))
    return .success(InstanceLock(file: file))
  }

  /// What the lock file says; nil when there is none.
  package static func holder(in directory: URL) -> Holder? {
    let path = directory.appending(path: "agent.lock")
    guard let text = try? String(contentsOf: path, encoding: .utf8) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.count >= 3, let pid = Int32(lines[0]) else { return nil }
    return Holder(pid: pid, tty: String(lines[1]), since: String(lines[2]))
  }

  /// Somebody else has it.
  package struct Taken: Error {
    package var holder: Holder?
  }
}
