import FuseboxCore

/// Calls of applications.
extension Agent {
  /// Asks for one call.
  /// - Parameters:
  ///   - client: what the application calls itself.
  ///   - caller: the user who asks; nobody else can report the call's end.
  ///   - lease: how long the call may take, more than zero. A probe has the policy's own: however
  ///     long one call runs, it keeps the others waiting no longer than that.
  package func admit(
    _ provider: ProviderID, client: String, caller: UInt32 = 0, lease: Duration? = nil
  ) -> PermitBook.Answer {
    let now = now
    let client = TerminalSafe(client, cap: 40).text
    switch breakers.admission(provider, from: .reported, at: now) {
    case nil: return .unknownProvider
    case .refused(let refusal): return permits.refuse(refusal, provider, client, at: now.wall)
    case .permit(let permit):
      let grant = PermitBook.Grant(
        permit, of: provider, client: client, caller: caller, lease: lease, at: now.monotonic)
      let answer = permits.enter(grant, at: now.wall)
      if case .permit = answer { return answer }
      breakers.cancel(permit, of: provider)
      return answer
    }
  }

  /// Reports a call's end. False: the caller has no such permit open (it was reported already,
  /// its lease ended, or it is another agent's or another user's).
  /// - Parameter took: nil: since it was admitted.
  package func done(
    _ id: String, caller: UInt32 = 0, outcome: Outcome, took: Duration? = nil, words: String = "",
    retryAfter: Duration? = nil
  ) -> Bool {
    let now = now
    guard let grant = permits.take(id, from: caller) else { return false }
    permits.note(grant, outcome, took: took, at: now)
    breakers.complete(
      grant.permit, of: grant.provider, outcome, at: now, words: TerminalSafe(words, cap: 60).text,
      retryAfter: retryAfter)
    return true
  }

  /// Gives a permit back without a verdict: the call was not made, or says nothing of the
  /// provider. False: the caller has no such permit open.
  package func cancel(_ id: String, caller: UInt32 = 0) -> Bool {
    guard let grant = permits.take(id, from: caller) else { return false }
    breakers.cancel(grant.permit, of: grant.provider)
    return true
  }

  /// The breakers, for callers that cannot wait for a turn of this agent.
  package nonisolated var gate: BreakerGate {
    BreakerGate(bank) { [weak self] id, transition, now in
      guard let self else { return }
      Task(executorPreference: ports.loop.executor) {
        await self.settle(id, transition, at: now)
      }
    }
  }

  private func settle(_ id: ProviderID, _ transition: Transition, at now: Instant) {
    breakers.settle(id, transition, at: now)
  }

  /// Ends what time ends: leases, holds, waits. Publishes what was counted since the last time.
  func expire(at now: Instant) {
    for grant in permits.takeLate(at: now.monotonic) {
      breakers.cancel(grant.permit, of: grant.provider)
    }
    for reading in permits.takeTraffic(at: now.wall) {
      hub.publish(.traffic(reading), at: now.wall)
    }
    breakers.tick(at: now)
  }
}
