/// One row of the board, judged at one moment: everything that depends on the clock.
package struct Assessment: Sendable, Equatable {
  package var provider: ProviderID
  package var verdict: Verdict
  package var severity: Severity
  /// Start of the present run of this verdict; nil when it has only just begun to differ from the
  /// published one.
  package var since: WallTime?
  /// Time of the oldest input the verdict rests on; nil when there is none yet.
  package var oldestInput: WallTime?
  /// An input is older than three of its intervals.
  package var isStale: Bool
  /// The person who holds the breaker.
  package var heldBy: String?
  /// For the WHY column: the most important thing in about 20 cells; may be empty when fine.
  package var why: String
  /// Evidence in short phrases, most telling first; each stands alone: "24 of 40 calls failed
  /// (503)", "their page knew 6 min before you".
  package var explanation: [String]
  /// The meter that runs out first.
  package var gauge: MeterReading?
  /// Its forecast.
  package var forecast: Forecast?
  /// `!` past its alert, `›` forecast over the limit.
  package var gaugeMark: Character?

  package init(provider: ProviderID, verdict: Verdict, severity: Severity) {
    self.provider = provider
    self.verdict = verdict
    self.severity = severity
    isStale = false
    why = ""
    explanation = []
  }
}
