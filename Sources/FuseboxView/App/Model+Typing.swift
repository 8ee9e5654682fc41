extension Model {
  /// The longest text that a field takes, in characters.
  private static let longest = 120

  /// A key while a text field is open: every printable one is text.
  mutating func type(_ key: Key) {
    switch key {
    case .character(let character): append(String(character))
    case .backspace, .delete: change { _ = $0.popLast() }
    case .control("u"): change { $0 = "" }
    case .enter: endTyping()
    case .escape: cancelTyping()
    default: break
    }
  }

  /// Pasted text goes into an open field as one line; elsewhere it is dropped.
  mutating func type(pasted text: String) {
    guard editing != nil else { return }
    append(String(text.map { $0.isNewline ? " " : $0 }))
  }

  private mutating func append(_ text: String) {
    let drawable = text.filter { Width.drawable($0).text == $0 }
    change { $0 = String(($0 + drawable).prefix(Self.longest)) }
  }

  private mutating func change(_ change: (inout String) -> Void) {
    switch editing {
    case .filter: change(&filter)
    case .reason:
      guard var open = sheet else { return }
      change(&open.reason)
      sheet = open
    case nil: break
    }
  }

  private mutating func endTyping() {
    if case .reason(let before) = editing, sheet?.reason.allSatisfy(\.isWhitespace) == true {
      sheet?.reason = before
    }
    editing = nil
  }

  private mutating func cancelTyping() {
    switch editing {
    case .filter: filter = ""
    case .reason(let before): sheet?.reason = before
    case nil: break
    }
    editing = nil
  }
}
