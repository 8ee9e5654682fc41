import Foundation
import FuseboxAgent
import FuseboxConfig
import FuseboxCore
import FuseboxNet
import FuseboxStore
import FuseboxSystem
import FuseboxWire

/// Everything a command needs to know before it does anything: what is watched, where things are
/// kept, and who asks.
struct Setup: Sendable {
  var settings: AgentSettings
  /// Holds the databases, the lock and the socket.
  var directory: URL
  /// What to choose another directory with, in words.
  var directoryIsChosenBy = StateDirectory.settings
  var actor: Actor
  var retention = Retention()
  var screen: ScreenSettings
  /// Directories of themes of the user's own, the first that has one wins.
  var themes: [String] = []
  /// Where exports are written.
  var exportDirectory = URL(filePath: FileManager.default.currentDirectoryPath)
  /// PEM file of trusted authorities, in place of libcurl's own (`SSL_CERT_FILE`).
  var caFile: String?
  /// What is worth saying and is no error.
  var warnings: [String] = []
  /// The configuration in force, commented.
  var shown = ""

  /// nil when the directory's path is too long for a socket in it.
  var socketPath: String? { SocketPath.inDirectory(directory.path) }

  /// The same, where there must be one.
  func requiredSocketPath() throws(StateDirectory.TooLong) -> String {
    guard let socketPath else {
      throw StateDirectory.TooLong(path: directory.path, chosenBy: directoryIsChosenBy)
    }
    return socketPath
  }

  /// Names one start of an agent.
  static func newBoot() -> String { String(UInt64.random(in: .min ... .max), radix: 36) }

  /// The calendar's time now.
  static var wallNow: WallTime {
    WallTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
  }

  /// A journal over the two databases.
  func journal(_ loop: SystemLoop) -> SQLiteJournal {
    var store = StoreSettings(now: { loop.now.wall }, identity: { FileIdentity(at: $0) })
    store.retention = retention
    return SQLiteJournal(directory: directory.path, settings: store)
  }

  /// Takes the directory for this process, or fails with `InstanceLock.Taken`.
  func lock(_ loop: SystemLoop) throws -> InstanceLock {
    try InstanceLock.take(
      in: directory, pid: settings.pid, tty: actor.tty, now: loop.now.wall
    ).get()
  }

  /// A client of the agent that runs on this directory; nil when none answers. Fails when none can
  /// be asked.
  func runningAgent(_ loop: SystemLoop) async throws(AdmitFailure) -> RemoteClient? {
    guard let socketPath, FileManager.default.fileExists(atPath: socketPath) else { return nil }
    let transport = CurlTransport(
      configuration: CurlTransport.Configuration(proxy: .none, unixSocket: socketPath),
      on: loop.thread)
    let client = RemoteClient(
      transport: transport, loop: loop, version: settings.version)
    return try await client.isAlive() ? client : nil
  }
}
