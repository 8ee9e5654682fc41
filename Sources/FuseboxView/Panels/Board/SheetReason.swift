import FuseboxCore
import FuseboxWords

/// The reason that a trip or a hold is prefilled with, from the verdict: never empty.
enum SheetReason {
  /// "THEM: page says SMS partial since 14:21"
  static func text(_ words: RowWords) -> String {
    let why = words.assessment.why
    guard words.severity != .fine, !why.isEmpty else { return "by hand; fusebox sees no trouble" }
    let said = RowWords.spoken(why)
    let since = words.since.isEmpty ? "" : " since \(words.since)"
    switch words.assessment.verdict.blame {
    case .them, .us: return "\(words.who): \(said)\(since)"
    case .ok, .unknown: return said + since
    }
  }
}
