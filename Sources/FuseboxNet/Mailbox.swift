import CCurl
import Foundation
import FuseboxCore

/// What other threads ask of the owner thread, all of it under one lock.
///
/// A call's id is opened before its cancellation handler is installed, so that a cancellation
/// that comes before the start is kept until the start arrives.
final class Mailbox: Sendable {
  /// A call to be made on the owner thread.
  struct Start: Sendable {
    let id: UInt
    let make: @Sendable (CurlLoop) -> any LoopCall
  }

  struct Mail: Sendable {
    var starts: [Start] = []
    /// Ids of open calls, started or not, whose tasks were cancelled.
    var cancelled: Set<UInt> = []
    /// Turns of tasks and actors, then bodies of timers.
    var turns: [@Sendable () -> Void] = []
    var isStopped = false
  }

  /// Whether the owner thread may wait.
  enum Rest {
    case no
    /// The next timer's time; nil without any.
    case until(MonotonicTime?)
  }

  /// The multi handle as other threads may use it: for `curl_multi_wakeup`, the one function of
  /// libcurl that any thread may call, and only under the mailbox's lock, because the owner
  /// thread takes the pointer back under that lock before it frees the handle.
  private struct WakeUp: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer
  }

  /// Wakes the owner thread before there is a multi handle.
  private let bell = DispatchSemaphore(value: 0)

  private struct State {
    let bell: DispatchSemaphore
    var mail = Mail()
    var lastID: UInt = 0
    var open: Set<UInt> = []
    var timers = Timers()
    var wakeUp: WakeUp?
    var owner: pthread_t?
    /// Turns have nobody left to run them.
    var hasEnded = false
    /// Something has come since the owner thread last looked.
    var hasNews = false
    /// The owner thread waits, or is about to, and nobody has woken it yet.
    var isAsleep = false

    /// A call to the system only where it is needed: what is posted on the owner thread itself, or
    /// while it is awake, is seen before it sleeps.
    mutating func wake() {
      hasNews = true
      guard isAsleep else { return }
      isAsleep = false
      guard let wakeUp else { return _ = bell.signal() }
      fusebox_multi_wakeup(wakeUp.multi)
    }
  }

  private let state: Guarded<State>

  init() { state = Guarded(State(bell: bell)) }

  /// A new call's id.
  func open() -> UInt {
    state.withLock { state in
      state.lastID += 1
      state.open.insert(state.lastID)
      return state.lastID
    }
  }

  /// False when stopped: then nobody will ever start it.
  func post(_ start: Start) -> Bool {
    state.withLock { state in
      guard !state.mail.isStopped else {
        state.open.remove(start.id)
        return false
      }
      state.mail.starts.append(start)
      state.wake()
      return true
    }
  }

  /// False when the thread has ended: then it will never run it.
  func post(_ turn: @escaping @Sendable () -> Void) -> Bool {
    state.withLock { state in
      guard !state.hasEnded else { return false }
      state.mail.turns.append(turn)
      state.wake()
      return true
    }
  }

  /// nil when stopped: then nobody will ever call it.
  func addTimer(at deadline: MonotonicTime, _ body: @escaping @Sendable () -> Void) -> Timers.ID? {
    state.withLock { state in
      guard !state.mail.isStopped else { return nil }
      let isEarliest = state.timers.next.map { deadline < $0 } ?? true
      if isEarliest { state.wake() }
      return state.timers.add(at: deadline, body)
    }
  }

  func removeTimer(_ id: Timers.ID) { state.withLock { $0.timers.remove(id) } }

  var isOnOwnerThread: Bool {
    state.withLock { state in state.owner.map { pthread_equal($0, pthread_self()) != 0 } ?? false }
  }

  /// Ends an open call; nothing when it is over already.
  func cancel(_ id: UInt) {
    state.withLock { state in
      guard state.open.contains(id) else { return }
      state.mail.cancelled.insert(id)
      state.wake()
    }
  }

  /// From now on posts are refused and the owner thread ends.
  func stop() {
    state.withLock { state in
      state.mail.isStopped = true
      state.wake()
    }
  }

  // The rest is for the owner thread.

  /// The calling thread is the owner from now on.
  func own() {
    state.withLock { $0.owner = pthread_self() }
  }

  /// Lets others wake `multi` up.
  func attach(_ multi: UnsafeMutableRawPointer) {
    let wakeUp = WakeUp(multi: multi)
    state.withLock { $0.wakeUp = wakeUp }
  }

  /// Takes what was posted, and the timers that are due.
  func take(at now: MonotonicTime) -> Mail {
    state.withLock { state in
      (state.hasNews, state.isAsleep) = (false, false)
      state.mail.turns += state.timers.takeDue(at: now)
      defer {
        state.mail.starts = []
        state.mail.turns = []
      }
      return state.mail
    }
  }

  /// The owner thread is about to wait, if there is nothing to take.
  func rest() -> Rest {
    state.withLock { state in
      guard !state.hasNews else { return .no }
      state.isAsleep = true
      return .until(state.timers.next)
    }
  }

  /// Sleeps after `rest` while there is no multi handle to sleep in, until it is woken or the time is
  /// over.
  func wait(milliseconds: Int64) {
    _ = bell.wait(timeout: .now() + .milliseconds(Int(milliseconds)))
  }

  /// A call is over.
  func close(_ id: UInt) {
    state.withLock { state in
      state.open.remove(id)
      state.mail.cancelled.remove(id)
    }
  }

  /// Refuses further calls and forgets the multi handle and the timers; hands over the calls that
  /// were posted meanwhile.
  func seal() -> [Start] {
    state.withLock { state in
      state.mail.isStopped = true
      state.wakeUp = nil
      state.timers = Timers()
      defer { state.mail.starts = [] }
      return state.mail.starts
    }
  }

  /// The last word of the owner thread; nil ends it, and from then on turns are refused.
  func lastTurns() -> [@Sendable () -> Void]? {
    state.withLock { state in
      guard !state.mail.turns.isEmpty else {
        state.hasEnded = true
        state.owner = nil
        return nil
      }
      defer { state.mail.turns = [] }
      return state.mail.turns
    }
  }
}
