/// Takes every event that changed the board. No write throws: trouble comes as health (`History`),
/// and what could not be written is kept and tried again within bounds.
package protocol EventLog: Sendable {
  /// Queues an event for the next group commit; returns at once. Heartbeats are ignored.
  /// - Parameter changes: what a person reads of it, as the board's fold made it, newest first.
  func append(_ envelope: Envelope, changes: [Change])
}
