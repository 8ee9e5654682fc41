import FuseboxCore

/// What one pipeline asks for.
struct RedisOrder: Sendable {
  let commands: [[String]]
  let target: RedisTarget
  let deadline: Duration
  let byteCap: Int
}

/// Redis over RESP2, plain (`redis`) or TLS (`rediss`, always verified). Never through a proxy.
package final class RedisLink: KeyValueLink {
  private let thread: CurlThread
  private let caFile: String?

  /// - Parameters:
  ///   - caFile: PEM file of trusted authorities, in place of libcurl's own bundle (`SSL_CERT_FILE`).
  ///   - thread: shared with other transports and links, or one of its own.
  package init(caFile: String? = nil, on thread: CurlThread = CurlThread()) {
    self.caFile = caFile
    self.thread = thread
  }

  package func run(
    _ commands: [[String]], on target: RedisTarget, deadline: Duration, byteCap: Int
  ) async throws(TransportFailure) -> RedisReply {
    let origin = target.origin
    let reach = Reach(host: origin.host, isPublic: origin.isPublic, connected: false)
    // An empty pipeline or command has no answer to wait for.
    guard ["redis", "rediss"].contains(origin.scheme), !commands.isEmpty,
      commands.allSatisfy({ !$0.isEmpty })
    else {
      throw TransportFailure(kind: .refusedHere, detail: "nothing to ask a Redis", reach: reach)
    }
    let order = RedisOrder(
      commands: commands, target: target, deadline: deadline, byteCap: byteCap)
    let startedAt = ContinuousClock.now
    return try await thread.call(to: reach) { [caFile] loop, id, settling in
      RedisExchange(
        order, id: id, since: startedAt, caFile: caFile, loop: loop, settling: settling)
    }
  }
}
