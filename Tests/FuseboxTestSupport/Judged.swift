import FuseboxCore

extension Assessment {
  /// A row that was found so, without the inputs that would make it so.
  package static func judged(
    _ provider: ProviderID, _ severity: Severity, _ blame: Blame = .ok, at: WallTime = Scene.start
  ) -> Assessment {
    var row = Assessment(
      provider: provider, at: at, verdict: Verdict(blame: blame, cause: .fine, reason: nil),
      findings: [])
    row.find(severity)
    return row
  }

  /// Another severity from now on.
  package mutating func find(_ severity: Severity) {
    findings = severity == .fine ? [] : [Finding(.told(""), severity)]
  }
}
