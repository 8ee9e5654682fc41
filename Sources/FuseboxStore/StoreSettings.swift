import FuseboxCore
import GRDB

/// How the databases behave; the defaults are those of the program.
package struct StoreSettings: Sendable {
  /// The time now: retries and retention go by it.
  package var now: @Sendable () -> WallTime
  /// How long to wait for a lock of another process.
  package var busyTimeout: Duration = .seconds(1)
  /// How long a person's change may wait for the disk before they are told that it waits.
  package var patience: Duration = .milliseconds(1500)
  /// After a failed write, the next try is made no sooner.
  package var retryAfter: Duration = .seconds(1)
  /// How long a reading waits for others of its group; what a person reads does not wait.
  package var groupDelay: Duration = .milliseconds(750)
  /// Events that may wait in memory; beyond it the oldest readings go.
  package var queueLimit = 10_000
  /// Events in one transaction.
  package var batchLimit = 256
  package var retention = Retention()
  /// Tells which file a path leads to; nil without one. Asked once a second.
  package var identity: @Sendable (String) -> FileIdentity?
  /// Runs first in every transaction that writes; the seam through which tests make writes fail.
  package var beforeWrite: @Sendable (Database) throws -> Void = { _ in }

  package init(
    now: @escaping @Sendable () -> WallTime,
    identity: @escaping @Sendable (String) -> FileIdentity?
  ) {
    self.now = now
    self.identity = identity
  }
}

/// How long the history is kept.
package struct Retention: Sendable {
  /// Single readings.
  package var readings: Duration = .seconds(7 * 86_400)
  package var minutes: Duration = .seconds(30 * 86_400)
  /// Hours, and what a person reads: changes and the events behind them.
  package var hours: Duration = .seconds(400 * 86_400)
  /// Bytes that `history.db` may use; beyond it the oldest events go, readings first.
  package var bytes: Int64 = 512 << 20
  /// Between two looks for what is too old, made with a checkpoint.
  package var interval: Duration = .seconds(600)
  /// Rows deleted in one transaction, and transactions of one kind at each checkpoint.
  package var batch = 500
  package var batches = 40

  package init() {}
}
