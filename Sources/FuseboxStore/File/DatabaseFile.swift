import Foundation
import FuseboxCore
import GRDB

/// One SQLite file: opened when first needed, written on a thread of its own, read on other
/// connections. Waiting for a lock or a disk happens on that thread, never in a task.
final class DatabaseFile: Sendable {
  let schema: Schema
  private let directory: String
  private let settings: StoreSettings
  private let thread: FileThread
  private let state = Guarded(State())

  private struct State {
    /// The connection that writes.
    var writer: DatabaseQueue?
    /// The one that reads beside it, made when first needed.
    var reader: DatabaseQueue?
    /// The file that was opened.
    var identity: FileIdentity?
    /// Why the file will not be opened again.
    var refused: StoreTrouble?
  }

  init(_ schema: Schema, directory: String, settings: StoreSettings) {
    self.schema = schema
    self.directory = directory
    self.settings = settings
    thread = FileThread(schema.fileName)
  }

  private var path: String { "\(directory)/\(schema.fileName)" }

  /// Runs `work` on the file's thread and returns at its end, or once `patience` is over: then it
  /// goes on by itself.
  func run(within patience: Duration, _ work: @escaping @Sendable () -> Void) async {
    await thread.run(within: patience, work)
  }

  /// Whether the open file is still the one at its path; a deleted one takes writes that nobody
  /// will ever read. From any thread.
  var isInPlace: Bool {
    guard let identity = state.withLock({ $0.identity }) else { return true }
    return settings.identity(path) == identity
  }

  /// Runs `work` on the file's thread, after what was scheduled before.
  func schedule(_ work: @escaping @Sendable () -> Void) { thread.run(work) }

  /// The same, once `delay` is over.
  func schedule(after delay: Duration, _ work: @escaping @Sendable () -> Void) {
    thread.run(after: delay, work)
  }

  /// The result of `work`, run on the file's thread.
  func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      thread.run { continuation.resume(returning: work()) }
    }
  }

  /// One transaction. Only on the file's thread.
  func write<Value>(_ body: (Database) throws -> Value) -> Result<Value, StoreTrouble> {
    Result {
      guard isInPlace else { throw StoreTrouble.gone }
      return try opened().write { db in
        try settings.beforeWrite(db)
        return try body(db)
      }
    }.mapError(StoreTrouble.init)
  }

  /// The first read of a start. A file that cannot be opened for writing (a full disk, a lock) is
  /// read all the same where that is possible: then there is a value beside the trouble. Only on
  /// the file's thread.
  func readAtStart<Value>(
    _ body: (Database) throws -> Value
  ) -> (value: Value?, trouble: StoreTrouble?) {
    do {
      // On the writing connection, whose wait for a lock can be set.
      return (try opened().writeWithoutTransaction(body), nil)
    } catch {
      let trouble = StoreTrouble(error)
      return (isToBeRead(despite: trouble) ? readOnly(body) : nil, trouble)
    }
  }

  /// What is ours is read where it can be, also when it will never be written: a stored trip holds.
  private func isToBeRead(despite trouble: StoreTrouble) -> Bool {
    guard trouble.isLasting else { return true }
    guard case .database(let id, _)? = try? FileHeader(path: path) else { return false }
    return id == schema.applicationID
  }

  /// Reads on a connection of its own, beside a write in progress. A file that cannot be opened for
  /// writing is read all the same where that is possible.
  func read<Value: Sendable>(
    _ body: @escaping @Sendable (Database) throws -> Value
  ) async -> Result<Value, StoreTrouble> {
    guard state.withLock({ $0.writer != nil }) else {
      return await run { [self] in
        let (value, trouble) = readAtStart(body)
        return value.map(Result.success) ?? .failure(trouble ?? StoreTrouble(.failed, "not open"))
      }
    }
    guard isInPlace else { return .failure(.gone) }
    do {
      return .success(try await openedReader().read(body))
    } catch {
      return .failure(StoreTrouble(error))
    }
  }

  /// Closes the file; a later write opens it again. Only on the file's thread.
  func close() {
    let connections = state.withLock { state in
      defer { (state.writer, state.reader, state.identity) = (nil, nil, nil) }
      return [state.reader, state.writer]
    }
    // Fails only when a statement is still in use; the connections then close when released.
    for connection in connections { try? connection?.close() }
  }

  /// Renames the file, with what belongs to it, out of the way; returns the new name. Only on the
  /// file's thread.
  func setAside() throws -> String {
    close()
    let stamp = settings.now().rfc3339.prefix(19).filter { $0 != ":" }
    let name = "\(schema.fileName).corrupt-\(stamp)Z"
    for ending in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path + ending) {
      try FileManager.default.moveItem(
        atPath: path + ending, toPath: "\(directory)/\(name)\(ending)")
    }
    state.withLock { $0.refused = nil }
    return name
  }
}

extension DatabaseFile {
  /// nil when even that is not possible. Reading beside a writer needs memory shared through a file
  /// next to the database; a file without a log can be read without it, as immutable.
  private func readOnly<Value>(_ body: (Database) throws -> Value) -> Value? {
    var configuration = configuration
    configuration.readonly = true
    var names = [path]
    // First: it leaves no file beside one that is to be left as it is.
    if (try? FileHeader(path: path + "-wal")) == .nothing {
      names.insert(URL(filePath: path).absoluteString + "?immutable=1", at: 0)
    }
    for name in names {
      let queue = try? DatabaseQueue(path: name, configuration: configuration)
      if let value = try? queue?.read(body) { return value }
    }
    return nil
  }

  private func opened() throws -> DatabaseQueue {
    let (writer, refused) = state.withLock { ($0.writer, $0.refused) }
    if let writer { return writer }
    if let refused { throw refused }
    do {
      let writer = try open()
      let identity = settings.identity(path)
      state.withLock { ($0.writer, $0.identity) = (writer, identity) }
      return writer
    } catch {
      let trouble = StoreTrouble(error)
      if trouble.isLasting { state.withLock { $0.refused = trouble } }
      throw trouble
    }
  }

  /// Of a file that is open for writing, and so has its log. From any thread.
  private func openedReader() throws -> DatabaseQueue {
    if let reader = state.withLock({ $0.reader }) { return reader }
    var configuration = configuration
    configuration.readonly = true
    let reader = try DatabaseQueue(path: path, configuration: configuration)
    return state.withLock { state in
      // Two questions at once: one connection is enough. Once the file is closed none is kept.
      if state.reader == nil, state.writer != nil { state.reader = reader }
      return state.reader ?? reader
    }
  }

  /// Not a pool of connections: it would write, and wait for the disk, each time it is made.
  private func open() throws -> DatabaseQueue {
    switch try FileHeader(path: path) {
    case .nothing: try create()
    case .foreign: throw StoreTrouble(.corrupt, "damaged, or not a database")
    case .database(let id, let version):
      // A file that was never brought to version 1 has no mark yet.
      guard id == schema.applicationID || (id == 0 && version == 0) else {
        throw StoreTrouble(.corrupt, "the database of another program")
      }
      guard version >= 0 else { throw Schema.negative(version) }
      guard version <= schema.version else { throw schema.newer(version) }
    }
    let writer = try DatabaseQueue(path: path, configuration: configuration)
    try writer.writeWithoutTransaction { db in
      guard try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL") == "wal" else {
        throw StoreTrouble(.failed, "cannot be written beside its readers")
      }
      try schema.migrate(db)
      let level = schema.synchronous.rawValue
      try db.execute(sql: "PRAGMA synchronous = \(level)")
      guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == level else {
        throw StoreTrouble(.failed, "does not take synchronous = \(level)")
      }
    }
    return writer
  }

  /// The file is made here, because SQLite would make it readable for others.
  private func create() throws {
    let files = FileManager.default
    if !files.fileExists(atPath: directory) {
      try files.createDirectory(
        atPath: directory, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
    if !files.fileExists(atPath: path) {
      try Data().write(to: URL(filePath: path), options: .withoutOverwriting)
    }
    try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }

  private var configuration: Configuration {
    var configuration = Configuration()
    configuration.label = schema.fileName
    configuration.busyMode = .timeout(settings.busyTimeout.inSeconds)
    configuration.maximumReaderCount = 2
    configuration.prepareDatabase { db in
      db.add(function: StoredHistogram.merge)
      guard !db.configuration.readonly else { return }
      // Before the first table, or it would need a VACUUM.
      try db.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL")
      try db.execute(sql: "PRAGMA journal_size_limit = \(16 << 20)")
    }
    return configuration
  }
}
