/// Leave to make one call. It completes exactly once: `complete` or `cancel`.
package struct Permit: Sendable, Hashable {
  package enum Kind: String, Sendable {
    case normal
    /// Decides whether a half-open breaker closes.
    case probe
    /// Passes because a person holds the breaker closed; the machine only looks on.
    case shadow
  }

  package let kind: Kind
  /// Who makes the call: it is judged with calls of its kind.
  package let source: CallSource
  /// When it was given; the call's length counts from here.
  package let start: MonotonicTime
  /// The breaker's generation it was given in; results of an older one are late.
  let generation: UInt64
  /// Its number among all permits of the breaker, from 1.
  let serial: UInt64

  package var isProbe: Bool { kind == .probe }
}
