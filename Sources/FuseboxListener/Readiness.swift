import NIOCore

/// Tells when an accepted connection can be served: swift-nio sets it up before it registers the
/// socket, and closing a socket in between traps.
final class Readiness: ChannelInboundHandler {
  typealias InboundIn = Never

  private let promise: EventLoopPromise<Void>

  private init(_ promise: EventLoopPromise<Void>) { self.promise = promise }

  /// Call it on the channel's event loop. The future is fulfilled once the channel is active, or
  /// was closed before it could be.
  static func of(_ channel: any Channel) throws -> EventLoopFuture<Void> {
    let promise = channel.eventLoop.makePromise(of: Void.self)
    do {
      try channel.pipeline.syncOperations.addHandler(Readiness(promise))
    } catch {
      promise.fail(error)
      throw error
    }
    return promise.futureResult
  }

  func channelActive(context: ChannelHandlerContext) {
    promise.succeed()
    context.fireChannelActive()
  }

  func handlerRemoved(context: ChannelHandlerContext) { promise.succeed() }
}
