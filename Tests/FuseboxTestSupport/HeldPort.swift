import Glibc

/// A free port of loopback that is bound, but not listened on, as long as this lives. The kernel
/// gives it to nobody who asks for any port, and to no connection that goes out; a server that is
/// told its number and sets SO_REUSEADDR, as Redis does, can take it all the same.
final class HeldPort: Sendable {
  /// There is no free port, which no test can cure.
  struct NoPort: Error {}

  let number: Int
  private let socket: Int32

  init() throws(NoPort) {
    socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    guard let number = Self.bindToAny(socket) else {
      close(socket)
      throw NoPort()
    }
    self.number = number
  }

  deinit { close(socket) }

  private static func bindToAny(_ socket: Int32) -> Int? {
    var isReusable: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    guard unsafe setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &isReusable, size) == 0
    else { return nil }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard unsafe bind(socket, generic, length) == 0 else { return Int32(-1) }
        return unsafe getsockname(socket, generic, &length)
      }
    }
    return result == 0 ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }
}
