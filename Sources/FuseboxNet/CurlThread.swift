import Foundation
import FuseboxCore

/// The one thread that touches libcurl, and a loop for whoever lives beside the network: between
/// two waits for sockets it runs the jobs of its executor and the timers that are due. It sleeps in
/// `curl_multi_poll` while there is nothing to do, and ends with `stop` or with the last reference
/// to this.
package final class CurlThread: Sendable {
  private let mailbox = Mailbox()
  private let origin = ContinuousClock.now

  package init() {
    let thread = Thread { [mailbox, origin] in CurlLoop(mailbox, since: origin).run() }
    thread.name = "fusebox-net"
    thread.start()
  }

  deinit { stop() }

  /// Pending calls fail with `stopped`, and so does every later one; no timer is called any more.
  package func stop() { mailbox.stop() }

  /// Time since this was made.
  package var now: MonotonicTime { .zero + (ContinuousClock.now - origin) }

  /// See `Loop`.
  package func at(
    _ deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void
  ) -> LoopTimer? {
    guard let id = mailbox.addTimer(at: deadline, body) else { return nil }
    return LoopTimer { [mailbox] in mailbox.removeTimer(id) }
  }

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

extension CurlThread: SerialExecutor, TaskExecutor {
  /// Where jobs run once the thread has ended: a task that is left over must come to its end.
  private static let afterwards = DispatchQueue(label: "fusebox-net-afterwards")

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let (serial, task) = (asUnownedSerialExecutor(), asUnownedTaskExecutor())
    let turn: @Sendable () -> Void = {
      job.runSynchronously(isolatedTo: serial, taskExecutor: task)
    }
    if !mailbox.post(turn) { Self.afterwards.async(execute: turn) }
  }

  package func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    UnownedSerialExecutor(ordinary: self)
  }

  package func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    UnownedTaskExecutor(ordinary: self)
  }

  /// Whether this is the loop's own thread: a timer's body may touch what an actor here owns.
  package func isIsolatingCurrentContext() -> Bool? { mailbox.isOnOwnerThread }
}
