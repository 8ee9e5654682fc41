import FuseboxCore
import FuseboxWords
import Testing

/// What must hold whatever happens: random runs of calls, people and time, repeatable by seed.
@Suite struct BreakerPropertyTests {
  /// One random run; `check` looks at the rig after each step.
  static func run(
    seed: UInt64, steps: Int = 400, check: (inout BreakerRig) throws -> Void = { _ in }
  ) throws -> BreakerRig {
    var rig = BreakerRig(seed: seed) {
      $0.jitter = 0.1
      $0.minimumCalls = 4
      $0.probes = Int(seed % 3) + 1
      $0.closeAfter = Int(seed % 2) + 1
      $0.closeOutOf = Int(seed % 4) + 1
    }
    var dice = SeededGenerator(seed: seed ^ 0xF05E)
    var permits: [Permit] = []
    for _ in 0..<steps {
      step(&rig, &permits, &dice)
      try check(&rig)
    }
    return rig
  }

  private static func step(
    _ rig: inout BreakerRig, _ permits: inout [Permit], _ dice: inout SeededGenerator
  ) {
    switch Int.random(in: 0..<100, using: &dice) {
    case 0..<45: if case .permit(let permit) = rig.admit() { permits.append(permit) }
    case 45..<75:
      // Never removed: the same permit ends several times, in whatever generation.
      guard let permit = permits.randomElement(using: &dice) else { return }
      rig.end(permit, outcomes.randomElement(using: &dice) ?? .success)
    case 75..<80: if let permit = permits.last { rig.breaker.cancel(permit) }
    case 80..<92: rig.advance(.milliseconds(Int64.random(in: 0..<20_000, using: &dice)))
    case 92: rig.trip(for: .seconds(Int64.random(in: 1..<60, using: &dice)))
    case 93: rig.hold(for: .seconds(Int64.random(in: 1..<60, using: &dice)))
    case 94: rig.reset()
    case 95: rig.resetWithProbe()
    case 96: try? rig.probeNow()
    default: rig.tick()
    }
  }

  private static let outcomes: [Outcome] = [
    .success, .success, .failure(.server), .failure(.transport), .failure(.server), .caller,
    .credential(.refused), .throttled(until: nil),
  ]

  @Test(arguments: 0..<40)
  func `half-open means a free slot or a live lease`(seed: UInt64) throws {
    _ = try Self.run(seed: seed) { rig in
      rig.tick()
      guard rig.status.effective == .halfOpen else { return }
      var copy = rig
      switch copy.admit() {
      case .permit(let permit): #expect(permit.isProbe)
      case .refused(let refusal) where refusal.cause == .paused:
        #expect(copy.status.pausedUntil != nil)
      case .refused(let refusal):
        #expect(refusal.cause == .probeOut)
        let retryAfter = try #require(refusal.retryAfter)
        #expect(retryAfter > .zero && retryAfter <= .seconds(4))
      }
    }
  }

  @Test(arguments: 0..<40)
  func `a late result changes the count of late ones and nothing else`(seed: UInt64) throws {
    var old: Permit?
    _ = try Self.run(seed: seed) { rig in
      rig.tick()
      if old == nil {
        old = try rig.permit()
        rig.reset()
      }
      let permit = try #require(old)
      for outcome in [Outcome.failure(.server), .success, .throttled(until: nil)] {
        var expected = rig.status
        expected.late += 1
        let transition = rig.end(permit, outcome, retryAfter: .seconds(60))
        #expect(transition == nil)
        #expect(rig.status == expected)
      }
    }
  }

  @Test(arguments: 0..<40)
  func `no run ends in a breaker that never lets a call through again`(seed: UInt64) throws {
    var rig = try Self.run(seed: seed)
    // The first day ends a lease, which may open it; the second ends that wait.
    for _ in 0..<2 {
      rig.advance(.seconds(86_400))
      rig.tick()
    }
    let permit = try rig.permit()
    #expect(rig.state == .halfOpen || permit.kind == .normal)
  }

  @Test(arguments: 0..<10)
  func `the same seed gives the same transitions and waits`(seed: UInt64) throws {
    let runs = try (0..<2).map { _ in
      try Self.run(seed: seed).transitions.map { "\($0.generation) \($0.reason.words) \($0.wait)" }
    }
    #expect(runs[0] == runs[1])
    #expect(!runs[0].isEmpty)
    let other = try Self.run(seed: seed + 1000).transitions.map(\.wait)
    let same = try Self.run(seed: seed).transitions.map(\.wait)
    #expect(other != same)
  }

  @Test(arguments: 0..<40)
  func `transitions are numbered upwards and each begins where the last one ended`(seed: UInt64)
    throws
  {
    let transitions = try Self.run(seed: seed).transitions
    for (earlier, later) in zip(transitions, transitions.dropFirst()) {
      #expect(earlier.generation < later.generation)
      #expect(earlier.to == later.from)
      #expect(earlier.after == later.before)
    }
  }

  @Test func `a permit ends once, in whatever order thousands of them end`() {
    var rig = BreakerRig.traffic { $0.errorThreshold = 101 }
    var permits: [Permit] = []
    for _ in 0..<10_000 {
      if case .permit(let permit) = rig.admit() { permits.append(permit) }
    }
    var dice = SeededGenerator(seed: 3)
    for permit in permits.shuffled(using: &dice) {
      rig.end(permit)
      rig.end(permit, .failure(.server))
    }
    #expect(rig.status.window.calls == 10_000)
    #expect(rig.status.window.failures == 0)
    #expect(rig.status.late == 10_000)
  }
}
