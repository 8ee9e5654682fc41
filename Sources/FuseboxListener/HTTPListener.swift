import FuseboxCore
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// HTTP/1.1 on a TCP port or a unix socket: Hummingbird's protocol handling on swift-nio's event
/// loops, without Hummingbird's application around it (whose clock wakes the process each
/// second). An idle listener costs nothing.
package struct HTTPListener: Listener {
  package init() {}

  package func serve(
    _ address: ListenAddress, limits: ListenLimits, bound: @escaping @Sendable (Int) -> Void,
    answer: @escaping @Sendable (Inbound) async -> Outbound
  ) async throws(ListenFailure) {
    let connections = Connections(cap: limits.connections)
    let exchange = Exchange(
      address: address, limits: limits, connections: connections, answer: answer)
    let server: any Channel
    do {
      server = try await Self.bootstrap(address, limits, exchange, connections).bind(to: address)
    } catch {
      throw ListenFailure(error, at: address)
    }
    bound(server.localAddress?.port ?? 0)
    await withTaskCancellationHandler {
      try? await server.closeFuture.get()
    } onCancel: {
      server.close(promise: nil)
    }
    await connections.stop()
    guard Task.isCancelled else { throw ListenFailure(sentence: "the listening socket was closed") }
  }

  private static func bootstrap(
    _ address: ListenAddress, _ limits: ListenLimits, _ exchange: Exchange,
    _ connections: Connections
  ) -> ServerBootstrap {
    let silent = Logger(label: "fusebox.listener") { _ in SwiftLogNoOpLogHandler() }
    // One more than there are places: it is let in, and an idle one makes room.
    let most = MaximumAvailableConnections(limits.connections + 1, logger: silent)
    let http = HTTP1Channel(
      responder: { try await exchange.run($0, $1, on: $2) },
      configuration: HTTP1Channel.Configuration(
        idleTimeout: TimeAmount(limits.requestTimeout),
        httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
          maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100)))
    return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      // Who connects in a crowd waits here; on a unix socket he would be turned away at once.
      .serverChannelOption(.backlog, value: 1024)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if case .unix = address { try channel.pipeline.syncOperations.keepToOwner() }
          try channel.pipeline.syncOperations.addHandler(
            AvailableConnectionsChannelHandler(delegate: most))
        }
      }
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try Readiness.of(channel) }.flatMap { ready in
          http.setup(channel: channel, logger: silent).map { connection in
            connections.serve(channel, ready: ready) {
              await http.handle(value: connection, logger: silent)
            }
          }
        }
      }
  }
}

extension ServerBootstrap {
  /// Binds to either kind of address. A socket file that a dead process left is replaced, and the
  /// file goes when the channel is closed.
  fileprivate func bind(to address: ListenAddress) async throws -> any Channel {
    switch address {
    case .tcp(let host, let port): try await bind(host: host, port: port).get()
    case .unix(let path):
      try await bind(unixDomainSocketPath: path, cleanupExistingSocketFile: true).get()
    }
  }
}
