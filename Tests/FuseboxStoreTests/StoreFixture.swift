import FoundationEssentials
import FuseboxCore
import FuseboxStore
import FuseboxSystem
import GRDB

/// A directory of its own, deleted at the end, with a clock that is set by hand.
final class StoreFixture: Sendable {
  let directory: String
  private let clock = HandClock()

  static let start = WallTime(milliseconds: 1_795_444_327_250)

  init() {
    directory = "\(FileManager.default.temporaryDirectory.path)/fusebox-store-\(UUID().uuidString)"
  }

  deinit { try? FileManager.default.removeItem(atPath: directory) }

  func advance(_ duration: Duration) { clock.advance(duration) }

  /// The program's settings, but never waiting long for a lock, nor for a group's other readings.
  var settings: StoreSettings {
    var settings = StoreSettings(
      now: { [clock] in clock.now }, identity: { FileIdentity(at: $0) })
    settings.busyTimeout = .milliseconds(20)
    settings.groupDelay = .zero
    // A busy machine is no slow disk.
    settings.patience = .seconds(30)
    settings.retention.interval = .zero
    return settings
  }

  func journal(_ change: (inout StoreSettings) -> Void = { _ in }) -> SQLiteJournal {
    var settings = settings
    change(&settings)
    return SQLiteJournal(directory: directory, settings: settings)
  }

  func path(_ file: String) -> String { "\(directory)/\(file)" }

  /// Puts bytes where a database is expected.
  func put(_ bytes: [UInt8], at file: String) throws {
    try FileManager.default.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: nil)
    try Data(bytes).write(to: URL(filePath: path(file)))
  }

  func bytes(of file: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: path(file))))
  }

  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
  }

  /// A second connection, as another process would have it.
  func connect(_ file: String) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.allowsUnsafeTransactions = true
    return try DatabaseQueue(path: path(file), configuration: configuration)
  }
}

/// A clock that stands still until it is set on.
private final class HandClock: Sendable {
  private let time = Guarded(StoreFixture.start)

  var now: WallTime { time.withLock { $0 } }

  func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
}
