import Foundation
import FuseboxCore
import Glibc
import Synchronization

/// A server on loopback (or a unix socket) whose every misdeed a test writes down. It runs on
/// threads of its own, one for each connection, so that it may block as it likes.
final class LoopbackServer: Sendable {
  /// The socket could not be made, which no test can cure.
  struct NoSocket: Error {}

  /// 0 for a unix socket.
  let port: Int
  private let socket: Int32
  private let state = Guarded(State())

  private struct State {
    var accepted = 0
    var open: [Int32] = []
    var isStopped = false
  }

  /// - Parameters:
  ///   - path: of a unix socket; nil: TCP on 127.0.0.1 and a free port.
  ///   - serve: what is done with each connection, which is closed when it returns.
  init(path: String? = nil, serve: @escaping @Sendable (Peer) -> Void) throws {
    let family = path == nil ? AF_INET : AF_UNIX
    let socket = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
    guard socket >= 0, Self.bind(socket, to: path), listen(socket, 128) == 0 else {
      throw NoSocket()
    }
    self.socket = socket
    port = path == nil ? Self.boundPort(of: socket) : 0
    let thread = Thread { [self] in acceptAll(serve) }
    thread.start()
  }

  var url: String { "http://127.0.0.1:\(port)" }

  /// How many connections were made so far.
  var connections: Int { state.withLock { $0.accepted } }

  /// Takes no more connections and ends those there are.
  func stop() {
    state.withLock { state in
      state.isStopped = true
      shutdown(socket, Int32(SHUT_RDWR))
      for peer in state.open { shutdown(peer, Int32(SHUT_RDWR)) }
    }
  }

  private func acceptAll(_ serve: @escaping @Sendable (Peer) -> Void) {
    while true {
      let peer = accept(socket, nil, nil)
      guard peer >= 0, admit(peer) else { break }
      let thread = Thread { [self] in
        serve(Peer(socket: peer))
        dismiss(peer)
      }
      thread.start()
    }
    close(socket)
  }

  private func admit(_ peer: Int32) -> Bool {
    let isTaken = state.withLock { state in
      guard !state.isStopped else { return false }
      state.accepted += 1
      state.open.append(peer)
      return true
    }
    if !isTaken { close(peer) }
    return isTaken
  }

  /// Closed under the lock, so that `stop` never shuts down a number used anew.
  private func dismiss(_ peer: Int32) {
    state.withLock { state in
      state.open.removeAll { $0 == peer }
      _ = close(peer)
    }
  }

  private static func bind(_ socket: Int32, to path: String?) -> Bool {
    if let path {
      var address = sockaddr_un()
      address.sun_family = sa_family_t(AF_UNIX)
      let bytes = Array(path.utf8)
      let fits = unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
        guard bytes.count < room.count else { return false }
        unsafe room.copyBytes(from: bytes)
        return true
      }
      return fits && bind(socket, &address)
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    return bind(socket, &address)
  }

  private static func bind<Address>(_ socket: Int32, _ address: inout Address) -> Bool {
    unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe Glibc.bind(socket, generic, socklen_t(MemoryLayout<Address>.size)) == 0
      }
    }
  }

  private static func boundPort(of socket: Int32) -> Int {
    var address = sockaddr_in()
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        _ = unsafe getsockname(socket, generic, &length)
      }
    }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
