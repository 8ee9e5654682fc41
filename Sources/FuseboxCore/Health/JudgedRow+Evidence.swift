extension JudgedRow {
  /// What the verdict rests on, most telling first.
  var evidence: [Evidence] {
    var evidence: [Evidence] = []
    if let window = provider.breaker.status?.window, window.useless > 0 {
      let last = provider.calls.recent.first(where: \.outcome.isUseless)
      evidence.append(.uselessCalls(window.useless, of: window.calls, status: last?.status))
    } else if calls.state == .failing, let last = calls.last, !last.reason.isEmpty {
      evidence.append(.lastCall(words: last.reason))
    }
    if let admission { evidence.append(admission) }
    if calls.state == .failing, let note = provider.facts.failureNote {
      evidence.append(.consequence(note))
    }
    return evidence
  }

  /// Who knew first is said only of a time at which fusebox was watching.
  private var admission: Evidence? {
    guard let failed = provider.calls.firstFailureAt else { return nil }
    guard let fine = provider.calls.successes(before: failed) else { return .beganUnseen }
    guard let posted = provider.page.postedAt,
      posted >= fine.first || posted <= fine.last
    else { return nil }
    return .admission(postedAt: posted, failedAt: failed)
  }
}
