import FuseboxCore
import FuseboxProviders

/// Operations of one call, asked and answered by hand.
extension Operation {
  /// What it asks first; nil when it cannot begin or does not begin with HTTP.
  package func request(_ context: CallContext) -> HTTPRequest? {
    var procedure = begin(context)
    guard case .http(let request, _, _)? = procedure?.next() else { return nil }
    return request
  }

  /// What it makes of the answer to its first call.
  package func read(_ answer: HTTPAnswer, _ context: CallContext) -> OperationResult {
    guard var procedure = begin(context) else { return OperationResult(outcome: .wiring) }
    _ = procedure.next()
    procedure.take(.http(answer))
    return procedure.result
  }
}
