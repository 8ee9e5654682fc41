/// When a breaker opens, how long it waits, what closes it. Defaults: design §6.
package struct BreakerPolicy: Sendable, Equatable {
  /// A guarded call is given this long.
  package var timeout = Duration.seconds(3)
  /// Per cent of failures among the judged calls that opens it, inclusive.
  package var errorThreshold = 50.0
  /// First wait after opening; doubles with each reopening.
  package var resetAfter = Duration.seconds(30)
  /// From how many calls on the traffic window is judged.
  package var minimumCalls: Int64 = 10
  /// Successes in a row that close a half-open breaker.
  package var closeAfter = 1
  /// Longest wait, whatever doubling says.
  package var maxWait = Duration.seconds(600)
  /// Share by which a wait may differ from its computed length, either way.
  package var jitter = 0.1
  /// opossum's rules, for parity: more than the threshold, no minimum, a fixed wait.
  package var strictOpossum = false

  package init() {}

  /// The defaults of `integrations.md` and design §6.
  package static let standard = BreakerPolicy()

  /// How long a probe may take before it counts as lost.
  package var probeLease: Duration { timeout + .seconds(1) }

  /// The wait of the n-th opening in a row, from 0, before jitter: 30 s, 60 s, 120 s … 10 min.
  package func wait(attempt: Int) -> Duration {
    guard !strictOpossum else { return resetAfter }
    var wait = resetAfter
    for _ in 0..<max(0, attempt) where wait < maxWait { wait = wait * 2 }
    return min(wait, max(maxWait, resetAfter))
  }

  /// Whether these counts open it.
  func trips(_ window: JudgedWindow) -> Bool {
    guard window.calls >= max(1, window.minimum) else { return false }
    let percent = Double(window.failures) * 100 / Double(window.calls)
    return strictOpossum ? percent > errorThreshold : percent >= errorThreshold
  }
}
