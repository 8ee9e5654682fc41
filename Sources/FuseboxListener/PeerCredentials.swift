import NIOCore

/// What the kernel knows of the process at the other end of a unix socket: `struct ucred` of
/// unix(7), as `SO_PEERCRED` fills it.
struct PeerCredentials: Sendable {
  var pid: Int32
  var uid: UInt32
  var gid: UInt32

  /// `SO_PEERCRED` on Linux, which the C library's module does not show to Swift.
  private static let option = NIOBSDSocket.Option(rawValue: 17)

  /// nil when the channel has no socket, or it is not a unix socket's.
  static func read(from channel: any Channel) async -> PeerCredentials? {
    guard let socket = channel as? any SocketOptionProvider else { return nil }
    return try? await socket.unsafeGetSocketOption(level: .socket, name: option).get()
  }
}
