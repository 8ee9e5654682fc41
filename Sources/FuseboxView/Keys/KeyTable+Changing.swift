import FuseboxCore

extension KeyTable {
  private static func change(
    _ id: KeyID, _ key: Character, _ title: String, _ help: String, _ kind: Sheet.Kind,
    disabledReason: @escaping @Sendable (Model) -> String?
  ) -> KeyBinding {
    KeyBinding(
      id, [.character(key)], title, help, in: [.board, .detail], isChange: true,
      disabledReason: disabledReason
    ) { model in
      model.ask(kind)
      return []
    }
  }

  /// Keys that open a sheet; none of them changes anything by itself.
  static let changing: [KeyBinding] = [
    change(.trip, "T", "trip", "stop the calls to a provider", .trip) { $0.breakerMissing },
    change(.reset, "R", "reset", "let the calls pass again", .reset) { $0.resetMissing },
    change(.hold, "H", "hold", "hold closed: let every call pass for a while", .hold) {
      $0.breakerMissing
    },
    change(.probe, "P", "probe", "make one call now and see", .probe) { $0.breakerMissing },
    change(.undo, "U", "undo", "take the last change back, within 30 s", .undo) {
      $0.undoMissing
    },
  ]

  private static let asking: Set<Context> = [.length, .reset, .confirm]

  /// Keys that count while a sheet is open.
  static let sheets: [KeyBinding] =
    [
      KeyBinding(.confirm, [.character("y")], "yes", "do it", in: asking, isChange: true) {
        $0.confirmSheet()
      },
      KeyBinding(
        .probeFirst, [.character("p")], "probe first", "let one probe decide", in: [.reset],
        isChange: true
      ) { $0.confirm(.resetWithProbe) },
      KeyBinding(
        .leave, [.escape], "leave as it is", "close the sheet, change nothing",
        in: asking.union([.export])
      ) { model in
        model.goBack()
        return []
      },
      KeyBinding(.editReason, [.character("i")], "edit why", "write the reason", in: asking) {
        model in
        model.editReason()
        return []
      },
      step(.shorter, .left, "shorter", -1),
      step(.longer, .right, "longer", 1),
      KeyBinding(.json, [.character("j")], "JSON", "export as JSON", in: [.export]) {
        $0.export(.json)
      },
      KeyBinding(.csv, [.character("c")], "CSV", "export as CSV", in: [.export]) {
        $0.export(.csv)
      },
    ] + (1...4).map(choose)

  private static func step(_ id: KeyID, _ key: Key, _ title: String, _ by: Int) -> KeyBinding {
    KeyBinding(id, [key], title, "a \(title) time", in: [.length]) { model in
      model.chooseLength((model.sheet?.choice ?? 0) + by)
      return []
    }
  }

  private static func choose(_ number: Int) -> KeyBinding {
    let key = Key.character(Character("\(number)"))
    return KeyBinding(.choose, [key], "time", "time \(number) of the list", in: [.length]) {
      model in
      model.chooseLength(number - 1)
      return []
    }
  }
}
