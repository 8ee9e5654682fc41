import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxCommands

@Suite struct BreakerLineTests {
  private static let at = WallTime(milliseconds: 1_795_444_327_000)

  private func state(_ override: Override? = nil) -> ProviderState {
    var state = ProviderState(facts: ProviderFacts.probed("stripe"))
    state.breaker.status = BreakerStatus(
      provider: "stripe", at: Self.at, state: .open, since: Self.at,
      window: JudgedWindow(kind: .polls, calls: 5, failures: 3, useless: 3, minimum: 3),
      threshold: 50)
    state.breaker.override = override
    state.breaker.status?.forced = override?.kind
    return state
  }

  @Test func `a breaker shows its state and what it judged`() {
    #expect(BreakerLine.text(state()) == "stripe      open           3 of 5 calls failed")
  }

  @Test(
    arguments: [
      (60, "until 14:33:07"), (30 * 86_400, "until 23 Dec 14:32:07"), (nil, "until reset"),
    ] as [(Int64?, String)])
  func `a hold shows who, until when and why`(seconds: Int64?, end: String) {
    let hold = Override(
      provider: "stripe", kind: .forcedOpen, actor: Scene.mara, reason: "bad deploy",
      since: Self.at, until: seconds.map { Self.at + .seconds($0) }, revision: 1)
    #expect(
      BreakerLine.text(state(hold)) == "stripe      forced_open    mara \(end): bad deploy")
  }

  @Test func `a provider watched by its page has none`() {
    let state = ProviderState(facts: ProviderFacts.pageOnly("auth0"))
    #expect(BreakerLine.text(state) == "auth0       none           page only")
  }

  @Test func `an audit row names the change, the person and what the system knows of them`() {
    let record = AuditRecord(
      id: "b-1", at: Self.at, provider: "stripe", action: .trip, actor: Scene.mara,
      reason: "bad deploy", from: .closed, to: .forcedOpen, override: nil, revision: 1)
    #expect(
      BreakerLine.text(record)
        == "2026-11-23T14:32:07.000Z  stripe      trip     closed → forced_open  "
        + "mara (FUSEBOX_ACTOR, uid 1000): bad deploy")
  }
}
