import CCurl
import Foundation
import FuseboxCore

/// The owner thread's loop around one multi handle. Never leaves its thread; everything that
/// touches a handle, and every resumption of a started call, happens here.
final class CurlLoop {
  /// Idle Redis connections.
  let kept = KeptConnections()
  /// nil before the first call, and when libcurl cannot be had: then every call fails.
  private(set) var multi: UnsafeMutableRawPointer?
  private let mailbox: Mailbox
  private let origin: ContinuousClock.Instant
  private var calls: [UInt: any LoopCall] = [:]

  /// Without it libcurl keeps four idle connections for each transfer in progress, which for a
  /// poller that makes one call at a time is fewer than there are providers.
  private static let idleConnections = 64
  /// Loads libcurl, once in the life of the process.
  private static let isLoaded = fusebox_load()

  /// - Parameter origin: where the timers' time begins.
  init(_ mailbox: Mailbox, since origin: ContinuousClock.Instant) {
    self.mailbox = mailbox
    self.origin = origin
  }

  deinit {
    if let multi { fusebox_multi_cleanup(multi) }
  }

  func run() {
    mailbox.own()
    blockBrokenPipeSignal()
    while round() {}
    for start in mailbox.seal() { calls[start.id] = start.make(self) }
    for call in calls.values where !call.isOver { call.end(.stopped) }
    calls = [:]
    kept.closeAll()
    while let turns = mailbox.lastTurns() { for turn in turns { turn() } }
  }

  /// libcurl brings thirty libraries along, and a program that has just started has a board to show
  /// first: it is loaded for the first call.
  private func prepareForCalls() {
    guard multi == nil, Self.isLoaded, let multi = fusebox_multi_init() else { return }
    self.multi = multi
    fusebox_set_multi_number(multi, CURLMOPT_MAXCONNECTS, Self.idleConnections)
    mailbox.attach(multi)
  }

  /// One turn; false when the loop is to end.
  private func round() -> Bool {
    let mail = mailbox.take(at: .zero + (ContinuousClock.now - origin))
    if !mail.starts.isEmpty { prepareForCalls() }
    for start in mail.starts { calls[start.id] = start.make(self) }
    for turn in mail.turns { turn() }
    if mail.isStopped { return false }
    for id in mail.cancelled { calls[id]?.end(.cancelled) }
    for start in mail.starts {
      if let call = calls[start.id], !call.isOver { call.start() }
    }
    if let multi {
      var running: Int32 = 0
      fusebox_multi_perform(multi, &running)
      reportCompletions(of: multi)
    }
    let now = ContinuousClock.now
    for call in calls.values where !call.isOver {
      call.advance()
      if !call.isOver, let deadline = call.deadline, deadline <= now { call.end(.deadline) }
    }
    for (id, call) in calls where call.isOver {
      calls[id] = nil
      mailbox.close(id)
    }
    return sleep(from: now)
  }

  private func reportCompletions(of multi: UnsafeMutableRawPointer) {
    var left: Int32 = 0
    while let message = fusebox_multi_info_read(multi, &left) {
      guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle else {
        continue
      }
      // The message does not outlive the handle, which `completed` may free.
      let code = message.pointee.data.result
      calls[EasyHandle.callID(of: handle)]?.completed(code)
    }
  }

  /// Waits for a socket, a timer of libcurl's or of ours, the nearest deadline or a wake-up. False
  /// when waiting itself fails: going on would spin.
  private func sleep(from now: ContinuousClock.Instant) -> Bool {
    guard case .until(let timer) = mailbox.rest() else { return true }
    var sockets = calls.values.compactMap(\.wait)
    var deadlines = calls.values.compactMap(\.deadline)
    if let timer { deadlines.append(origin + (timer - .zero)) }
    let wait = deadlines.min().map { $0 - now } ?? .seconds(60)
    // Rounded up: to wake just before a deadline would mean many empty rounds.
    let milliseconds = min(60_000, max(0, wait.milliseconds + 1))
    guard let multi else {
      mailbox.wait(milliseconds: milliseconds)
      return true
    }
    let code = fusebox_multi_poll(
      multi, &sockets, UInt32(sockets.count), Int32(milliseconds), nil)
    return code == CURLM_OK
  }

  /// For this thread only: a peer that closes while we write must not end the process.
  private func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}
