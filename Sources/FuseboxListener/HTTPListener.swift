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
    let silent = Logger(label: "fusebox.listener") { _ in SwiftLogNoOpLogHandler() }
    let exchange = Exchange(address: address, limits: limits, answer: answer)
    let http = HTTP1Channel(
      responder: { try await exchange.run($0, $1, on: $2) },
      configuration: Self.configuration(limits))
    do {
      let server = try await Self.bootstrap(address, limits: limits, logger: silent)
        .bind(to: address) { http.setup(channel: $0, logger: silent) }
      bound(server.channel.localAddress?.port ?? 0)
      try await withThrowingDiscardingTaskGroup { group in
        try await server.executeThenClose { connections in
          for try await connection in connections {
            group.addTask { await http.handle(value: connection, logger: silent) }
          }
        }
      }
    } catch is CancellationError {
      return
    } catch {
      throw ListenFailure(error, at: address)
    }
  }

  private static func configuration(_ limits: ListenLimits) -> HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      idleTimeout: TimeAmount(limits.requestTimeout),
      httpDecoderConfiguration: HTTP1Channel.Configuration.DecoderConfiguration(
        maxHeaderFieldSize: 8 << 10, maxHeaderListSize: 16 << 10, maxHeaderFieldCount: 100))
  }

  private static func bootstrap(
    _ address: ListenAddress, limits: ListenLimits, logger: Logger
  ) -> ServerBootstrap {
    let connections = MaximumAvailableConnections(limits.connections, logger: logger)
    return ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .serverChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          if case .unix = address { try channel.pipeline.syncOperations.keepToOwner() }
          try channel.pipeline.syncOperations.addHandler(
            AvailableConnectionsChannelHandler(delegate: connections))
        }
      }
  }
}

extension ServerBootstrap {
  /// Binds to either kind of address; a socket file left behind by a dead process is replaced,
  /// and the file goes when the channel is closed.
  fileprivate func bind<Connection: Sendable>(
    to address: ListenAddress,
    setup: @escaping @Sendable (any Channel) -> EventLoopFuture<Connection>
  ) async throws -> NIOAsyncChannel<Connection, Never> {
    switch address {
    case .tcp(let host, let port):
      try await bind(host: host, port: port, childChannelInitializer: setup)
    case .unix(let path):
      try await bind(
        unixDomainSocketPath: path, cleanupExistingSocketFile: true,
        childChannelInitializer: setup)
    }
  }
}
