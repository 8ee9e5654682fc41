import FuseboxCore
import FuseboxProviders

/// Carries procedures out: sends what they ask, hands them the replies, keeps the tokens that they
/// mint. The agent's own: it runs where its caller does.
final class ProcedureRunner {
  private let ports: AgentPorts
  private var tokens = TokenCache()

  /// Time that all steps of one procedure may take together, and their number.
  static let patience = Duration.seconds(45)
  static let mostSteps = 1000

  init(_ ports: AgentPorts) { self.ports = ports }

  /// One call that was made. All pipelines of a procedure are one.
  struct Step: Sendable {
    var name: String
    /// It serves another call.
    var isPart: Bool
    var isRedis = false
    var at: WallTime
    var status: Int?
    var timings: Timings
    var reach: Reach
    /// By itself.
    var outcome = Outcome.success
    var reason = ""
  }

  /// What a procedure came to, and the calls that it made.
  struct Done: Sendable {
    var result: OperationResult
    var steps: [Step]
    /// Tokens that may stand in its words.
    var minted: [Secret]

    /// The step that tells how the provider is: the last that serves no other, else the last.
    var telling: Int? { steps.lastIndex { !$0.isPart } ?? steps.indices.last }
  }

  /// A procedure under way.
  private struct Run {
    let context: CallContext
    let deadline: MonotonicTime
    var steps: [Step] = []
    var asked = 0
    var minted: [Secret] = []
    /// We ended it ourselves, on leaving: it says nothing of the provider.
    var isGivenUp = false
  }

  /// nil when we gave it up ourselves.
  nonisolated(nonsending) func run(
    _ procedure: any Procedure, named name: String, in context: CallContext
  ) async -> Done? {
    var run = Run(context: context, deadline: ports.loop.now.monotonic + Self.patience)
    let result = await finish(procedure, name, isPart: false, &run)
    guard !run.isGivenUp else { return nil }
    return Done(
      result: result, steps: run.steps, minted: run.minted + tokens.secrets(of: context.provider))
  }

  private nonisolated(nonsending) func finish(
    _ procedure: any Procedure, _ name: String, isPart: Bool, _ run: inout Run
  ) async -> OperationResult {
    var procedure = procedure
    while let ask = procedure.next(), !run.isGivenUp {
      run.asked += 1
      guard run.asked <= Self.mostSteps, ports.loop.now.monotonic < run.deadline else {
        procedure.take(.outOfTime)
        break
      }
      procedure.take(await reply(to: ask, name, isPart: isPart, &run))
    }
    return procedure.result
  }

  private nonisolated(nonsending) func reply(
    to ask: Ask, _ name: String, isPart: Bool, _ run: inout Run
  ) async -> Reply {
    switch ask {
    case .http(let request, let ownName, let isService):
      return await send(request, ownName ?? name, isPart: isPart || isService, &run)
    case .redis(let ask): return await send(ask, name, isPart: isPart, &run)
    case .token(let ask): return await token(ask, &run)
    }
  }

  private nonisolated(nonsending) func send(
    _ request: HTTPRequest, _ name: String, isPart: Bool, _ run: inout Run
  ) async -> Reply {
    do throws(TransportFailure) {
      let answer = try await ports.transport.send(request)
      let alone = Classify.result(of: answer, in: run.context)
      run.steps.append(
        Step(
          name: name, isPart: isPart, at: ports.loop.now.wall, status: answer.status,
          timings: answer.timings, reach: answer.reach, outcome: alone.outcome,
          reason: alone.reason))
      return .http(answer)
    } catch {
      return refusal(error, name, isPart: isPart, &run)
    }
  }

  private nonisolated(nonsending) func send(
    _ ask: RedisAsk, _ name: String, isPart: Bool, _ run: inout Run
  ) async -> Reply {
    do throws(TransportFailure) {
      let reply = try await ports.keyValue.run(
        ask.commands, on: ask.target, deadline: ask.deadline, byteCap: ask.byteCap)
      if run.steps.last?.isRedis == true {
        run.steps[run.steps.count - 1].reach = reply.reach
      } else {
        run.steps.append(
          Step(
            name: name, isPart: isPart, isRedis: true, at: ports.loop.now.wall,
            timings: reply.timings, reach: reply.reach))
      }
      return .redis(reply)
    } catch {
      if run.steps.last?.isRedis == true { run.steps.removeLast() }
      return refusal(error, name, isPart: isPart, &run)
    }
  }

  private func refusal(
    _ failure: TransportFailure, _ name: String, isPart: Bool, _ run: inout Run
  ) -> Reply {
    run.isGivenUp = failure.kind == .cancelled || failure.kind == .stopped
    let result = OperationResult(failure)
    run.steps.append(
      Step(
        name: name, isPart: isPart, at: ports.loop.now.wall, timings: failure.timings,
        reach: failure.reach, outcome: result.outcome, reason: result.reason))
    return .refused(result)
  }

  /// The kept token, or one that is minted now.
  private nonisolated(nonsending) func token(_ ask: TokenAsk, _ run: inout Run) async -> Reply {
    if let kept = tokens.token(ask.id, besides: ask.refused, at: ports.loop.now.wall) {
      return .token(Token(kept, isCached: true))
    }
    let result = await finish(ask.mint, ask.name, isPart: true, &run)
    guard result.outcome == .success else { return .refused(result) }
    guard let minted = result.token else {
      return .refused(
        OperationResult(outcome: .failure(.server), reason: "answered without a token"))
    }
    run.minted.append(minted.value)
    tokens.keep(minted, as: ask.id)
    return .token(Token(minted.value, isCached: false))
  }
}
