import CNcurses
import FuseboxCore
import FuseboxView

/// Turns what ncurses read into keys, pastes and focus changes. Nothing that a terminal sends by
/// itself becomes a key, and nothing pasted does.
struct InputDecoder {
  /// Where inside of an escape sequence that ncurses does not know.
  private enum State {
    case ground
    /// An escape came: the key, or the start of a sequence.
    case escape
    /// After `ESC [`: until a final byte.
    case sequence
    /// After `ESC O`: one more byte.
    case single
  }

  private var state = State.ground
  /// The start of a character of which more bytes are to come.
  private var bytes: [UInt8] = []
  private var paste: String?
  /// The paste's end mark came; what comes right behind it may be of the paste still.
  private var isClosing = false
  /// When a paste whose end has not come is given up; nil without one.
  private(set) var pasteDeadline: MonotonicTime?
  /// How long the end of a paste may keep waiting after its last byte: a lost one must not swallow
  /// every key after it, and one that is late must not make commands of the rest.
  static let pastePatience = Duration.milliseconds(500)
  /// How long nothing may come after a paste's end mark before it is believed: a pasted text can
  /// hold the mark itself, and what stands behind it would be keys. A person's hand is slower.
  static let closingPatience = Duration.milliseconds(50)
  /// Bytes of a paste that are kept; no field takes more.
  static let longestPaste = 16_384

  /// A paste has begun and it is not certain yet that it is over.
  var isPasting: Bool { paste != nil }

  mutating func take(_ raw: RawKey) -> [TerminalInput] {
    if isPasting { return takePasted(raw) }
    switch raw {
    case .code(let code):
      let waiting = pause()
      guard code != RawKey.pasteStart else {
        paste = ""
        return waiting
      }
      return waiting + (Self.input(code).map { [$0] } ?? [])
    case .byte(let byte):
      return character(byte).map { takeCharacter($0) } ?? []
    }
  }

  /// Nothing more has come for now: an escape that waited was the key, and the rest of a
  /// sequence that was cut off is not waited for.
  mutating func pause() -> [TerminalInput] {
    defer { state = .ground }
    return state == .escape ? [.key(.escape)] : []
  }

  /// Everything that had come until `now` was taken, or nothing had (`heard` is false) and the
  /// loop woke up for something else. Hands over a paste that is over: nothing came behind its
  /// end mark, or that mark is not coming any more.
  mutating func settle(at now: MonotonicTime, heard: Bool) -> [TerminalInput] {
    guard isPasting else { return [] }
    guard !heard, let deadline = pasteDeadline else {
      pasteDeadline = now + (isClosing ? Self.closingPatience : Self.pastePatience)
      return []
    }
    return now >= deadline ? endPaste() : []
  }

  private mutating func endPaste() -> [TerminalInput] {
    guard let text = paste else { return [] }
    paste = nil
    isClosing = false
    pasteDeadline = nil
    return text.isEmpty ? [] : [.paste(text)]
  }

  private mutating func takePasted(_ raw: RawKey) -> [TerminalInput] {
    switch raw {
    case .code(RawKey.pasteEnd):
      isClosing = true
      return []
    case .code(RawKey.pasteStart):
      isClosing = false
      return []
    // The terminal itself says this, at any time.
    case .code(let code) where code == RawKey.focusGained || code == RawKey.focusLost:
      return isClosing ? Self.input(code).map { [$0] } ?? [] : []
    case .code: return []
    case .byte(let byte):
      guard let scalar = character(byte), (paste?.utf8.count ?? 0) < Self.longestPaste else {
        return []
      }
      // Terminals send a line end as the Enter key does.
      paste?.unicodeScalars.append(scalar == "\r" ? "\n" : scalar)
      return []
    }
  }

  /// The character that a byte completes. Bytes may come one by one: a slow link cuts anywhere.
  private mutating func character(_ byte: UInt8) -> Unicode.Scalar? {
    let isContinuation = byte & 0xC0 == 0x80
    if !isContinuation || bytes.count == 4 { bytes = [] }
    bytes.append(byte)
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    bytes = []
    return text.unicodeScalars.first
  }

  private mutating func takeCharacter(_ scalar: Unicode.Scalar) -> [TerminalInput] {
    switch (state, scalar.value) {
    case (.escape, 0x5B): state = .sequence
    case (.escape, 0x4F): state = .single
    case (.sequence, 0x20...0x3F): break
    case (.sequence, 0x40...0x7E), (.single, _): state = .ground
    case (_, 0x1B):
      defer { state = .escape }
      return pause()
    default: return pause() + (Self.key(scalar).map { [.key($0)] } ?? [])
    }
    return []
  }

  /// The key of a code point in raw mode; nil for one that no key sends.
  static func key(_ scalar: Unicode.Scalar) -> Key? {
    switch scalar.value {
    case 0x09: return .tab
    case 0x0A, 0x0D: return .enter
    case 0x08, 0x7F: return .backspace
    case 0x01...0x1A: return Unicode.Scalar(scalar.value + 0x60).map { .control(Character($0)) }
    case 0x00...0x1F, 0x80...0x9F: return nil
    default: return .character(Character(scalar))
    }
  }

  /// The meaning of a code; nil for those that fusebox has no use for.
  static func input(_ code: Int32) -> TerminalInput? {
    switch code {
    case RawKey.focusGained: .focus(true)
    case RawKey.focusLost: .focus(false)
    case KEY_F0 + 1...KEY_F0 + 12: .key(.function(Int(code - KEY_F0)))
    default: keys[code].map { .key($0) }
    }
  }

  private static let keys: [Int32: Key] = [
    KEY_UP: .up, KEY_DOWN: .down, KEY_LEFT: .left, KEY_RIGHT: .right,
    KEY_PPAGE: .pageUp, KEY_NPAGE: .pageDown, KEY_HOME: .home, KEY_END: .end,
    KEY_ENTER: .enter, KEY_BTAB: .backTab, KEY_BACKSPACE: .backspace, KEY_DC: .delete,
  ]
}
