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
  /// ≤ 60 cells, saying whose fault or what to do; empty when fine and nothing is to be said.
  package var reason: String

  package init(blame: Blame, cause: Cause, reason: String) {
    self.blame = blame
    self.cause = cause
    self.reason = reason
  }
}

/// The order of the board's rows, worst first, and each row's mark.
package enum Severity: Int, Sendable, CaseIterable, Comparable {
  /// ✗ THEM or US with failing calls or credential.
  case failing = 0
  /// ◌ half-open.
  case probing
  /// ◉ held by a person.
  case held
  /// ! past alert, forecast over limit, slow.
  case warning
  /// ? unknown.
  case unknown
  /// ~ maintenance, or page red without effect.
  case notice
  /// · ok.
  case fine

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// Exit code of `check` for this row: 2 critical, 1 warning, 3 unknown, 0 ok.
  package var exitCode: Int32 {
    switch self {
    case .failing: 2
    case .probing, .held, .warning: 1
    case .unknown: 3
    case .notice, .fine: 0
    }
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
