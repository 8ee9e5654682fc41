import Glibc
import NIOCore

extension Channel {
  /// Closes so that the other end gets a reset (RST) instead of an end (FIN): socket(7), SO_LINGER.
  func reset() async throws {
    if let socket = self as? any SocketOptionProvider {
      try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    try await close()
  }
}
