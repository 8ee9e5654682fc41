import FuseboxCore

/// Values that a server's thread reports and a test waits for, without a sleep.
struct Signals<Value: Sendable>: Sendable {
  private let stream: AsyncStream<Value>
  private let continuation: AsyncStream<Value>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func report(_ value: Value) { continuation.yield(value) }

  /// The next value; nil only when the waiting task is cancelled.
  func next() async -> Value? {
    var iterator = stream.makeAsyncIterator()
    return await iterator.next()
  }
}

/// The failure of a call; nil when it succeeded.
func failure<Answer>(
  _ call: () async throws(TransportFailure) -> Answer
) async -> TransportFailure? {
  do {
    _ = try await call()
    return nil
  } catch {
    return error
  }
}
