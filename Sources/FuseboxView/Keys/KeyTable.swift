/// Every key that is built. Small letters look, capital letters change; in a sheet the letters
/// that it shows count, and nothing else.
package enum KeyTable {
  /// In the order of the help.
  package static let all = looking + changing + sheets

  /// What a key does in a context; nil when it does nothing.
  package static func binding(for key: Key, in context: Context) -> KeyBinding? {
    all.first { $0.contexts.contains(context) && $0.keys.contains(key) }
  }

  /// What the bottom line of a context shows, the most needed first; more on a wide screen.
  static func hints(in context: Context, isWide: Bool) -> [KeyBinding] {
    (isWide ? wideHints : narrowHints)[context] ?? []
  }

  private static let narrowHints = hints(isWide: false)
  private static let wideHints = hints(isWide: true)

  private static func hints(isWide: Bool) -> [Context: [KeyBinding]] {
    Dictionary(
      uniqueKeysWithValues: Context.allCases.map { context in
        let ids = hintIDs(in: context, isWide: isWide)
        return (
          context,
          ids.compactMap { id in all.first { $0.id == id && $0.contexts.contains(context) } }
        )
      })
  }

  private static func hintIDs(in context: Context, isWide: Bool) -> [KeyID] {
    switch context {
    case .board where isWide:
      [
        .open, .trip, .reset, .hold, .probe, .filter, .next, .refresh, .pause, .copy, .export,
        .help, .quit,
      ]
    case .detail where isWide:
      [.back, .trip, .reset, .hold, .probe, .next, .refresh, .pause, .copy, .export, .help]
    case .board: [.open, .trip, .reset, .probe, .filter, .next, .export, .help, .quit]
    case .detail: [.back, .trip, .reset, .probe, .next, .copy, .export, .help]
    case .help: [.back, .down, .up, .quit]
    case .length: [.confirm, .leave, .shorter, .longer, .editReason]
    case .reset: [.probeFirst, .confirm, .leave, .editReason]
    case .confirm: [.confirm, .leave, .editReason]
    case .export: [.json, .csv, .leave]
    }
  }

  /// The table as Markdown, for the docs.
  package static var markdown: String {
    var lines = ["| key | where | what |", "|---|---|---|"]
    for binding in all {
      let keys = binding.keys.map { "`\(KeyWords.word($0))`" }.joined(separator: " ")
      let places = Context.allCases.filter { binding.contexts.contains($0) }
      let isEverywhere = places.count == Context.allCases.count
      let wording = isEverywhere ? "everywhere" : places.map(\.words).joined(separator: ", ")
      lines.append("| \(keys) | \(wording) | \(binding.help) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

extension Context {
  /// For people.
  package var words: String {
    switch self {
    case .board, .detail, .help: rawValue
    case .length: "sheets of T and H"
    case .reset: "sheet of R"
    case .confirm: "sheets of P and U"
    case .export: "sheet of e"
    }
  }
}
