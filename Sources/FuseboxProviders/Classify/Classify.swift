import FuseboxCore

/// What an answer, or its absence, comes to by default; providers lay their own rules over it.
package enum Classify {
  /// By status alone.
  ///
  /// | answer | outcome |
  /// |---|---|
  /// | 2xx | success |
  /// | 401; 403 | credential refused; forbidden |
  /// | 402 | quota |
  /// | 404, 405, 410: what we ask for is fixed, so another place or another API answers | wiring |
  /// | 408 | failure, transport |
  /// | 429 | throttled |
  /// | other 4xx | caller |
  /// | 5xx but 501 and 505 | failure, server |
  /// | 501, 505, 1xx, 3xx | wiring |
  ///
  /// - Parameter message: the provider's own words, which are put behind ours.
  package static func result(
    of answer: HTTPAnswer, in context: CallContext, saying message: String = ""
  ) -> OperationResult {
    let wait = retryAfter(answer, at: context.now)
    func made(_ outcome: Outcome, _ words: String) -> OperationResult {
      let detail = message.isEmpty ? "" : ": \(message)"
      return OperationResult(
        outcome: outcome, reason: context.words(words + detail), retryAfter: wait)
    }
    let status = answer.status
    switch status {
    case 200...299: return OperationResult(outcome: .success)
    case 401: return made(.credential(.refused), "key refused")
    case 402: return made(.quota, "payment due")
    case 403: return made(.credential(.forbidden), "key lacks a permission")
    case 404, 405, 410: return made(.wiring, "not the API we expect (\(status))")
    case 408: return made(.failure(.transport), "408, request did not arrive in time")
    case 429: return throttled(for: wait ?? reset(answer, in: context), saying: message, context)
    case 400...499: return made(.caller, "our request is wrong (\(status))")
    case 501, 505: return made(.wiring, "not the API we expect (\(status))")
    case 500...599: return made(.failure(.server), serverFault(answer))
    default: return made(.wiring, "not the API we expect (\(status))")
    }
  }

  /// A success whose body is not what its dialect promises: a fault of theirs.
  static func garbage(_ answer: HTTPAnswer, lacking part: String) -> OperationResult {
    OperationResult(
      outcome: .failure(.server), reason: "answered \(answer.status) without \(part)")
  }

  /// Told to slow down, for so long if that is known.
  static func throttled(
    for wait: Duration?, saying message: String, _ context: CallContext
  ) -> OperationResult {
    let detail = message.isEmpty ? "" : ": \(message)"
    return OperationResult(
      outcome: .throttled(until: wait.map { context.now + $0 }),
      reason: context.words("we call too often\(detail)"), retryAfter: wait)
  }

  /// No complete answer came.
  package static func outcome(of failure: TransportFailure) -> (Outcome, String) {
    switch failure.kind {
    case .lookup: (.failure(.transport), "name not found")
    case .connect: (.failure(.transport), "no connection")
    case .tls: (.failure(.transport), "TLS failed, not a trusted certificate?")
    case .deadline: (.failure(.transport), "no answer in \(seconds(failure.timings.total))")
    case .cut: (.failure(.transport), "connection ended before the answer did")
    case .tooLarge: (.failure(.server), "answer too large to read")
    case .garbage: (.failure(.server), "answered something that is not HTTP")
    case .notRedis: (.failure(.server), "answered something that is not Redis")
    case .cancelled, .stopped: (.wiring, "call given up by us")
    case .refusedHere:
      (.wiring, TerminalSafe("not sent: \(failure.detail)", cap: 60).text)
    }
  }

  /// `Retry-After` as a wait: seconds, or an HTTP date (RFC 9110 §10.2.3). Past dates are zero, and
  /// nobody makes us wait for more than a day. nil when it is absent or cannot be read.
  package static func retryAfter(_ answer: HTTPAnswer, at now: WallTime) -> Duration? {
    guard let text = answer.field("Retry-After") else { return nil }
    if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
      // More digits than fit is long enough too.
      return clamped(.seconds(Int64(text) ?? .max))
    }
    return HTTPDate.time(text).map { clamped($0 - now) }
  }

  /// The rest of the rate limit's window, where the answer tells it.
  static func reset(_ answer: HTTPAnswer, in context: CallContext) -> Duration? {
    RateLimit(answer, at: context.now)?.resetsAt.map { clamped($0 - context.now) }
  }

  private static func clamped(_ wait: Duration) -> Duration {
    max(.zero, min(wait, .seconds(86_400)))
  }

  private static func serverFault(_ answer: HTTPAnswer) -> String {
    let took = answer.timings.total
    guard took > 0 else { return "\(answer.status) from their server" }
    return "\(answer.status) in \(took < 1_000_000 ? "\(took / 1000) ms" : seconds(took))"
  }

  private static func seconds(_ microseconds: Int64) -> String {
    let tenths = microseconds / 100_000
    return "\(tenths / 10).\(tenths % 10) s"
  }
}
