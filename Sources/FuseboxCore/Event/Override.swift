/// A person's hold on a breaker, apart from its machine.
package struct Override: Sendable, Equatable {
  package enum Kind: String, Sendable {
    /// No call passes.
    case forcedOpen = "forced_open"
    /// Every call passes.
    case forcedClosed = "forced_closed"
  }

  package var provider: ProviderID
  package var kind: Kind
  package var actor: Actor
  /// Never empty, terminal-safe.
  package var reason: String
  package var since: WallTime
  /// nil: until reset (a trip only; holding closed always ends).
  package var until: WallTime?
  /// Counts every change of this provider's override; a command may demand the one it saw.
  package var revision: Int64

  package init(
    provider: ProviderID, kind: Kind, actor: Actor, reason: String, since: WallTime,
    until: WallTime?, revision: Int64
  ) {
    self.provider = provider
    self.kind = kind
    self.actor = actor
    self.reason = reason
    self.since = since
    self.until = until
    self.revision = revision
  }

  /// Whether it is one that somebody can have made. Letting every call pass without an end is
  /// damage: it must not be taken for a person's wish.
  package var isWhole: Bool { kind == .forcedOpen || until != nil }
}

/// What a start found in force, in the file that is the authority for it.
package struct RecoveredOverride: Sendable, Equatable {
  package var provider: ProviderID
  /// nil: nothing is held.
  package var override: Override?
  /// Of the newest change of this provider's override that is known anywhere.
  package var revision: Int64

  package init(provider: ProviderID, override: Override?, revision: Int64) {
    self.provider = provider
    self.override = override
    self.revision = revision
  }
}

/// Who did something: the name they go by, and what the system knows of them.
package struct Actor: Sendable, Equatable {
  /// FUSEBOX_ACTOR, else SUDO_USER, else the login name.
  package var name: String
  /// Where the name is from: `FUSEBOX_ACTOR`, `SUDO_USER`, `login`.
  package var nameSource: String
  package var uid: UInt32
  /// `pts/3`; empty without a terminal.
  package var tty: String
  /// Address of the ssh client; empty when local.
  package var sshClient: String

  package init(
    name: String, nameSource: String, uid: UInt32, tty: String = "", sshClient: String = ""
  ) {
    self.name = name
    self.nameSource = nameSource
    self.uid = uid
    self.tty = tty
    self.sshClient = sshClient
  }
}

/// What a person (or the end of a hold) did to a breaker.
package enum OverrideAction: String, Sendable, CaseIterable {
  case trip, extend, reset, hold, probe, undo
  /// The hold's time ended by itself.
  case expire
}

/// One line of the audit: append-only, in `fusebox.db`.
package struct AuditRecord: Sendable, Equatable {
  /// Unique, made by the agent: boot id and number.
  package var id: String
  package var at: WallTime
  package var provider: ProviderID
  package var action: OverrideAction
  package var actor: Actor
  package var reason: String
  /// What was in force before and after; nil when a damaged row does not tell.
  package var from: EffectiveState?
  package var to: EffectiveState?
  /// The override after the change; nil when it was cleared.
  package var override: Override?
  /// Revision of the provider's override after the change.
  package var revision: Int64
  /// False until the row is in the database: a trip works with the disk full.
  package var audited: Bool

  package init(
    id: String, at: WallTime, provider: ProviderID, action: OverrideAction, actor: Actor,
    reason: String, from: EffectiveState?, to: EffectiveState?, override: Override?,
    revision: Int64,
    audited: Bool = false
  ) {
    self.id = id
    self.at = at
    self.provider = provider
    self.action = action
    self.actor = actor
    self.reason = reason
    self.from = from
    self.to = to
    self.override = override
    self.revision = revision
    self.audited = audited
  }
}
