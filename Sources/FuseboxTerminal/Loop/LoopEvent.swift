import FuseboxCore
import FuseboxView

/// What the loop tells the program.
package enum LoopEvent<Message: Sendable>: Sendable {
  case input(TerminalInput)
  case message(Message)
  /// The moment that the last reply named has come.
  case deadline
}

extension LoopEvent: Equatable where Message: Equatable {}

/// What the program wants after an event.
package struct LoopReply: Sendable {
  /// Something on the screen may look different now.
  package var needsFrame: Bool
  /// When to wake up by itself; replaces the deadline before, nil takes it away.
  package var deadline: MonotonicTime?
  package var bell: Bool
  /// Leave, with this exit code.
  package var exit: Int32?

  package init(
    needsFrame: Bool = true, deadline: MonotonicTime? = nil, bell: Bool = false,
    exit: Int32? = nil
  ) {
    self.needsFrame = needsFrame
    self.deadline = deadline
    self.bell = bell
    self.exit = exit
  }
}
