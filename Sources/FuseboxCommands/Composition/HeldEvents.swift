import FuseboxCore

/// The events of a command without an agent: the history hears of a change once it is stored, for
/// one that is not stored is in force nowhere.
final class HeldEvents: EventLog {
  private let log: any EventLog
  private let held = Guarded<[(envelope: Envelope, changes: [Change])]>([])

  init(_ log: any EventLog) { self.log = log }

  func append(_ envelope: Envelope, changes: [Change]) {
    held.withLock { $0.append((envelope, changes)) }
  }

  /// Hands on what has happened.
  func tell() {
    let told = held.withLock { held in
      defer { held = [] }
      return held
    }
    for event in told { log.append(event.envelope, changes: event.changes) }
  }
}
