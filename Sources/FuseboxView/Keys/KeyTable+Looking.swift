extension KeyTable {
  private static let everywhere = Set(Context.allCases)
  private static let screens: Set<Context> = [.board, .detail, .help]
  private static let rows: Set<Context> = [.board, .detail]

  /// Keys that change nothing but the screen.
  static let looking: [KeyBinding] = moving + finding + leaving

  private static func move(
    _ id: KeyID, _ keys: [Key], _ title: String, _ help: String, _ move: Model.Move
  ) -> KeyBinding {
    KeyBinding(id, keys, title, help, in: screens) { model in
      model.move(move)
      return []
    }
  }

  private static let moving: [KeyBinding] = [
    move(.down, [.down, .character("j")], "down", "one row down", .by(1)),
    move(.up, [.up, .character("k")], "up", "one row up", .by(-1)),
    move(.first, [.home, .character("g")], "first", "to the first row", .first),
    move(.last, [.end, .character("G")], "last", "to the last row", .last),
    move(
      .halfDown, [.pageDown, .control("d")], "page down", "half a screen down", .byHalf(1)),
    move(.halfUp, [.pageUp, .control("u")], "page up", "half a screen up", .byHalf(-1)),
  ]

  private static let finding: [KeyBinding] = [
    KeyBinding(.open, [.enter], "open", "open the provider's detail", in: [.board]) {
      $0.openDetail()
    },
    KeyBinding(
      .filter, [.character("/")], "find", "show only rows that say a text", in: [.board]
    ) { model in
      model.editing = .filter
      return []
    },
    KeyBinding(.next, [.character("n")], "next", "to the next failing row", in: rows) {
      $0.moveToFailing(backwards: false)
    },
    KeyBinding(.previous, [.character("N")], "previous", "to the failing row before", in: rows) {
      $0.moveToFailing(backwards: true)
    },
    KeyBinding(
      .refresh, [.character("r"), .control("r")], "refresh", "ask the providers again now",
      in: rows
    ) { $0.askAgain() },
    KeyBinding(
      .pause, [.character("p")], "pause", "hold the screen still; again to go on", in: rows
    ) { model in
      model.togglePause()
      return []
    },
    KeyBinding(
      .export, [.character("e")], "export", "write the board to a file", in: rows
    ) { model in
      model.ask(.export)
      return []
    },
    KeyBinding(
      .copy, [.character("y")], "copy", "copy the row as one line for the incident channel",
      in: rows
    ) { $0.copyRow() },
    KeyBinding(
      .runbook, [.character("o")], "runbook", "copy the provider's runbook", in: rows,
      disabledReason: { $0.runbookMissing }
    ) { $0.openRunbook() },
  ]

  private static let leaving: [KeyBinding] = [
    KeyBinding(
      .back, [.escape], "back", "back, or out of the filter", in: screens
    ) { model in
      model.goBack()
      return []
    },
    KeyBinding(.help, [.character("?"), .function(1)], "help", "this list", in: rows) { model in
      model.openHelp()
      return []
    },
    KeyBinding(.redraw, [.control("l")], "redraw", "paint the screen anew", in: everywhere) { _ in
      [.redraw]
    },
    KeyBinding(
      .suspend, [.control("z")], "suspend", "back to the shell; fg returns", in: everywhere
    ) { _ in [.suspend] },
    KeyBinding(.quit, [.character("q")], "quit", "leave fusebox", in: screens) { $0.leave() },
    KeyBinding(
      .interrupt, [.control("c")], "quit", "leave fusebox at once", in: everywhere
    ) { _ in [.quit(0)] },
  ]
}
