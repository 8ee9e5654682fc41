import FuseboxCore

/// A named call of a provider's API: how it begins, and what it comes to. Pure; the agent carries
/// out what its procedure asks.
package struct Operation: Sendable {
  /// Stable name in the provider's own words: `balance.retrieve`.
  package let name: String
  package let signal: Signal
  /// Begins it; nil when the context lacks what it needs (a credential, an address).
  package let begin: @Sendable (CallContext) -> (any Procedure)?

  /// An operation of any number of steps.
  package init(
    name: String, signal: Signal, begin: @escaping @Sendable (CallContext) -> (any Procedure)?
  ) {
    self.name = name
    self.signal = signal
    self.begin = begin
  }

  /// The short form: one call.
  /// - Parameter request: nil when the context lacks what the call needs.
  package init(
    name: String, signal: Signal, request: @escaping @Sendable (CallContext) -> HTTPRequest?,
    read: @escaping @Sendable (HTTPAnswer, CallContext) -> OperationResult
  ) {
    self.init(name: name, signal: signal) { context in
      request(context).map { OneCall($0) { read($0, context) } }
    }
  }
}
