/// Follows escape sequences through a text, in their 7-bit and their 8-bit form, as a terminal
/// does: what belongs to one would not be shown, from its introducer to its end, or to the end of
/// the text where none comes.
/// https://ecma-international.org/publications-and-standards/standards/ecma-48/
struct EscapeSequences {
  /// What counts as one.
  enum Extent: CaseIterable {
    case sequences
    /// Of a sequence of two bytes its ESC only.
    case longSequences
    /// Each introducer by itself.
    case nothing
  }

  private enum State {
    case ground
    /// After ESC, and the intermediate bytes that may follow it.
    case escape(intermediate: Bool)
    /// After CSI: until a final byte.
    case control
    /// A device control, operating system, privacy or application string: until ST. Only the
    /// second ends at BEL too.
    case string(endsAtBell: Bool)
  }

  private let extent: Extent
  private var state = State.ground

  init(_ extent: Extent) { self.extent = extent }

  /// Whether the scalar belongs to a sequence. One that shows nothing by itself (`isHidden`) ends
  /// none: terminals obey or ignore it, and go on.
  mutating func take(_ scalar: Unicode.Scalar, isHidden: Bool) -> Bool {
    guard extent != .nothing else { return false }
    if let next = Self.introduced(by: scalar) {
      state = next
      return true
    }
    switch (state, scalar.value) {
    case (.ground, _): return false
    case (.string(let endsAtBell), let value):
      let isEnd = [0x18, 0x1A, 0x9C].contains(value) || (endsAtBell && value == 0x07)
      if isEnd { state = .ground }
      return true
    case (_, 0x18), (_, 0x1A), (_, 0x9C):
      state = .ground
      return true
    case (_, 0x09...0x0D): return false
    case _ where isHidden: return true
    case (.escape(intermediate: false), 0x30...0x7E):
      state = Self.introduced(after: scalar)
      if case .ground = state { return extent == .sequences }
      return true
    case (.escape, 0x20...0x2F):
      state = .escape(intermediate: true)
      return true
    case (.control, 0x20...0x3F): return true
    case (.escape, 0x30...0x7E), (.control, 0x40...0x7E):
      state = .ground
      return true
    default:
      state = .ground
      return false
    }
  }

  /// ESC and the introducers of 8 bits begin anew wherever they stand.
  private static func introduced(by scalar: Unicode.Scalar) -> State? {
    switch scalar.value {
    case 0x1B: .escape(intermediate: false)
    case 0x9B: .control
    case 0x9D: .string(endsAtBell: true)
    case 0x90, 0x98, 0x9E, 0x9F: .string(endsAtBell: false)
    default: nil
    }
  }

  /// The second byte of a sequence of 7 bits.
  private static func introduced(after scalar: Unicode.Scalar) -> State {
    switch scalar {
    case "[": .control
    case "]": .string(endsAtBell: true)
    case "P", "X", "^", "_": .string(endsAtBell: false)
    default: .ground
    }
  }
}
