import FuseboxCore
import FuseboxListener
import FuseboxProviders

/// A scenario played by real servers on loopback: one for each provider, a redis-server, and a
/// control port that tells how often each was called (`GET /_sim/counts`).
package final class Simulator: Sendable {
  package struct Addresses: Sendable, Equatable {
    /// Base address of each provider's API: `http://127.0.0.1:4181`.
    package var apis: [ProviderID: String]
    /// `http://127.0.0.1:4180`
    package var control: String
    /// nil when no redis-server was wanted.
    package var redis: Origin?

    /// Where a provider's status page is read; nil for one that is not simulated.
    package func page(of provider: ProviderID) -> String? {
      apis[provider].map { $0 + StatusPage.path }
    }
  }

  package let scenario: Scenario
  private let clock: ScenarioClock
  private let listener: any Listener
  private let startRedis: RunningRedis.Start?
  private let servers: [SimulatedServer]
  private let running = Guarded(Running())

  private struct Running {
    var tasks: [Task<Void, Never>] = []
    var redis: RunningRedis?
  }

  /// The scenario's time begins here.
  /// - Parameter startRedis: starts a redis-server of the scenario's own; nil: there is none.
  package init(
    playing scenario: Scenario, by loop: any Loop,
    through listener: any Listener = HTTPListener(), startRedis: RunningRedis.Start? = nil
  ) {
    let clock = ScenarioClock(loop)
    self.scenario = scenario
    self.clock = clock
    self.listener = listener
    self.startRedis = startRedis
    servers = SimulatedSites.all.map { SimulatedServer($0, playing: scenario, by: clock) }
  }

  /// Returns when every server takes connections. When one cannot, those that do are stopped.
  package func start() async throws -> Addresses {
    do {
      var apis: [ProviderID: String] = [:]
      for server in servers {
        apis[server.provider] = try await serve { await server.answer($0) }
      }
      let control = try await serve { [self] in answerControl($0) }
      let redis = try await startRedis?()
      running.withLock { $0.redis = redis }
      return Addresses(
        apis: apis, control: control,
        redis: redis.map { Origin(scheme: "redis", host: "127.0.0.1", port: $0.port) })
    } catch {
      await stop()
      throw error
    }
  }

  /// Returns when no server is left.
  package func stop() async {
    let stopped = running.withLock { running in
      defer { running = Running() }
      return running
    }
    for task in stopped.tasks { task.cancel() }
    for task in stopped.tasks { await task.value }
    await stopped.redis?.stop()
  }

  /// Since the scenario's start.
  package var elapsed: Duration { clock.elapsed }

  /// Requests that each provider's server got.
  package var counts: [ProviderID: RequestCounts] {
    Dictionary(uniqueKeysWithValues: servers.map { ($0.provider, $0.counts) })
  }

  /// The scenario's steps as their time comes; ends after the last.
  package func steps() -> AsyncStream<Scenario.Step> {
    let coming = Guarded(scenario.steps[...])
    return AsyncStream { [clock] in
      guard let step = coming.withLock({ $0.popFirst() }) else { return nil }
      await clock.wait(until: step.at)
      return Task.isCancelled ? nil : step
    }
  }

  /// Serves on a free port in a task of its own; its base address.
  private func serve(
    _ answer: @escaping @Sendable (Inbound) async -> Outbound
  ) async throws(ListenFailure) -> String {
    let (outcomes, outcome) = AsyncStream.makeStream(of: Result<Int, ListenFailure>.self)
    let task = Task { [listener] in
      do throws(ListenFailure) {
        try await listener.serve(
          .tcp(host: "127.0.0.1", port: 0), limits: ListenLimits(connections: 256),
          bound: { outcome.yield(.success($0)) }, answer: answer)
      } catch {
        outcome.yield(.failure(error))
      }
      outcome.finish()
    }
    running.withLock { $0.tasks.append(task) }
    let first = await outcomes.first { _ in true }
    guard let first else { throw ListenFailure(sentence: "the simulator was stopped") }
    return "http://127.0.0.1:\(try first.get())"
  }

  private func answerControl(_ request: Inbound) -> Outbound {
    guard request.method == "GET", request.path == "/_sim/counts" else {
      return Outbound(404, ["error": "only GET /_sim/counts"])
    }
    let counts = counts.map { provider, counts in
      (
        provider.rawValue,
        ["api": .integer(Int64(counts.api)), "page": .integer(Int64(counts.page))] as JSONTree
      )
    }
    return Outbound(200, .object(Dictionary(uniqueKeysWithValues: counts)))
  }
}

/// A redis-server that somebody started for the simulator.
package struct RunningRedis: Sendable {
  /// Starts one on loopback and a free port; returns when it answers.
  package typealias Start = @Sendable () async throws -> RunningRedis

  package var port: Int
  package var pid: Int32
  /// Ends the process and returns when it is gone.
  package var stop: @Sendable () async -> Void

  package init(port: Int, pid: Int32, stop: @escaping @Sendable () async -> Void) {
    self.port = port
    self.pid = pid
    self.stop = stop
  }
}
