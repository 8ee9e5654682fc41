import FuseboxCore

/// A person's command, checked, as what it does to a breaker.
struct Change {
  /// With everything terminal-safe that a client may have made up.
  let command: Command
  let action: OverrideAction
  let reason: String
  /// The override after the change.
  var target: Override?

  init(_ command: Command, at now: Instant) throws(CommandRefusal) {
    var command = command
    command.actor.name = TerminalSafe(command.actor.name, cap: 40).text
    command.actor.nameSource = TerminalSafe(command.actor.nameSource, cap: 20).text
    command.actor.tty = TerminalSafe(command.actor.tty, cap: 20).text
    command.actor.sshClient = TerminalSafe(command.actor.sshClient, cap: 45).text
    self.command = command
    let text = TerminalSafe(command.reason, cap: 200).text
    let needsReason = [.trip, .hold, .reset, .resetWithProbe].contains(command.kind)
    guard !needsReason || text.contains(where: { !$0.isWhitespace }) else { throw .reasonMissing }
    reason = text
    switch command.kind {
    case .trip:
      action = .trip
      guard command.seconds ?? 0 <= Command.longestTrip else { throw .lengthTooLong }
      target = Self.override(command, .forcedOpen, text, at: now)
    case .hold:
      action = .hold
      guard let seconds = command.seconds, seconds > 0 else { throw .lengthMissing }
      guard seconds <= Command.longestHold else { throw .lengthTooLong }
      target = Self.override(command, .forcedClosed, text, at: now)
    case .reset, .resetWithProbe: action = .reset
    case .probe, .refresh: action = .probe
    case .undo: action = .undo
    }
  }

  private static func override(
    _ command: Command, _ kind: Override.Kind, _ reason: String, at now: Instant
  ) -> Override {
    Override(
      provider: command.provider, kind: kind, actor: command.actor, reason: reason,
      since: now.wall, until: command.seconds.map { now.wall + .seconds(max(1, $0)) },
      revision: 0)
  }

  /// A probe of a closed breaker changes nothing a person needs to find in the audit.
  func isRecorded(effective: String) -> Bool {
    switch command.kind {
    case .refresh: false
    case .probe: effective != BreakerState.closed.rawValue
    default: true
    }
  }

  func carryOut(on cell: BreakerCell, at now: Instant) {
    switch command.kind {
    case .trip, .hold:
      if let target { Self.enforce(target, on: cell, at: now) }
    case .reset: _ = cell.reset(at: now.monotonic)
    case .resetWithProbe: _ = cell.resetWithProbe(at: now.monotonic)
    case .probe: _ = try? cell.probeNow(at: now.monotonic)
    case .undo:
      if let target {
        Self.enforce(target, on: cell, at: now)
      } else {
        cell.release()
      }
    case .refresh: break
    }
  }

  /// Puts an override in force with what is left of its time.
  static func enforce(_ override: Override, on cell: BreakerCell, at now: Instant) {
    let until = override.until.map { now.monotonic + ($0 - now.wall) }
    switch override.kind {
    case .forcedOpen: _ = cell.trip(until: until)
    case .forcedClosed:
      _ = cell.hold(until: until ?? now.monotonic + .seconds(900))
    }
  }
}
