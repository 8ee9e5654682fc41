import FuseboxCore
import FuseboxWire

/// What `guard` says of an agent's answer. Whoever answers on that socket, its words are made safe
/// for a terminal here, whatever the other end did to them.
enum GuardWords {
  /// Why the command does not run.
  static func refused(_ reply: AdmitReply, by provider: ProviderID) -> String {
    let wait = reply.retryAfterMilliseconds.map { ", again in \(max(1, $0 / 1000)) s" } ?? ""
    return "\(provider) is \(TerminalSafe(reply.why))\(wait)"
  }

  /// What to say although it runs; nil when there is nothing.
  static func note(_ reply: AdmitReply) -> String? {
    guard !reply.why.isEmpty else { return nil }
    return "this call is not counted: \(TerminalSafe(reply.why))"
  }
}
