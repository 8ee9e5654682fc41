/// Text from outside that can be put on a terminal, into a log, a table or a database without
/// doing anything there: one line, no control characters, no escape sequences, nothing that
/// reorders or hides what stands beside it. Apply it after the last decoding. It does not make
/// text safe for a spreadsheet: the CSV writer does.
package struct TerminalSafe: Sendable, Hashable, CustomStringConvertible {
  package let text: String

  /// - Parameter cap: most characters kept; a longer text ends in `…`.
  package init(_ raw: some StringProtocol, cap: Int = 200) {
    self.init(String(raw), cap: cap)
  }

  /// The same of a string, as most is: its loops are made for one, not for text of any kind.
  package init(_ raw: String, cap: Int = 200) {
    self.init(raw, cap: cap, dropping: .sequences)
  }

  /// - Parameter extent: how much of an escape sequence goes.
  init(_ raw: String, cap: Int, dropping extent: EscapeSequences.Extent) {
    let cap = cap.clamped(to: 0...Self.longest)
    // Most text is short and plain, and this runs for each row each second.
    if raw.utf8.count <= cap, raw.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) {
      text = raw
      return
    }
    var safe = String.UnicodeScalarView()
    var marks = Self.mostMarks
    var sequences = EscapeSequences(extent)
    // Far more scalars than `cap` characters need, so that a hostile text costs little.
    for scalar in raw.unicodeScalars.prefix(cap * 8 + 64) {
      let kind = Kind(scalar)
      // The whole of it: what stood between its halves would come together on the screen.
      guard !sequences.take(scalar, isHidden: kind == .dropped) else { continue }
      switch kind {
      case .dropped: continue
      case .space:
        safe.append(" ")
        marks = Self.mostMarks
      case .base:
        safe.append(scalar)
        marks = 0
      case .mark:
        // A mark on nothing would sit on whatever the screen has beside it.
        guard marks < Self.mostMarks else { continue }
        safe.append(scalar)
        marks += 1
      }
    }
    let clean = String(safe)
    text = clean.count > cap ? String((clean.prefix(max(0, cap - 1)) + "…").prefix(cap)) : clean
  }

  package var description: String { text }

  /// Longest text that anybody can ask for, in characters.
  static let longest = 1_000_000
  /// Marks on one character; a terminal's cell holds no more.
  private static let mostMarks = 4
}

/// What becomes of a code point.
private enum Kind {
  case base, mark, space, dropped

  init(_ scalar: Unicode.Scalar) {
    switch scalar.properties.generalCategory {
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: self = .space
    case .control where scalar.properties.isWhitespace: self = .space
    // C0, DEL and C1 (an 8-bit CSI is U+009B), bidirectional controls, tags.
    case .control, .format, .surrogate, .privateUse, .unassigned: self = .dropped
    // Zero-width and filler characters, variation selectors.
    case _ where scalar.properties.isDefaultIgnorableCodePoint: self = .dropped
    case .nonspacingMark, .enclosingMark: self = .mark
    default: self = .base
    }
  }
}

extension Comparable {
  /// The nearest value inside of `limits`.
  package func clamped(to limits: ClosedRange<Self>) -> Self {
    min(max(self, limits.lowerBound), limits.upperBound)
  }
}
