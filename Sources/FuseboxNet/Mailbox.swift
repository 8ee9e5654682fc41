import CCurl
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
    var isStopped = false
  }

  /// The multi handle as other threads may use it: for `curl_multi_wakeup`, the one function of
  /// libcurl that any thread may call, and only under the mailbox's lock, because the owner
  /// thread takes the pointer back under that lock before it frees the handle.
  private struct WakeUp: @unchecked Sendable {
    let multi: UnsafeMutableRawPointer
  }

  private struct State {
    var mail = Mail()
    var lastID: UInt = 0
    var open: Set<UInt> = []
    var wakeUp: WakeUp?

    func wake() {
      if let wakeUp { curl_multi_wakeup(wakeUp.multi) }
    }
  }

  private let state = Guarded(State())

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

  /// Lets others wake `multi` up.
  func attach(_ multi: UnsafeMutableRawPointer) {
    let wakeUp = WakeUp(multi: multi)
    state.withLock { $0.wakeUp = wakeUp }
  }

  /// Takes what was posted.
  func take() -> Mail {
    state.withLock { state in
      let mail = state.mail
      state.mail.starts = []
      return mail
    }
  }

  /// A call is over.
  func close(_ id: UInt) {
    state.withLock { state in
      state.open.remove(id)
      state.mail.cancelled.remove(id)
    }
  }

  /// The last word of the owner thread: refuses further posts, forgets the multi handle, and
  /// hands over what was posted meanwhile.
  func seal() -> [Start] {
    state.withLock { state in
      state.mail.isStopped = true
      state.wakeUp = nil
      let starts = state.mail.starts
      state.mail.starts = []
      return starts
    }
  }
}
