import FuseboxCore

/// Lengths of time in few words: `18 s`, `4 min`, `2 h`, `3 d`.
package enum Span {
  /// Rounded down to the largest unit that fits at least once; at least `0 s`.
  package static func words(_ length: Duration) -> String {
    let seconds = max(0, length.milliseconds / 1000)
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min"
    case ..<172_800: return "\(seconds / 3600) h"
    default: return "\(seconds / 86_400) d"
    }
  }
}
