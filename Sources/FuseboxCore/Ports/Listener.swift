/// A request that came in, read whole.
package struct Inbound: Sendable {
  package var method: String
  /// Path without query: `/v1/board`.
  package var path: String
  /// Decoded query items in order.
  package var query: [HTTPField]
  package var headers: [HTTPField]
  package var body: [UInt8]
  /// Uid of the process at the other end, read from the kernel; nil on TCP.
  package var peerUID: UInt32?

  package init(
    method: String, path: String, query: [HTTPField] = [], headers: [HTTPField] = [],
    body: [UInt8] = [], peerUID: UInt32? = nil
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.peerUID = peerUID
  }

  /// First value of a query item.
  package func item(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// First value of a header field, name without case.
  package func field(_ name: String) -> String? {
    let wanted = name.lowercased()
    return headers.first { $0.name.lowercased() == wanted }?.value
  }
}

/// The answer to it.
package struct Outbound: Sendable {
  package enum Body: Sendable {
    case bytes([UInt8])
    /// Sent chunk by chunk until the stream ends or the peer goes away (then it is cancelled).
    case chunks(AsyncStream<[UInt8]>)
    /// For simulated faults only: these bytes of a longer promised body, then the connection is
    /// closed.
    case cut([UInt8], promised: Int)
    /// For simulated faults only: the connection is reset without an answer.
    case reset
  }

  package var status: Int
  package var headers: [HTTPField]
  package var body: Body

  package init(status: Int, headers: [HTTPField] = [], body: Body = .bytes([])) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}

/// Where to listen.
package enum ListenAddress: Sendable, Equatable {
  /// Port 0 picks a free one.
  case tcp(host: String, port: Int)
  /// A unix socket, 0600 once bound. The caller holds the lock that keeps others away.
  case unix(path: String)
}

/// A kind of request with places of its own: so many are answered, or followed to the end of their
/// stream, at the same time, whatever else is asked.
package struct Share: Sendable, Equatable {
  package var name: String
  package var places: Int

  package init(_ name: String, places: Int) {
    self.name = name
    self.places = places
  }

  /// Bound by the number of connections only.
  package static let unbound = Share("all", places: .max)
}

/// Bounds that hold before a handler runs.
package struct ListenLimits: Sendable {
  /// More than all shares have places together: then somebody always waits who can be closed for a
  /// newcomer, and a newcomer is answered or told.
  package var connections: Int
  /// Between bytes of a request, and for a whole request to arrive.
  package var requestTimeout: Duration
  /// By path, before the body is read: more is answered 413.
  package var bodyCap: @Sendable (_ path: String) -> Int
  /// By the request, once it was read whole.
  package var share: @Sendable (Inbound) -> Share
  /// To who asks when all places of his share are taken.
  package var busy = Outbound(
    status: 503, headers: [HTTPField("Retry-After", "1")],
    body: .bytes(Array("Too many ask at once; ask again later.\n".utf8)))

  package init(
    connections: Int = 64, requestTimeout: Duration = .seconds(10),
    bodyCap: @escaping @Sendable (_ path: String) -> Int = { _ in 64 << 10 },
    share: @escaping @Sendable (Inbound) -> Share = { _ in .unbound }
  ) {
    self.connections = connections
    self.requestTimeout = requestTimeout
    self.bodyCap = bodyCap
    self.share = share
  }
}

/// Why listening failed.
package struct ListenFailure: Error, Sendable, Equatable {
  /// "port 4180 is taken", terminal-safe.
  package var sentence: String

  package init(sentence: String) { self.sentence = sentence }
}

/// Inbound HTTP. Serves until the calling task is cancelled.
package protocol Listener: Sendable {
  /// - Parameters:
  ///   - bound: called once with the port (0 for a unix socket) when connections are taken.
  ///   - answer: one call a request, many at a time; must not block.
  func serve(
    _ address: ListenAddress, limits: ListenLimits, bound: @escaping @Sendable (Int) -> Void,
    answer: @escaping @Sendable (Inbound) async -> Outbound
  ) async throws(ListenFailure)
}
