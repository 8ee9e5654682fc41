import Foundation
import FuseboxCore

/// The one thread that touches libcurl; `CurlTransport` and `RedisLink` send their calls to it.
/// It sleeps in `curl_multi_poll` while there is nothing to do, and ends with `stop` or with the
/// last reference to this.
package final class CurlThread: Sendable {
  private let mailbox = Mailbox()

  package init() {
    let thread = Thread { [mailbox] in CurlLoop(mailbox).run() }
    thread.name = "fusebox-net"
    thread.start()
  }

  deinit { stop() }

  /// Pending calls fail with `stopped`, and so does every later one.
  package func stop() { mailbox.stop() }

  /// Runs a call on the owner thread and waits for its outcome, without blocking a thread.
  /// - Parameters:
  ///   - reach: for the failure when the thread has been stopped.
  ///   - make: called on the owner thread, with the call's id.
  func call<Answer: Sendable>(
    to reach: Reach,
    make: @escaping @Sendable (CurlLoop, UInt, Settling<Answer>) -> any LoopCall
  ) async throws(TransportFailure) -> Answer {
    let id = mailbox.open()
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { (settling: Settling<Answer>) in
        let start = Mailbox.Start(id: id) { loop in make(loop, id, settling) }
        guard !mailbox.post(start) else { return }
        let stopped = TransportFailure(kind: .stopped, detail: "calls have ended", reach: reach)
        settling.resume(returning: .failure(stopped))
      }
    } onCancel: {
      mailbox.cancel(id)
    }
    return try result.get()
  }
}
