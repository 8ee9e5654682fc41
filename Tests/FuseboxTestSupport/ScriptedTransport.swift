import FuseboxCore

/// Answers requests by a function of the request, and remembers them.
package final class ScriptedTransport: Transport {
  package typealias Script = @Sendable (HTTPRequest) async throws(TransportFailure) -> HTTPAnswer

  private let script: Guarded<Script>
  private let seen = Guarded<[HTTPRequest]>([])

  package init(_ script: @escaping Script) { self.script = Guarded(script) }

  /// Requests so far, oldest first.
  package var requests: [HTTPRequest] { seen.withLock { $0 } }

  /// From now on answers by this function.
  package func answer(_ new: @escaping Script) { script.withLock { $0 = new } }

  package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPAnswer {
    seen.withLock { $0.append(request) }
    let answer = script.withLock { $0 }
    return try await answer(request)
  }

  package func stream(
    _ request: HTTPRequest, chunk: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportFailure) -> HTTPAnswer {
    let answer = try await send(request)
    chunk(answer.body)
    return answer
  }
}
