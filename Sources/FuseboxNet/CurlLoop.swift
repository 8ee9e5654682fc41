import CCurl
import Foundation
import FuseboxCore

/// The owner thread's loop around one multi handle. Never leaves its thread; everything that
/// touches a handle, and every resumption of a started call, happens here.
final class CurlLoop {
  /// Idle Redis connections.
  let kept = KeptConnections()
  /// nil when libcurl could not make one: then every call ends with `stopped`.
  let multi: UnsafeMutableRawPointer?
  private let mailbox: Mailbox
  private let origin: ContinuousClock.Instant
  private var calls: [UInt: any LoopCall] = [:]

  /// Without it libcurl keeps four idle connections for each transfer in progress, which for a
  /// poller that makes one call at a time is fewer than there are providers.
  private static let idleConnections = 64
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  /// - Parameter origin: where the timers' time begins.
  init(_ mailbox: Mailbox, since origin: ContinuousClock.Instant) {
    self.mailbox = mailbox
    self.origin = origin
    multi = Self.isReady ? curl_multi_init() : nil
  }

  deinit {
    if let multi { curl_multi_cleanup(multi) }
  }

  func run() {
    mailbox.own()
    blockBrokenPipeSignal()
    if let multi {
      fusebox_set_multi_number(multi, CURLMOPT_MAXCONNECTS, Self.idleConnections)
      mailbox.attach(multi)
      while round(multi) {}
    }
    for start in mailbox.seal() { calls[start.id] = start.make(self) }
    for call in calls.values where !call.isOver { call.end(.stopped) }
    calls = [:]
    kept.closeAll()
    while let turns = mailbox.lastTurns() { for turn in turns { turn() } }
  }

  /// One turn; false when the loop is to end.
  private func round(_ multi: UnsafeMutableRawPointer) -> Bool {
    let mail = mailbox.take(at: .zero + (ContinuousClock.now - origin))
    for start in mail.starts { calls[start.id] = start.make(self) }
    for turn in mail.turns { turn() }
    if mail.isStopped { return false }
    for id in mail.cancelled { calls[id]?.end(.cancelled) }
    for start in mail.starts {
      if let call = calls[start.id], !call.isOver { call.start() }
    }
    var running: Int32 = 0
    curl_multi_perform(multi, &running)
    reportCompletions(of: multi)
    let now = ContinuousClock.now
    for call in calls.values where !call.isOver {
      call.advance()
      if !call.isOver, let deadline = call.deadline, deadline <= now { call.end(.deadline) }
    }
    for (id, call) in calls where call.isOver {
      calls[id] = nil
      mailbox.close(id)
    }
    return sleep(multi, from: now)
  }

  private func reportCompletions(of multi: UnsafeMutableRawPointer) {
    var left: Int32 = 0
    while let message = curl_multi_info_read(multi, &left) {
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
  private func sleep(_ multi: UnsafeMutableRawPointer, from now: ContinuousClock.Instant) -> Bool {
    guard case .until(let timer) = mailbox.rest() else { return true }
    var sockets = calls.values.compactMap(\.wait)
    var deadlines = calls.values.compactMap(\.deadline)
    if let timer { deadlines.append(origin + (timer - .zero)) }
    let wait = deadlines.min().map { $0 - now } ?? .seconds(60)
    // Rounded up: to wake just before a deadline would mean many empty rounds.
    let milliseconds = min(60_000, max(0, wait.milliseconds + 1))
    let code = curl_multi_poll(
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
