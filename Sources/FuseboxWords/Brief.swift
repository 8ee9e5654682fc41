import FuseboxCore

/// Lengths of time for narrow columns: `18s`, `4m`, `2h`, `3d`.
package enum Brief {
  /// The largest unit that fits at least once, rounded down: at most three cells up to 99 days,
  /// never more than four.
  package static func words(_ length: Duration) -> String {
    let seconds = max(0, length.milliseconds / 1000)
    switch seconds {
    case ..<60: return "\(seconds)s"
    case ..<3600: return "\(seconds / 60)m"
    case ..<86_400: return "\(seconds / 3600)h"
    default: return "\(min(999, seconds / 86_400))d"
    }
  }

  /// A call's length: `<1 ms`, `180 ms`, `2.4 s`, `61 s`; at most six cells.
  /// - Parameter microseconds: negative counts as zero.
  package static func call(microseconds: Int64) -> String {
    let milliseconds = max(0, microseconds) / 1000
    switch milliseconds {
    case ..<1: return "<1 ms"
    case ..<1000: return "\(milliseconds) ms"
    case ..<10_000: return "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
    default: return "\(min(9999, milliseconds / 1000)) s"
    }
  }
}
