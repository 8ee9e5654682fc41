import FuseboxCore

/// What happens to the screen.
package enum Message: Sendable {
  case input(TerminalInput, at: Instant)
  /// A newer board.
  /// - judged: its rows, worst first, where somebody has judged it already at this time.
  case board(Board, judged: [Assessment]? = nil, at: Instant)
  /// Time passed; once a second is enough.
  case tick(Instant)
  /// What came of a command; nil for a refresh, or a probe of a closed breaker.
  case commandDone(Command, Result<AuditRecord?, CommandRefusal>)
  /// Text was copied; how, in words: "through tmux".
  case copied(how: String)
  /// An export was written.
  case exported(path: String)
  /// Something could not be done: a sentence for a tired person.
  case failed(String)
  /// What the demo says to the person who watches.
  case caption(String)
  /// Changes of one provider from the store, newest first.
  case storedChanges(ProviderID, [Change])
}

/// What an update asks of the world.
package enum Effect: Sendable, Equatable {
  case perform(Command)
  /// Write the board that is shown.
  case export(ExportFormat, Board)
  case copy(String)
  /// Open an address, or copy it where nothing can be opened.
  case openRunbook(String)
  case loadChanges(ProviderID)
  /// Stop the process until it is continued.
  case suspend
  /// Paint everything anew.
  case redraw
  case bell
  /// Leave with this exit code.
  case quit(Int32)
}

/// What a board can be exported as.
package enum ExportFormat: String, Sendable, CaseIterable {
  case json, csv
}
