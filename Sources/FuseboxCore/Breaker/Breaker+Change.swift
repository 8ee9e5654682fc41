extension Breaker {
  /// The one way in which the breaker changes: begins a new generation and returns what changed of
  /// what is in force, nil when it looks the same from outside (a trip over a trip).
  mutating func change(
    _ cause: Transition.Cause, evidence: JudgedWindow? = nil, wait: Duration = .zero,
    _ body: (inout Self) -> Void
  ) -> Transition? {
    guard !isStopped else { return nil }
    let (from, before, error) = (state, effective, lastError)
    body(&self)
    beginGeneration()
    guard state != from || effective != before else { return nil }
    return Transition(
      from: from, before: before, now: self, cause: cause, evidence: evidence, lastError: error,
      wait: wait)
  }

  /// Whatever is out belongs to the past: it is judged no more and holds no slot.
  mutating func beginGeneration() {
    generation += 1
    openPermits.removeAll()
    if case .halfOpen = phase { phase = .halfOpen(Trial()) }
  }

  mutating func enter(_ next: Phase, at now: MonotonicTime) {
    if next.state != state { since = now }
    phase = next
  }

  /// From closed or half-open; `evidence` is what it was judged by when closed, `stated` the
  /// provider's own wait.
  mutating func open(
    _ cause: Transition.Cause, evidence judged: JudgedWindow? = nil, at now: MonotonicTime,
    stated: Duration?, using random: inout some RandomNumberGenerator
  ) -> Transition? {
    let wait = policy.wait(opening: attempt + 1, stated: stated, using: &random)
    return change(cause, evidence: judged, wait: wait) {
      $0.attempt += 1
      $0.wait = wait
      $0.evidence = judged ?? $0.evidence
      $0.enter(.open(until: now + wait), at: now)
    }
  }

  /// Back to the beginning, but for the totals.
  mutating func close(at now: MonotonicTime) {
    enter(.closed, at: now)
    evidence = nil
    lastError = ""
    failuresInARow = 0
    attempt = 0
    wait = .zero
    wouldOpen = false
    // opossum keeps its counts: there one failure may open it again.
    if !policy.strictOpossum { windows.clear() }
  }
}
