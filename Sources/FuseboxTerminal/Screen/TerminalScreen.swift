import CNcurses
import FuseboxView
import Glibc

/// The terminal in full-screen mode. ncurses keeps its state in globals and is not thread-safe:
/// there is one screen, and the thread that opened it is the only one that touches it.
package final class TerminalScreen {
  /// What is shown and how it is asked for.
  package struct Options {
    /// Most colours to use; `mono` is what `NO_COLOR` asks for.
    package var colours: ColourDepth
    /// False draws ASCII only, even where more is possible.
    package var unicode: Bool
    /// Put large frames between marks, so that a terminal shows them at once.
    package var synchronised: Bool

    package init(
      colours: ColourDepth = .indexed256, unicode: Bool = true, synchronised: Bool = true
    ) {
      self.colours = colours
      self.unicode = unicode
      self.synchronised = synchronised
    }
  }

  /// What the terminal shows, within what was asked for.
  package let capabilities: Capabilities
  package private(set) var size: Size
  /// A change repaints everything with the next frame.
  package var theme: Theme { didSet { forget() } }

  let isSynchronised: Bool
  let isInTmux: Bool
  /// Keys are read through a pad: reading through the screen itself would paint it.
  let keys: UnsafeMutablePointer<WINDOW>
  var decoder = InputDecoder()
  var pairs: PairTable
  /// What stands on the terminal; nil when that is not known.
  var shown: Frame?
  private var isOpen = true

  /// Takes the terminal over. Nil when standard input or output is not a terminal, or one that
  /// cannot place its cursor: then text is written instead.
  ///
  /// From here until `close` the process's signal handlers are the screen's: crashes put the
  /// terminal back, and `TerminalLoop` acts on the rest.
  package static func open(
    theme: Theme, options: Options = Options(), environment: [String: String]
  ) -> TerminalScreen? {
    var saved = termios()
    guard environment["TERM"] != "dumb", isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      tcgetattr(STDIN_FILENO, &saved) == 0, TerminalSignals.install(restoring: saved)
    else { return nil }
    // `LINES` and `COLUMNS` may be stale; the kernel knows.
    use_env(false)
    use_tioctl(true)
    let isUTF8 = fusebox_use_locale()
    let types = [environment["TERM"] ?? "", "xterm-256color", "screen-256color", "vt100"]
    let isStarted = types.contains { !$0.isEmpty && fusebox_newterm($0) != nil }
    guard isStarted, fusebox_can_move(), let keys = newpad(1, 1) else {
      if isStarted { endwin() }
      TerminalSignals.uninstall()
      return nil
    }
    return TerminalScreen(
      theme: theme, options: options, isUTF8: isUTF8, keys: keys,
      isInTmux: environment["TMUX"]?.isEmpty == false)
  }

  private init(
    theme: Theme, options: Options, isUTF8: Bool, keys: UnsafeMutablePointer<WINDOW>, isInTmux: Bool
  ) {
    self.theme = theme
    self.keys = keys
    self.isInTmux = isInTmux
    isSynchronised = options.synchronised
    fusebox_keep_palette()
    raw()
    noecho()
    nonl()
    typeahead(-1)
    set_escdelay(25)
    keypad(keys, true)
    nodelay(keys, true)
    for (sequence, code) in RawKey.sequences { define_key(sequence, code) }
    // Until it has resumed once, ncurses flushes at every cursor jump.
    endwin()
    doupdate()
    pairs = PairTable(wanted: options.colours)
    capabilities = Capabilities(colours: pairs.depth, unicode: isUTF8 && options.unicode)
    size = Size(
      columns: Int(getmaxx(fusebox_screen())), rows: Int(getmaxy(fusebox_screen())))
    enter()
  }

  deinit { close() }

  /// Puts the terminal back as it was found.
  package func close() {
    guard isOpen else { return }
    isOpen = false
    TerminalBytes.write(TerminalBytes.leave)
    endwin()
    TerminalSignals.uninstall()
  }

  package func bell() { TerminalBytes.write(TerminalBytes.bell) }

  /// Repaints everything with the next frame, in case the terminal shows something else.
  package func forget() { shown = nil }

  private func enter() {
    curs_set(0)
    leaveok(fusebox_screen(), true)
    TerminalBytes.write(TerminalBytes.enter)
    forget()
  }
}

extension TerminalScreen {
  /// Stops the process as ctrl-z does, with the terminal as it was found; returns when it has
  /// been continued.
  func suspend() {
    TerminalBytes.write(TerminalBytes.leave)
    endwin()
    TerminalSignals.stop()
    resume()
  }

  /// After a stop that nobody announced: a shell may have changed the terminal meanwhile.
  func takeBack() {
    // In the background this stops the process before it has drawn anything.
    var modes = termios()
    if tcgetattr(STDIN_FILENO, &modes) == 0 { tcsetattr(STDIN_FILENO, TCSANOW, &modes) }
    endwin()
    resume()
  }

  /// Takes the terminal's size over after it has changed.
  func fit() {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_row > 0,
      window.ws_col > 0
    else { return }
    resizeterm(Int32(window.ws_row), Int32(window.ws_col))
    size = Size(columns: Int(window.ws_col), rows: Int(window.ws_row))
    forget()
  }

  private func resume() {
    werase(fusebox_screen())
    doupdate()
    fit()
    enter()
  }
}
