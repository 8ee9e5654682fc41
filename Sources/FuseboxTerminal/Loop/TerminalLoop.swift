import FuseboxCore
import FuseboxView
import Glibc

/// Waits for keys, messages, signals and deadlines on the calling thread, and paints at most one
/// frame each time it wakes up. It sleeps in `poll` in between: no timer ticks.
package struct TerminalLoop<Message: Sendable> {
  private let screen: TerminalScreen
  private let mailbox: MessageQueue<Message>
  private let now: () -> MonotonicTime

  package init(
    screen: TerminalScreen, mailbox: MessageQueue<Message>, now: @escaping () -> MonotonicTime
  ) {
    self.screen = screen
    self.mailbox = mailbox
    self.now = now
  }

  /// Runs until a reply has an exit code, a signal ends the program (128 + its number), or the
  /// terminal is gone (129, as for a hang-up). The screen stays open. The first event is the
  /// screen's size.
  package func run(
    handle: (LoopEvent<Message>) -> LoopReply, frame: (Size, Capabilities) -> Frame
  ) -> Int32 {
    var pending = LoopReply()
    var steps: [LoopStep<Message>] = [.tell(.input(.resized(screen.size)))]
    while true {
      for step in steps {
        if let code = perform(step, &pending, handle) { return code }
      }
      if pending.bell { screen.bell() }
      if pending.needsFrame { screen.paint(frame(screen.size, screen.capabilities)) }
      pending = LoopReply(needsFrame: false, deadline: pending.deadline)
      guard let woken = wait(until: pending.deadline) else { return 128 + SIGHUP }
      steps = woken
    }
  }

  private func perform(
    _ step: LoopStep<Message>, _ pending: inout LoopReply,
    _ handle: (LoopEvent<Message>) -> LoopReply
  ) -> Int32? {
    func tell(_ event: LoopEvent<Message>) -> Int32? {
      let reply = handle(event)
      pending.needsFrame = pending.needsFrame || reply.needsFrame
      pending.bell = pending.bell || reply.bell
      pending.deadline = reply.deadline
      return reply.exit
    }
    switch step {
    case .leave(let code): return code
    case .tell(let event): return tell(event)
    case .fit: screen.fit()
    case .suspend: screen.suspend()
    case .takeBack: screen.takeBack()
    }
    // The terminal is blank now, whatever the program thinks of it.
    pending.needsFrame = true
    let code = tell(.input(.resized(screen.size)))
    if case .fit = step { return code }
    return code ?? tell(.input(.resumed))
  }

  /// What to do next; nil when the terminal is gone.
  private func wait(until deadline: MonotonicTime?) -> [LoopStep<Message>]? {
    let events = Int16(POLLIN)
    var descriptors = [STDIN_FILENO, TerminalSignals.descriptor, mailbox.descriptor]
      .map { pollfd(fd: $0, events: events, revents: 0) }
    poll(&descriptors, nfds_t(descriptors.count), timeout(deadline))
    let state = descriptors[0].revents
    let signals = TerminalSignals.take()
    let isGone = state & Int16(POLLHUP | POLLERR | POLLNVAL) != 0
    if isGone, signals.isDisjoint(with: TerminalSignals.ending) { return nil }
    let isReadable = state & events != 0
    let inputs = isReadable ? screen.read() : []
    return LoopStep.plan(
      signals: signals, inputs: inputs + screen.settle(at: now(), heard: isReadable),
      messages: mailbox.drain(), isDue: deadline.map { $0 <= now() } ?? false)
  }

  /// Milliseconds, rounded up so that a deadline is never woken for too early; -1 without one.
  private func timeout(_ deadline: MonotonicTime?) -> Int32 {
    guard let next = [deadline, screen.pasteDeadline].compactMap(\.self).min() else { return -1 }
    let left = max(0, (next - now()).nanosecondsClamped)
    return Int32(clamping: left / 1_000_000 + (left % 1_000_000 > 0 ? 1 : 0))
  }
}
