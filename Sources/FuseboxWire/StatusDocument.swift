import FuseboxCore

/// The judged board for scripts: `fusebox status --format json`. Rows worst first; times RFC 3339
/// UTC, ages in whole seconds, absent where there is nothing to say.
package struct StatusDocument: Encodable {
  let schema = SchemaField()
  let at: TimeField
  /// Sequence number of the last event in it.
  let seq: Int64
  let agent: AgentStatus?
  let providers: [ProviderStatus]
  /// Databases that are not fine.
  let stores: [StoreFields]

  package init(_ board: Board, at now: WallTime) {
    at = TimeField(now)
    seq = board.seq
    agent = board.agent.map(AgentStatus.init)
    stores = board.stores.map(StoreFields.init)
    providers = Judge.assess(board, at: now).compactMap { assessment in
      board[assessment.provider].map { ProviderStatus($0, assessment, at: now) }
    }
  }

  package func json() throws(WireError) -> [UInt8] {
    try ScriptJSON.encode(self)
  }
}

struct AgentStatus: Encodable {
  let boot: String
  let pid: Int32
  let profile: String
  let version: String
  let startedAt: TimeField
  let note: String

  init(_ facts: AgentFacts) {
    boot = facts.boot
    pid = facts.pid
    profile = facts.profile
    version = facts.version
    startedAt = TimeField(facts.startedAt)
    note = facts.note
  }
}

struct StoreFields: Encodable {
  let file: String
  let condition: String
  let message: String
  let unaudited: Int

  init(_ health: StoreHealth) {
    file = health.file
    condition = health.condition.rawValue
    message = health.message
    unaudited = health.unaudited
  }
}

extension Severity {
  /// A word from a bounded set, for documents.
  package var label: String {
    switch self {
    case .failing: "failing"
    case .probing: "probing"
    case .held: "held"
    case .warning: "warning"
    case .unknown: "unknown"
    case .notice: "notice"
    case .fine: "ok"
    }
  }
}
