import FuseboxView
import Glibc

/// One thing the loop does after it woke up.
enum LoopStep<Message: Sendable> {
  case leave(code: Int32)
  /// Stop the process until it is continued.
  case suspend
  /// The process had been stopped from outside.
  case takeBack
  /// The terminal has another size.
  case fit
  case tell(LoopEvent<Message>)

  /// The order of things: signals, then what a person typed, then news, then the clock. A person
  /// never waits behind a poll's result.
  static func plan(
    signals: Set<Int32>, inputs: [TerminalInput], messages: [Message], isDue: Bool
  ) -> [LoopStep] {
    if let ending = signals.intersection(TerminalSignals.ending).min() {
      return [.leave(code: 128 + ending)]
    }
    var steps: [LoopStep] = []
    if signals.contains(SIGTSTP) {
      steps.append(.suspend)
    } else if signals.contains(SIGCONT) {
      steps.append(.takeBack)
    } else if signals.contains(SIGWINCH) {
      steps.append(.fit)
    }
    steps += inputs.map { $0 == .key(.control("z")) ? .suspend : .tell(.input($0)) }
    steps += messages.map { .tell(.message($0)) }
    if isDue { steps.append(.tell(.deadline)) }
    return steps
  }
}

extension LoopStep: Equatable where Message: Equatable {}
