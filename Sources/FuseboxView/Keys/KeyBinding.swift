/// What a key can do: one name for each thing.
package enum KeyID: String, Sendable, CaseIterable {
  case down, up, first, last, halfDown, halfUp
  case open, back, leave, filter, next, previous
  case refresh, pause, export, copy, runbook, help, quit, interrupt, redraw, suspend
  case trip, reset, hold, probe, undo
  case confirm, probeFirst, editReason, choose, shorter, longer, json, csv
}

/// One line of the key table: dispatch, help, hints and docs are all made from it.
package struct KeyBinding: Sendable {
  /// Unique, but for the four digits.
  package let id: KeyID
  /// The first one is shown in hints.
  package let keys: [Key]
  /// One or two words, for the hints.
  package let title: String
  /// A phrase, for the help.
  package let help: String
  /// Where it counts.
  package let contexts: Set<Context>
  /// It leads to a change of a breaker.
  package let isChange: Bool
  /// Why the key does nothing now, a sentence; nil when it works.
  let disabledReason: @Sendable (Model) -> String?
  /// What it does; called only where it counts and is not disabled.
  let action: @Sendable (inout Model) -> [Effect]

  init(
    _ id: KeyID, _ keys: [Key], _ title: String, _ help: String, in contexts: Set<Context>,
    isChange: Bool = false, disabledReason: @escaping @Sendable (Model) -> String? = { _ in nil },
    action: @escaping @Sendable (inout Model) -> [Effect]
  ) {
    self.id = id
    self.keys = keys
    self.title = title
    self.help = help
    self.contexts = contexts
    self.isChange = isChange
    self.disabledReason = disabledReason
    self.action = action
  }

  /// The first key as it is written in hints: `T`, `↵`, `esc`.
  func keyWord(unicode: Bool = true) -> String {
    keys.first.map { KeyWords.word($0, unicode: unicode) } ?? ""
  }

  /// All its keys: `↓ j`.
  func keyWords(unicode: Bool = true) -> String {
    keys.map { KeyWords.word($0, unicode: unicode) }.joined(separator: " ")
  }
}

/// How keys are written.
enum KeyWords {
  /// A key as hints and help show it; in words where arrows cannot be drawn.
  static func word(_ key: Key, unicode: Bool = true) -> String {
    switch key {
    case .character(" "): "space"
    case .character(let character): String(character)
    case .control(let character): "ctrl-\(character)"
    case .up: unicode ? "↑" : "up"
    case .down: unicode ? "↓" : "down"
    case .left: unicode ? "←" : "left"
    case .right: unicode ? "→" : "right"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .home: "Home"
    case .end: "End"
    case .enter: unicode ? "↵" : "enter"
    case .escape: "esc"
    case .tab: "tab"
    case .backTab: "shift-tab"
    case .backspace: "backspace"
    case .delete: "delete"
    case .function(let number): "F\(number)"
    }
  }
}
