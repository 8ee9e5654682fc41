import Foundation
import FuseboxCore
import Glibc

/// One connection to a listener, byte by byte. Each step blocks a thread of its own, never one of
/// the pool; reading gives up after ten seconds so that a lost answer fails a test, not hangs it.
final class RawClient: Sendable {
  /// No connection could be made.
  struct NoConnection: Error {}

  enum End: Equatable { case closed, reset, none }

  /// What came until `end`.
  struct Received {
    var text: String
    var end: End
  }

  private let socket: Int32

  init(port: Int) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    address.sin_port = in_port_t(port).bigEndian
    socket = try Self.connected(AF_INET, &address)
  }

  init(path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    try unsafe withUnsafeMutableBytes(of: &address.sun_path) { room in
      guard bytes.count < room.count else { throw NoConnection() }
      unsafe room.copyBytes(from: bytes)
    }
    socket = try Self.connected(AF_UNIX, &address)
  }

  deinit { close(socket) }

  private static func connected<Address>(_ family: Int32, _ address: inout Address) throws -> Int32
  {
    let socket = Glibc.socket(family, Int32(SOCK_STREAM.rawValue), 0)
    var patience = timeval(tv_sec: 10, tv_usec: 0)
    let size = socklen_t(MemoryLayout<Address>.size)
    let result = unsafe withUnsafePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        unsafe connect(socket, generic, size)
      }
    }
    unsafe setsockopt(
      socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    guard result == 0 else {
      close(socket)
      throw NoConnection()
    }
    return socket
  }

  /// False when the other end takes no more.
  @discardableResult func write(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    let count = unsafe bytes.withUnsafeBytes { room in
      unsafe send(socket, room.baseAddress, room.count, Int32(MSG_NOSIGNAL))
    }
    return count == bytes.count
  }

  /// No more will be written.
  func endWriting() { shutdown(socket, Int32(SHUT_WR)) }

  /// Ends the connection.
  func leave() { shutdown(socket, Int32(SHUT_RDWR)) }

  /// Reads until `marker` is there, or to the end.
  func read(until marker: String = "\u{0}") async -> Received {
    await onThread { [self] in
      var received = Received(text: "", end: .none)
      while !received.text.contains(marker) {
        switch readSome() {
        case .success(let text): received.text += text
        case .failure(let ended):
          received.end = ended.end
          return received
        }
      }
      return received
    }
  }

  /// Writes `piece` again and again, one every 20 ms, until the other end has closed.
  func drip(_ piece: String, most: Int = 400) async -> Received {
    await onThread { [self] in
      for _ in 0..<most {
        write(piece)
        var waiting = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&waiting, 1, 20) > 0 else { continue }
        switch readSome() {
        case .success: continue
        case .failure(let ended): return Received(text: "", end: ended.end)
        }
      }
      return Received(text: "", end: .none)
    }
  }

  private struct Ended: Error { var end: End }

  private func readSome() -> Result<String, Ended> {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = unsafe bytes.withUnsafeMutableBytes { room in
      unsafe recv(socket, room.baseAddress, room.count, 0)
    }
    if count > 0 { return .success(String(decoding: bytes[..<count], as: UTF8.self)) }
    if count == 0 { return .failure(Ended(end: .closed)) }
    return .failure(Ended(end: errno == ECONNRESET ? .reset : .none))
  }
}

/// Runs blocking work on a thread of its own.
func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
  await withCheckedContinuation { continuation in
    let thread = Thread { continuation.resume(returning: work()) }
    thread.start()
  }
}
