import FuseboxCore
import FuseboxWire

/// The places of the control socket: however many applications ask, follow or hold connections,
/// a person can see the board and trip a breaker.
extension ControlRoutes {
  package static var limits: ListenLimits {
    var limits = ListenLimits(
      connections: 256, requestTimeout: .seconds(30), bodyCap: { _ in 16 << 10 }, share: share)
    let words = "too many ask at once, ask again in a second"
    limits.busy = Outbound(
      status: 503, headers: jsonHeaders + [HTTPField("Retry-After", "1")],
      body: .bytes((try? RefusalCodec.encode(code: "busy", message: words)) ?? []))
    return limits
  }

  /// Calls of applications and their streams, screens, and whatever people ask or command.
  static func share(of request: Inbound) -> Share {
    if request.path.hasPrefix("/v1/permits") { return Share("calls", places: 96) }
    guard request.path == "/v1/events" else { return Share("people", places: 32) }
    return request.item("for") == "screen"
      ? Share("screens", places: 32) : Share("streams", places: 32)
  }
}
