/// What a person asks the agent to do.
package struct Command: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// Stop calls until `seconds` are over, or until reset.
    case trip
    /// Close now: clears the override and the window.
    case reset
    /// Clear the override and let one probe decide.
    case resetWithProbe = "reset_with_probe"
    /// Let every call pass for `seconds` (required).
    case hold
    /// Probe now; on an open or tripped breaker this makes it half-open.
    case probe
    /// Take back the last change, within 30 s of it.
    case undo
    /// Poll everything of this provider now (of all, when it is empty).
    case refresh
  }

  package var kind: Kind
  package var provider: ProviderID
  package var actor: Actor
  package var reason: String
  /// Length of a trip (nil: until reset) or of a hold; at least 1, and no more than the bounds below.
  package var seconds: Int64?
  /// The override's revision that the person saw; a different one now refuses the command.
  package var expectedRevision: Int64?

  package init(
    kind: Kind, provider: ProviderID, actor: Actor, reason: String = "", seconds: Int64? = nil,
    expectedRevision: Int64? = nil
  ) {
    self.kind = kind
    self.provider = provider
    self.actor = actor
    self.reason = reason
    self.seconds = seconds
    self.expectedRevision = expectedRevision
  }
}

extension Command {
  /// Seconds that a hold may last: letting everything pass is for a day at most.
  package static let longestHold: Int64 = 86_400
  /// Seconds that a trip may last, unless it lasts until reset.
  package static let longestTrip: Int64 = 366 * 86_400
}

/// Why a command was not carried out.
package enum CommandRefusal: Error, Sendable, Equatable {
  /// No such provider; the nearest names.
  case unknownProvider(String, near: [String])
  case reasonMissing
  /// Holding closed needs a length.
  case lengthMissing
  /// See `Command.longestHold` and `Command.longestTrip`.
  case lengthTooLong
  /// Somebody else changed the breaker meanwhile.
  case changedMeanwhile(by: String, at: WallTime)
  /// Nothing was changed in the last 30 s.
  case nothingToUndo
  /// The provider has no breaker: it is shown by its page only.
  case pageOnly(String)
  /// A person's trip is in force, and a probe does not end it.
  case tripped(by: String)
  /// Asked again too soon: the provider's own spacing, or a wait that it stated, ends then.
  case tooSoon(until: WallTime)
  /// The agent cannot be reached, or answered something else.
  case agentLost(String)
  /// What is stored cannot be read: which file, and why.
  case historyUnreadable(String)
  /// Agent and client do not read each other: the agent's version, nil where it does not say, and
  /// the client's.
  case otherVersion(agent: String?, own: String)

  /// A word from a bounded set.
  package var label: String {
    switch self {
    case .unknownProvider: "unknown_provider"
    case .reasonMissing: "reason_missing"
    case .lengthMissing: "length_missing"
    case .lengthTooLong: "length_too_long"
    case .changedMeanwhile: "changed_meanwhile"
    case .nothingToUndo: "nothing_to_undo"
    case .pageOnly: "page_only"
    case .tripped: "tripped"
    case .tooSoon: "too_soon"
    case .agentLost: "agent_lost"
    case .historyUnreadable: "history_unreadable"
    case .otherVersion: "other_version"
    }
  }
}
