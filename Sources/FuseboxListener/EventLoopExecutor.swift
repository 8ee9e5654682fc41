import NIOCore

/// Runs tasks on an event loop, where the bytes they wait for arrive: no other thread is woken for a
/// request, and none for its answer.
final class EventLoopExecutor: TaskExecutor {
  private let eventLoop: any EventLoop

  init(_ eventLoop: any EventLoop) { self.eventLoop = eventLoop }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    eventLoop.execute { [self] in
      unsafe job.runSynchronously(on: UnownedTaskExecutor(ordinary: self))
    }
  }
}
