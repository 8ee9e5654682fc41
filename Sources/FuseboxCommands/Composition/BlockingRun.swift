import Foundation
import FuseboxCore

/// Runs asynchronous work from the main thread, which owns the process and has nothing else to
/// do: it sleeps in a read until the work is done.
/// - Parameter executor: where the work goes; nil: the pool of threads.
func runBlocking<Value: Sendable>(
  on executor: (any TaskExecutor)? = nil, _ work: @escaping @Sendable () async -> Value
) -> Value {
  let pipe = Pipe()
  let box = Guarded<Value?>(nil)
  let done = Done(box: box, writing: pipe.fileHandleForWriting)
  Task.detached(executorPreference: executor) { done.finish(with: await work()) }
  while true {
    _ = try? pipe.fileHandleForReading.read(upToCount: 1)
    if let value = done.value { return value }
  }
}

/// Where the result of blocking work is left.
private final class Done<Value: Sendable>: Sendable {
  private let box: Guarded<Value?>
  private let writing: FileHandle

  init(box: consuming Guarded<Value?>, writing: FileHandle) {
    self.box = box
    self.writing = writing
  }

  var value: Value? { box.withLock { $0 } }

  func finish(with value: Value) {
    box.withLock { $0 = value }
    try? writing.write(contentsOf: Data([1]))
  }
}
