import FuseboxCore
import FuseboxSystem
import FuseboxWords

/// What a breaker command came to: what it prints, and its exit code.
struct BreakerReport: Equatable, Sendable {
  /// For standard output.
  var answer: String?
  /// For standard error.
  var complaint: String?
  var exitCode: Int32 = 0
}

extension BreakerReport {
  /// The running agent's answer; nil for a change that was none.
  init(running record: AuditRecord?, of provider: ProviderID) {
    self.init(answer: record.map(Self.line) ?? "\(provider): a probe is on its way")
    if record?.audited == false {
      complaint = "It is in force, but not yet in the audit: the database cannot be written."
    }
  }

  /// What became of the stored hold while no agent runs.
  init(stored change: StoredChange) {
    guard let record = change.record else {
      self.init(failure: "No agent runs, and nobody holds this breaker: nothing was changed.")
      return
    }
    guard record.audited else {
      self.init(failure: "Nothing was stored: \(StoredChange.file) \(change.condition.trouble).")
      return
    }
    self.init(
      answer: Self.line(record),
      complaint: "No agent runs: the stored hold was changed; the next agent obeys it.")
  }

  /// Refused while no agent runs.
  init(offline refusal: CommandRefusal) {
    guard refusal == .nothingToUndo else {
      self.init(failure: refusal.sentence)
      return
    }
    self.init(
      failure: "No agent runs: undo needs the running agent, which remembers the last change.")
  }

  /// An agent has the directory, but it is stopped, or too busy.
  init(silent holder: InstanceLock.Holder?) {
    let who = holder.map { "The agent (pid \($0.pid))" } ?? "The agent"
    self.init(failure: "\(who) does not answer; nothing was changed.")
  }

  private init(failure sentence: String) { self.init(complaint: sentence, exitCode: 1) }

  private static func line(_ record: AuditRecord) -> String {
    "\(record.provider): \(record.words)"
  }
}

extension StoreHealth.Condition {
  /// Why the file took nothing: "is damaged".
  fileprivate var trouble: String {
    switch self {
    case .full: "has no room: the disk is full"
    case .readOnly: "cannot be written"
    case .corrupt: "is damaged"
    case .locked: "is held by another process"
    case .newer: "was written by a newer fusebox"
    case .failed, .fine: "cannot be used"
    }
  }
}
