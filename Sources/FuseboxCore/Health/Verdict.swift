/// Whose trouble it is.
package enum Blame: String, Sendable, CaseIterable {
  case them = "THEM"
  case us = "US"
  case ok = "ok"
  case unknown = "?"
}

/// Which row of the verdict table matched (design §5, in its order).
package enum Cause: String, Sendable, CaseIterable {
  /// Our own network is down.
  case network
  case credential
  /// What we ask, or whom: a wrong address, database or command.
  case configuration
  case quota
  /// Failing, and their page says so too.
  case confirmed
  /// Failing, and their page is green or silent.
  case notAdmitted = "not_admitted"
  /// Fine, although their page is red: it does not touch us.
  case notTouching = "not_touching"
  /// Calls fine, deliveries fail: our receiver.
  case receiver
  /// An input the row needs is missing or stale.
  case noAnswer = "no_answer"
  case fine
}

/// Them or us, and why: a function of the board and the time.
package struct Verdict: Sendable, Equatable {
  package var blame: Blame
  package var cause: Cause
  /// nil when fine.
  package var reason: Reason?

  package init(blame: Blame, cause: Cause, reason: Reason? = nil) {
    self.blame = blame
    self.cause = cause
    self.reason = reason
  }
}

/// A verdict that began: published by the agent, so that "since" is a fact of the board.
package struct VerdictChange: Sendable, Equatable {
  package var provider: ProviderID
  /// First reading of the present run of this verdict; it survives restarts.
  package var since: WallTime
  package var verdict: Verdict

  package init(provider: ProviderID, since: WallTime, verdict: Verdict) {
    self.provider = provider
    self.since = since
    self.verdict = verdict
  }
}
