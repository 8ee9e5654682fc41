import FuseboxCore
import FuseboxProviders

/// One provider on loopback: counts requests and answers them as the scenario says at that moment.
final class SimulatedServer: Sendable {
  private let site: any SimulatedSite
  private let scenario: Scenario
  private let clock: ScenarioClock
  private let counted = Guarded(RequestCounts())

  init(_ site: any SimulatedSite, playing scenario: Scenario, by clock: ScenarioClock) {
    self.site = site
    self.scenario = scenario
    self.clock = clock
  }

  var provider: ProviderID { site.provider }
  var counts: RequestCounts { counted.withLock { $0 } }

  func answer(_ request: Inbound) async -> Outbound {
    let isPage = request.path == StatusPage.path
    let number = counted.withLock { $0.count(isPage: isPage) }
    let elapsed = clock.elapsed
    let state = scenario.state(of: provider, at: elapsed)
    let behaviour = isPage ? state.page.serving : state.api
    // The n-th request of a kind meets the same luck in every run, whatever else goes on.
    let stream = UInt64(number) &* 2 &+ (isPage ? 1 : 0)
    var chance = SeededGenerator(seed: scenario.seed &+ stream &* 0x9E37_79B9_7F4A_7C15)
    let latency = behaviour.latency * Double.random(in: 0.75...1.25, using: &chance)
    let isHit = Double.random(in: 0..<1, using: &chance) < behaviour.share
    await clock.wait(latency)
    let moment = ServerMoment(
      state: state, elapsed: elapsed, startedAt: clock.start.wall, number: number)
    return await isHit
      ? spoiled(request, behaviour, isPage: isPage, at: moment)
      : proper(request, isPage: isPage, at: moment)
  }

  private func proper(_ request: Inbound, isPage: Bool, at moment: ServerMoment) -> Outbound {
    guard isPage else { return site.answer(request, at: moment) }
    let host = request.field("Host") ?? "127.0.0.1"
    return StatusPage(site: site, moment: moment, host: host).answer(request)
  }

  private func spoiled(
    _ request: Inbound, _ behaviour: Behaviour, isPage: Bool, at moment: ServerMoment
  ) async -> Outbound {
    var answer = proper(request, isPage: isPage, at: moment)
    if behaviour.status != 200 {
      var message = behaviour.message
      if behaviour.echoesKey { message += " Authorization: \(request.credential ?? "none")" }
      answer = site.failure(behaviour.status, saying: message, at: moment)
    }
    if let wait = behaviour.retryAfter {
      answer.headers.append(HTTPField("Retry-After", "\(wait.components.seconds)"))
    }
    switch behaviour.fault {
    case nil: return answer
    case .hang:
      await clock.wait(Self.hanging)
      return Outbound(status: 504, body: .reset)
    case .reset: return Outbound(status: 500, body: .reset)
    case .cut:
      let bytes = answer.bytes
      answer.body = .cut(Array(bytes.prefix(bytes.count / 2)), promised: max(1, bytes.count))
      return answer
    case .garbage:
      return Outbound(
        status: 200, headers: [HTTPField("Content-Type", "text/html")],
        body: .bytes(Array("<!DOCTYPE html><title>Please sign in</title>".utf8)))
    case .drip:
      answer.body = .chunks(drip(answer.bytes))
      return answer
    }
  }

  /// Longer than any client waits; then the connection goes.
  private static let hanging = Duration.seconds(120)

  private func drip(_ bytes: [UInt8]) -> AsyncStream<[UInt8]> {
    let rest = Guarded(bytes[...])
    return AsyncStream { [clock] in
      await clock.wait(Behaviour.dripInterval)
      return rest.withLock { $0.popFirst() }.map { [$0] }
    }
  }
}

/// Requests that a server got since its start.
package struct RequestCounts: Sendable, Equatable {
  package var api = 0
  package var page = 0

  /// The new request's number among those of its kind, from 1.
  mutating func count(isPage: Bool) -> Int {
    if isPage { page += 1 } else { api += 1 }
    return isPage ? page : api
  }
}

extension Outbound {
  fileprivate var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
