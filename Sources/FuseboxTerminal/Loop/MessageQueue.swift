import FuseboxCore

/// Messages for the thread that owns the screen, from any other.
package final class MessageQueue<Message: Sendable>: Sendable {
  private let waiting = Guarded<[Message]>([])
  private let pipe: WakePipe
  private let merge: @Sendable (_ queued: Message, _ new: Message) -> Message?

  /// Nil when the process has no descriptors left.
  ///
  /// - Parameter merge: one message that stands for two that would follow each other, or nil to
  ///   keep both: of two boards only the newer one is ever wanted, and a terminal that is slow
  ///   must not pile them up.
  package init?(
    merge: @escaping @Sendable (_ queued: Message, _ new: Message) -> Message? = { _, _ in nil }
  ) {
    guard let pipe = WakePipe() else { return nil }
    self.pipe = pipe
    self.merge = merge
  }

  /// Never waits.
  package func post(_ message: Message) {
    let isFirst = waiting.withLock { waiting in
      defer {
        if let merged = waiting.last.flatMap({ merge($0, message) }) {
          waiting[waiting.count - 1] = merged
        } else {
          waiting.append(message)
        }
      }
      return waiting.isEmpty
    }
    if isFirst { pipe.wake() }
  }

  /// All messages in the order of their posting.
  func drain() -> [Message] {
    _ = pipe.drain()
    return waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }

  /// Readable when there are messages.
  var descriptor: Int32 { pipe.reading }
}
