import FuseboxCore
import FuseboxProviders

/// Carries out one poll: reads a page, or calls an operation through its breaker, and publishes
/// what came of it. The agent's own: it runs where its caller does.
final class PollRunner {
  let watched: [ProviderID: WatchedProvider]
  let breakers: Breakers
  let hub: EventHub
  let ports: AgentPorts
  /// What each address said when all who share it could read that.
  private var known: [String: KnownPage] = [:]
  private let procedures: ProcedureRunner

  init(
    watched: [ProviderID: WatchedProvider], breakers: Breakers, hub: EventHub, ports: AgentPorts
  ) {
    self.watched = watched
    self.breakers = breakers
    self.hub = hub
    self.ports = ports
    procedures = ProcedureRunner(ports)
  }

  nonisolated(nonsending) func poll(_ target: PollTarget, providers: [ProviderID]) async
    -> PollResult
  {
    let start = ports.loop.now.monotonic
    switch target {
    case .page(let address):
      return await pollPage(address, providers: providers, start: start)
    case .probe(let id):
      guard let watched = watched[id] else { return PollResult(start: start) }
      guard let probe = watched.provider.probe else { return PollResult(start: start) }
      return await call(probe, of: watched, start: start)
    case .usage(let id):
      guard let watched = watched[id] else { return PollResult(start: start) }
      var result = PollResult(start: start)
      for operation in watched.provider.usage {
        result = await call(operation, of: watched, start: start)
      }
      // A usage slot keeps its own interval whatever the breaker's deadline is.
      result.probeAt = nil
      return result
    }
  }

  private nonisolated(nonsending) func pollPage(
    _ address: String, providers: [ProviderID], start: MonotonicTime
  ) async -> PollResult {
    var result = PollResult(start: start)
    let sharers = providers.compactMap { watched[$0] }
    guard let feed = sharers.first?.provider.page else { return result }
    if let reason = feed.unreadReason {
      sayUnread(sharers, reason)
      return result
    }
    // "Not modified" says something only to those that have read it before.
    let board = hub.board
    let known = sharers.allSatisfy { board[$0.id]?.page.lastRead != nil } ? known[address] : nil
    var request = feed.request(overriding: sharers[0].pageAddress)
    request.validators = known?.validators
    do {
      var answer = try await ports.transport.send(request)
      let now = ports.loop.now
      let news = KnownPage(answer)
      // Many a server sends the same page again; it is not read again.
      if let news, news.content == known?.content { answer.status = 304 }
      let isRead = publish(answer, of: address, to: sharers, at: now.wall)
      if let news { self.known[address] = isRead ? news : nil }
      result.failed = !isRead
      result.notBefore = Classify.retryAfter(answer, at: now.wall).map { now.monotonic + $0 }
    } catch  where error.kind == .cancelled || error.kind == .stopped {
      return result
    } catch {
      let now = ports.loop.now
      let (_, words) = Classify.outcome(of: error)
      for sharer in sharers {
        let reading = PageReading(
          provider: sharer.id, at: now.wall, state: .unknown, trouble: "page: \(words)",
          reach: error.reach, timings: error.timings)
        hub.publish(.page(reading), at: now.wall)
      }
      result.failed = true
    }
    return result
  }

  /// A reading of the page for each who shares it; whether all of them could be read.
  private func publish(
    _ answer: HTTPAnswer, of address: String, to sharers: [WatchedProvider], at now: WallTime
  ) -> Bool {
    let board = hub.board
    var areRead = true
    for sharer in sharers {
      guard let feed = sharer.provider.page else { continue }
      let reading = feed.read(
        answer, provider: sharer.id, at: now, previous: board[sharer.id]?.page.lastRead,
        askedURL: address, isNamed: sharer.pageAddress != nil)
      areRead = areRead && reading.state != .unknown
      hub.publish(.page(reading), at: now)
    }
    return areRead
  }

  /// A page that we cannot read yet is not fetched for nothing, and that is said once.
  private func sayUnread(_ sharers: [WatchedProvider], _ reason: String) {
    let now = ports.loop.now.wall
    let board = hub.board
    let trouble = "page: \(reason)"
    for sharer in sharers where board[sharer.id]?.page.latest?.trouble != trouble {
      let origin = sharer.provider.page.flatMap { Origin($0.url) }
      let reading = PageReading(
        provider: sharer.id, at: now, state: .unknown, trouble: trouble,
        reach: Reach(host: origin?.host ?? "", isPublic: false, connected: true))
      hub.publish(.page(reading), at: now)
    }
  }

  /// Longer than a procedure may take (`ProcedureRunner.patience`) and its last step.
  private static let lease = Duration.seconds(90)

  /// One operation through the breaker: asks, carries out, publishes, reports.
  private nonisolated(nonsending) func call(
    _ operation: Operation, of watched: WatchedProvider, start: MonotonicTime
  ) async -> PollResult {
    var result = PollResult(start: start)
    let context = CallContext(
      provider: watched.id, base: watched.apiBase, credentials: watched.credentials,
      limits: watched.limits, now: ports.loop.now.wall, deadline: watched.policy.timeout,
      redis: watched.redis, limiters: watched.limiters)
    guard let procedure = operation.begin(context) else { return result }
    guard let permit = breakers.admit(watched.id, lease: Self.lease, at: ports.loop.now) else {
      result.probeAt = breakers.nextProbe(watched.id, at: ports.loop.now)
      return result
    }
    guard let done = await procedures.run(procedure, named: operation.name, in: context) else {
      breakers.cancel(permit, of: watched.id)
      return result
    }
    let now = ports.loop.now
    let reason = publish(done, operation.signal, of: watched, at: now.wall)
    let outcome = done.result.outcome
    breakers.complete(
      permit, of: watched.id, outcome, at: now, words: reason, retryAfter: done.result.retryAfter)
    result.failed = outcome.wantsConfirmation
    result.notBefore = done.result.retryAfter.map { now.monotonic + $0 }
    result.probeAt = breakers.nextProbe(watched.id, at: now)
    return result
  }

  /// A reading for each call that was made; the one that tells carries what it all came to.
  /// - Returns: the reason as it is published.
  private func publish(
    _ done: ProcedureRunner.Done, _ signal: Signal, of watched: WatchedProvider, at now: WallTime
  ) -> String {
    let result = done.result
    let reason = watched.words(result.reason, hiding: done.minted)
    // Before the calls: whoever waits for these finds the meters on the board.
    for meter in result.meters { hub.publish(.meter(meter), at: now) }
    for limiter in result.limiters { hub.publish(.limiter(limiter), at: now) }
    for (index, step) in done.steps.enumerated() {
      var reading = CallReading(
        provider: watched.id, signal: signal, operation: step.name, source: .poll, at: step.at,
        outcome: step.outcome, reason: watched.words(step.reason, hiding: done.minted),
        status: step.status, timings: step.timings, reach: step.reach, isPart: true)
      if index == done.telling {
        reading.isPart = false
        (reading.at, reading.outcome, reading.reason) = (now, result.outcome, reason)
        reading.waitUntil = result.retryAfter.map { now + $0 }
        let notes = result.notes.map { watched.redacted($0, hiding: done.minted) }
        reading.notes = notes.isEmpty ? nil : notes
      }
      hub.publish(.call(reading), at: now)
    }
    return reason
  }
}
