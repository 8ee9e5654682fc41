import FuseboxCore
import FuseboxSimulator
import FuseboxStore
import FuseboxWords

/// What happened, in three lines, read back from the databases.
enum DemoSummary {
  static func lines(
    _ setup: Setup, _ tally: CheckoutTally, _ loop: SystemLoop
  ) async -> [String] {
    let journal = setup.journal(loop)
    _ = await journal.recover()
    let stored: (changes: [Change], audit: [AuditRecord])
    do throws(CommandRefusal) {
      stored.changes = try await journal.changes(provider: nil, since: nil, limit: 1000).reversed()
      stored.audit = try await journal.audit(provider: nil, limit: 100)
    } catch {
      await journal.close()
      return [error.sentence]
    }
    await journal.close()
    let (changes, audit) = stored
    let openings = changes.filter {
      if case .breaker(_, .open, _) = $0.fact { true } else { false }
    }
    let first = openings.first.map { "first \($0.provider) at \($0.at.clock), \($0.why)" } ?? "none"
    let verdicts = changes.filter { $0.kind == .verdict && ["THEM", "US"].contains($0.what) }
      .map { "\($0.provider) \($0.what)" }
    var told: [String] = []
    for verdict in verdicts where !told.contains(verdict) { told.append(verdict) }
    let fallbacks = tally.fallbacks.values.reduce(0, +)
    return [
      "breakers opened \(openings.count) times: \(first)",
      "verdicts: \(told.isEmpty ? "all ok" : told.joined(separator: ", "))",
      "\(audit.filter { $0.action != .expire }.count) changes by people audited; the shop used its"
        + " fallback \(fallbacks) times and turned \(tally.limited) requests away",
    ]
  }
}
