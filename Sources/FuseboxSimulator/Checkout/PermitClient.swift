import FuseboxCore

/// The control socket as an application uses it: ask before a call, report after it.
package protocol PermitClient: Sendable {
  /// - Parameter client: the application's name.
  func admit(_ provider: ProviderID, client: String) async -> PermitAnswer
  /// Reports how the call went. Never fails: an application does not stop because of it.
  func done(_ permit: String, outcome: Outcome, milliseconds: Int64) async
}

/// What an application hears.
package enum PermitAnswer: Sendable, Equatable {
  /// Make the call, then report it with this permit.
  case permit(id: String)
  /// Do without; `retryAfter` is nil when nobody knows how long.
  case refused(why: String, retryAfter: Duration?)
  /// Nobody guards: the agent does not answer. A shop goes on without it.
  case unguarded
}
