import FuseboxCore
import FuseboxProviders

/// Carries out one poll: reads a page, or calls an operation through its breaker, and publishes
/// what came of it. The agent's own: it runs where its caller does.
final class PollRunner {
  let watched: [ProviderID: WatchedProvider]
  let breakers: Breakers
  let hub: EventHub
  let ports: AgentPorts
  /// ETag and Last-Modified of each page's last good answer.
  private var validators: [String: Validators] = [:]

  init(
    watched: [ProviderID: WatchedProvider], breakers: Breakers, hub: EventHub, ports: AgentPorts
  ) {
    self.watched = watched
    self.breakers = breakers
    self.hub = hub
    self.ports = ports
  }

  nonisolated(nonsending) func poll(_ target: PollTarget, providers: [ProviderID]) async
    -> PollResult
  {
    let start = ports.sleeper.now.monotonic
    switch target {
    case .page(let address):
      return await pollPage(address, providers: providers, start: start)
    case .probe(let id):
      guard let watched = watched[id] else { return PollResult(start: start) }
      if watched.provider.link == .redis { return await pollRedis(watched, start: start) }
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
    let board = hub.board
    var request = feed.request(overriding: sharers[0].pageAddress)
    // "Not modified" says something only to those that have read it before.
    if sharers.allSatisfy({ board[$0.id]?.lastReadPage != nil }) {
      request.validators = validators[address]
    }
    do {
      let answer = try await ports.transport.send(request)
      let now = ports.sleeper.now
      if answer.status == 200 {
        let news = Validators(
          etag: answer.field("ETag"), lastModified: answer.field("Last-Modified"))
        validators[address] = news
      }
      for sharer in sharers {
        guard let feed = sharer.provider.page else { continue }
        let reading = feed.read(
          answer, provider: sharer.id, at: now.wall, previous: board[sharer.id]?.lastReadPage,
          askedURL: address, isNamed: sharer.pageAddress != nil)
        result.failed = reading.state == .unknown
        hub.publish(.page(reading), at: now.wall)
      }
      result.notBefore = Classify.retryAfter(answer, at: now.wall).map { now.monotonic + $0 }
    } catch  where error.kind == .cancelled || error.kind == .stopped {
      return result
    } catch {
      let now = ports.sleeper.now
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

  /// A page that we cannot read yet is not fetched for nothing.
  private func sayUnread(_ sharers: [WatchedProvider], _ reason: String) {
    let now = ports.sleeper.now.wall
    for sharer in sharers {
      let origin = sharer.provider.page.flatMap { Origin($0.url) }
      let reading = PageReading(
        provider: sharer.id, at: now, state: .unknown, trouble: "page: \(reason)",
        reach: Reach(host: origin?.host ?? "", isPublic: false, connected: true))
      hub.publish(.page(reading), at: now)
    }
  }

  private nonisolated(nonsending) func call(
    _ operation: Operation, of watched: WatchedProvider, start: MonotonicTime
  ) async -> PollResult {
    let context = CallContext(
      provider: watched.id, base: watched.apiBase, credentials: watched.credentials,
      limits: watched.limits, now: ports.sleeper.now.wall, deadline: watched.policy.timeout)
    guard let request = operation.request(context) else { return PollResult(start: start) }
    return await guarded(operation.name, operation.signal, of: watched, start: start) {
      await ask(operation, request, context)
    }
  }

  /// Sends a request and reads its answer, and those of the pages that follow it, up to five.
  private nonisolated(nonsending) func ask(
    _ operation: Operation, _ request: HTTPRequest, _ context: CallContext
  ) async -> GuardedAnswer {
    var (operation, request) = (operation, request)
    var pages = 1
    do throws(TransportFailure) {
      while true {
        let answer = try await ports.transport.send(request)
        let result = operation.read(answer, context)
        guard pages < Self.pagesAllowed, let next = result.followUp,
          let follow = next.request(context)
        else {
          return GuardedAnswer(
            result: result, status: answer.status, timings: answer.timings, reach: answer.reach)
        }
        (operation, request) = (next, follow)
        pages += 1
      }
    } catch {
      return GuardedAnswer(failure: error)
    }
  }

  /// Calls that one usage reading may take.
  private static let pagesAllowed = 5

  private nonisolated(nonsending) func pollRedis(_ watched: WatchedProvider, start: MonotonicTime)
    async -> PollResult
  {
    guard let target = watched.redis else { return PollResult(start: start) }
    return await guarded("info.read", .probe, of: watched, start: start) {
      var readout = RedisReadout(
        provider: watched.id, limiters: watched.limiters, limits: watched.limits,
        database: target.database)
      var timings = Timings()
      var reach = Reach(
        host: target.origin.host, isPublic: target.origin.isPublic, connected: false)
      do throws(TransportFailure) {
        while let commands = readout.next() {
          let reply = try await ports.keyValue.run(
            commands, on: target, deadline: watched.policy.timeout, byteCap: 4 << 20)
          if timings.total == 0 { timings = reply.timings }
          reach = reply.reach
          readout.take(reply.values)
        }
      } catch {
        return GuardedAnswer(failure: error)
      }
      let now = ports.sleeper.now.wall
      let (result, limiters) = readout.result(at: now)
      for limiter in limiters { hub.publish(.limiter(limiter), at: now) }
      return GuardedAnswer(result: result, status: nil, timings: timings, reach: reach)
    }
  }

  /// Longer than the steps of one reading take, each with its own deadline.
  private static let lease = Duration.seconds(60)

  /// One call through the breaker: asks, calls, reports, publishes.
  private nonisolated(nonsending) func guarded(
    _ name: String, _ signal: Signal, of watched: WatchedProvider, start: MonotonicTime,
    call: nonisolated(nonsending) () async -> GuardedAnswer
  ) async -> PollResult {
    var result = PollResult(start: start)
    guard let permit = breakers.admit(watched.id, lease: Self.lease, at: ports.sleeper.now) else {
      result.probeAt = breakers.nextProbe(watched.id, at: ports.sleeper.now)
      return result
    }
    let answer = await call()
    if answer.isGivenUp {
      breakers.cancel(permit, of: watched.id)
      return result
    }
    let now = ports.sleeper.now
    let reason = watched.words(answer.result.reason)
    // Before the call: whoever waits for it finds its meters on the board.
    for meter in answer.result.meters { hub.publish(.meter(meter), at: now.wall) }
    let reading = CallReading(
      provider: watched.id, signal: signal, operation: name, source: .poll, at: now.wall,
      outcome: answer.result.outcome, reason: reason, status: answer.status,
      timings: answer.timings, reach: answer.reach,
      waitUntil: answer.result.retryAfter.map { now.wall + $0 },
      notes: answer.result.notes.isEmpty ? nil : answer.result.notes.map(watched.redacted))
    hub.publish(.call(reading), at: now.wall)
    breakers.complete(
      permit, of: watched.id, answer.result.outcome, at: now, words: reason,
      retryAfter: answer.result.retryAfter)
    result.failed = answer.result.outcome.isFailure
    result.notBefore = answer.result.retryAfter.map { now.monotonic + $0 }
    result.probeAt = breakers.nextProbe(watched.id, at: now)
    return result
  }
}

/// What a call came to before the breaker hears of it.
struct GuardedAnswer: Sendable {
  var result: OperationResult
  var status: Int?
  var timings: Timings
  var reach: Reach
  /// We ended it ourselves, on leaving: it says nothing of the provider.
  var isGivenUp = false

  init(result: OperationResult, status: Int?, timings: Timings, reach: Reach) {
    self.result = result
    self.status = status
    self.timings = timings
    self.reach = reach
  }

  init(failure: TransportFailure) {
    let (outcome, words) = Classify.outcome(of: failure)
    self.init(
      result: OperationResult(outcome: outcome, reason: words), status: nil,
      timings: failure.timings, reach: failure.reach)
    isGivenUp = failure.kind == .cancelled || failure.kind == .stopped
  }
}
