import CNcurses
import Glibc

/// The process's signal handlers while a screen is open.
///
/// A crash writes a prepared text and the terminal's old modes, both async-signal-safe, and then
/// dies of the same signal by its default action: passing it on to Swift's own handler would
/// print a backtrace into the restored terminal, wait for a key, and leave the modes raw. Every
/// other signal becomes one byte in a pipe, which the loop reads.
enum TerminalSignals {
  /// The process ends normally, with 128 + the signal's number.
  static let ending = Set<Int32>([
    SIGINT, SIGTERM, SIGHUP, SIGQUIT,
    // Nobody sends these on purpose, but each would end the process by its default action, and
    // leave the terminal as it is: the real-time signals (from 34 on: libc keeps two) as well.
    SIGUSR1, SIGUSR2, SIGALRM, SIGVTALRM, SIGPROF, SIGPOLL, SIGPWR, SIGSTKFLT, SIGXCPU,
  ]).union(34...64)
  private static let told = ending.union([SIGWINCH, SIGTSTP, SIGCONT])
  private static let crashes = [
    SIGSEGV, SIGBUS, SIGABRT, SIGILL, SIGTRAP, SIGFPE, SIGSYS, SIGXFSZ,
  ]

  /// Readable when `take` has something to give.
  static var descriptor: Int32 { handlerState.pipe?.reading ?? -1 }

  /// Call it before `newterm`, so that ncurses leaves the signals alone. False when the system
  /// has no pipe to give.
  static func install(restoring modes: termios) -> Bool {
    guard let pipe = handlerState.pipe ?? WakePipe() else { return false }
    handlerState.modes = modes
    handlerState.pipe = pipe
    handlerState.writing = pipe.writing
    useAlternateStack()
    handlerState.before = (told.map { ($0, tell) } + crashes.map { ($0, restoreAndDie) })
      .map { signal, handler in (signal, replace(signal, with: handler)) }
    return true
  }

  /// Gives every signal back to whom it belonged.
  static func uninstall() {
    put(back: handlerState.before)
    handlerState.before = []
  }

  /// Signals since the last call.
  static func take() -> Set<Int32> { Set(handlerState.pipe?.drain().map(Int32.init) ?? []) }

  /// Stops the whole foreground job, as the terminal itself does on ctrl-z; returns when the
  /// process runs again, at once when nobody could continue it (no job control).
  static func stop() {
    let usual = [
      (SIGTSTP, replace(SIGTSTP, with: SIG_IGN)), (SIGCONT, replace(SIGCONT, with: SIG_DFL)),
    ]
    kill(0, SIGTSTP)
    _ = replace(SIGTSTP, with: SIG_DFL)
    // To this very thread, so that it does not run on while the others are being stopped.
    raise(SIGTSTP)
    put(back: usual)
  }

  private static func put(back actions: [(Int32, sigaction)]) {
    for (signal, action) in actions {
      var action = action
      sigaction(signal, &action, nil)
    }
  }

  private static func replace(_ signal: Int32, with handler: __sighandler_t?) -> sigaction {
    var action = sigaction()
    var before = sigaction()
    action.__sigaction_handler.sa_handler = handler
    // On its own stack, for an overflow of the usual one; raising again inside of it is allowed.
    action.sa_flags = SA_RESTART | SA_ONSTACK | Int32(bitPattern: UInt32(SA_NODEFER))
    sigaction(signal, &action, &before)
    return before
  }

  /// Of the calling thread only; a stack overflow elsewhere ends without restoring.
  private static func useAlternateStack() {
    guard !handlerState.hasStack else { return }
    let size = 65_536
    var stack = stack_t(
      ss_sp: UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16), ss_flags: 0,
      ss_size: size)
    handlerState.hasStack = sigaltstack(&stack, nil) == 0
  }
}

/// All that the handlers read. Written only while they are not installed.
private struct HandlerState {
  var modes = termios()
  var pipe: WakePipe?
  var writing: Int32 = -1
  var hasStack = false
  var before: [(Int32, sigaction)] = []
  let restore = strdup(TerminalBytes.restore)
  let restoreLength = TerminalBytes.restore.utf8.count
}

nonisolated(unsafe) private var handlerState = HandlerState()

/// Async-signal-safe.
private let tell: __sighandler_t = { signal in
  let before = errno
  var byte = UInt8(truncatingIfNeeded: signal)
  _ = write(handlerState.writing, &byte, 1)
  errno = before
}

/// Async-signal-safe.
private let restoreAndDie: __sighandler_t = { signal in
  _ = write(STDOUT_FILENO, handlerState.restore, handlerState.restoreLength)
  tcsetattr(STDIN_FILENO, TCSANOW, &handlerState.modes)
  var action = sigaction()
  action.__sigaction_handler.sa_handler = SIG_DFL
  sigaction(signal, &action, nil)
  raise(signal)
}
