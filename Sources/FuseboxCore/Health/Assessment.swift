/// One row of the board, judged at one moment: everything that depends on the clock.
package struct Assessment: Sendable, Equatable {
  package var provider: ProviderID
  /// The moment.
  package var at: WallTime
  package var verdict: Verdict
  /// All that is wrong or worth knowing, worst first; the verdict's reason is among them. Empty
  /// when fine.
  package var findings: [Finding]
  /// Start of the present run of this verdict; nil when it has only just begun to differ from the
  /// published one.
  package var since: WallTime?
  /// Time of the oldest input the verdict rests on; nil when there is none yet.
  package var oldestInput: WallTime?
  /// An input is older than three of its intervals.
  package var isStale = false
  /// The person who holds the breaker.
  package var heldBy: String?
  /// What the verdict rests on, most telling first.
  package var evidence: [Evidence] = []
  /// The meter that runs out first.
  package var gauge: MeterReading?
  /// Its forecast.
  package var forecast: Forecast?
  /// `!` past its alert, `›` forecast over the limit.
  package var gaugeMark: Character?

  package init(provider: ProviderID, at: WallTime, verdict: Verdict, findings: [Finding]) {
    self.provider = provider
    self.at = at
    self.verdict = verdict
    self.findings = findings
  }

  /// The worst of its findings.
  package var severity: Severity { findings.first?.severity ?? .fine }
}

/// Something that holds of a row now, and how bad it is.
package struct Finding: Sendable, Equatable {
  package var reason: Reason
  package var severity: Severity

  package init(_ reason: Reason, _ severity: Severity) {
    self.reason = reason
    self.severity = severity
  }
}

/// One fact that a verdict rests on.
package enum Evidence: Sendable, Equatable {
  /// Calls without a useful answer of those judged, and the status of the last of them.
  case uselessCalls(Int64, of: Int64, status: Int?)
  /// What the newest call met.
  case lastCall(words: String)
  /// When the page says its trouble began, beside our first failed call, both seen by fusebox.
  case admission(postedAt: WallTime, failedAt: WallTime)
  /// The trouble began before fusebox looked.
  case beganUnseen
  /// What else stops while the provider is down: see `ProviderFacts.failureNote`.
  case consequence(String)
}
