/// The verdicts that were published of a provider.
@usableFromInline
package struct VerdictFacet: Sendable, Equatable {
  package var latest: VerdictChange?
  /// Last moment at which the published verdict was ok.
  package var lastOkAt: WallTime?

  package init() {}

  /// Folds the beginning of a verdict.
  mutating func apply(_ change: VerdictChange, at time: WallTime) -> Change.Fact? {
    let before = latest
    if before?.verdict.blame == .ok, change.verdict.blame != .ok { lastOkAt = time }
    latest = change
    guard before?.verdict.cause != change.verdict.cause else { return nil }
    guard before != nil || change.verdict.blame != .ok else { return nil }
    return .verdict(change.verdict)
  }
}
