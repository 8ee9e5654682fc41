import FuseboxCore

/// A person's command, checked and weighed against what is in force: what it does to the breaker,
/// and what stands in the book after it.
struct OverrideDecision: Sendable, Equatable {
  var provider: ProviderID
  var action: OverrideAction
  var actor: Actor
  /// Terminal-safe; may be empty for a probe and an undo.
  var reason: String
  var order: BreakerOrder
  /// What is held once the order is carried out; nil: nothing.
  var override: Override?

  /// A probe of a closed breaker changes nothing that a person needs to find in the audit.
  func isRecorded(from before: EffectiveState) -> Bool { order != .probe || before != .closed }
}

extension Command {
  /// With everything terminal-safe that a client may have made up; refused when it lacks what its
  /// kind needs, or its length is out of bounds.
  func checked() throws(CommandRefusal) -> Command {
    var command = self
    command.actor.name = TerminalSafe(actor.name, cap: 40).text
    command.actor.nameSource = TerminalSafe(actor.nameSource, cap: 20).text
    command.actor.tty = TerminalSafe(actor.tty, cap: 20).text
    command.actor.sshClient = TerminalSafe(actor.sshClient, cap: 45).text
    command.reason = TerminalSafe(reason, cap: 200).text
    let needsReason = [.trip, .hold, .reset, .resetWithProbe].contains(kind)
    guard !needsReason || command.reason.contains(where: { !$0.isWhitespace }) else {
      throw .reasonMissing
    }
    switch kind {
    case .trip:
      guard seconds ?? 0 <= Command.longestTrip else { throw .lengthTooLong }
      command.seconds = seconds.map { max(1, $0) }
    case .hold:
      guard let seconds, seconds > 0 else { throw .lengthMissing }
      guard seconds <= Command.longestHold else { throw .lengthTooLong }
    case .reset, .resetWithProbe, .probe, .undo, .refresh: break
    }
    return command
  }
}
