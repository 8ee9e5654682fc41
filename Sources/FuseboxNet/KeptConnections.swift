import CCurl
import FuseboxCore

/// A connection to a Redis, made and (where asked for) authenticated.
struct RedisConnection {
  let handle: EasyHandle
  let socket: curl_socket_t
}

/// Redis connections between calls. Owner thread only.
final class KeptConnections {
  private var idle: [(target: RedisTarget, connection: RedisConnection)] = []

  private static let cap = 16

  /// A connection that is still good for `target`, with the same user and password.
  func take(for target: RedisTarget) -> RedisConnection? {
    while let index = idle.lastIndex(where: { $0.target.isSame(as: target) }) {
      let connection = idle.remove(at: index).connection
      if connection.isQuiet { return connection }
      connection.handle.remove()
    }
    return nil
  }

  /// Keeps a connection that has no answer outstanding; the oldest goes when there are too many.
  func keep(_ connection: RedisConnection, for target: RedisTarget) {
    idle.append((target, connection))
    if idle.count > Self.cap { idle.removeFirst().connection.handle.remove() }
  }

  func closeAll() {
    for entry in idle { entry.connection.handle.remove() }
    idle = []
  }
}

extension RedisConnection {
  /// Neither closed by the server nor with bytes that nobody asked for.
  fileprivate var isQuiet: Bool {
    var byte: UInt8 = 0
    var count = 0
    return fusebox_easy_recv(handle.pointer, &byte, 1, &count) == CURLE_AGAIN
  }
}

extension RedisTarget {
  fileprivate func isSame(as other: RedisTarget) -> Bool {
    origin == other.origin && user == other.user && password == other.password
  }
}
