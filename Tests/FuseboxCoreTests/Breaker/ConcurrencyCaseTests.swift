import FuseboxCore
import Testing

/// Cases 64…74: many callers, the order of what happened, start and end.
@Suite struct ConcurrencyCaseTests {
  static func cell(_ adjust: (inout BreakerPolicy) -> Void = { _ in }) -> BreakerCell {
    var policy = BreakerPolicy.standard
    policy.pollWindow = 0
    policy.jitter = 0
    adjust(&policy)
    return BreakerCell(policy: policy, at: .zero, seed: 1)
  }

  /// One call that ends at once; the transitions it caused.
  static func call(
    _ cell: BreakerCell, _ outcome: Outcome, at now: MonotonicTime = .zero
  ) -> [Transition] {
    let (admission, first) = cell.admit(at: now)
    guard case .permit(let permit) = admission else { return [first].compactMap(\.self) }
    return [first, cell.complete(permit, outcome, at: now)].compactMap(\.self)
  }

  @Test func `64: ten callers with ten thousand calls each are counted exactly`() async {
    let cell = Self.cell { $0.errorThreshold = 101 }
    await withTaskGroup { group in
      for _ in 0..<10 {
        group.addTask {
          for index in 0..<10_000 {
            _ = Self.call(cell, index.isMultiple(of: 4) ? .failure(.server) : .success)
          }
        }
      }
    }
    let status = cell.status(at: .zero)
    #expect(status.window.calls == 100_000)
    #expect(status.window.failures == 25_000)
    #expect(status.late == 0)
    #expect(status.refused == 0)
  }

  @Test func `65: whoever hears of a transition may ask and change the breaker`() {
    let cell = Self.cell()
    var heard: Transition?
    for _ in 0..<10 { heard = Self.call(cell, .failure(.server)).last ?? heard }
    #expect(heard?.to == .open)
    #expect(cell.status(at: .zero).generation == heard?.generation)
    let (before, after) = cell.carryOut(.trip(until: nil), at: .zero)
    #expect(before == .open && after == .forcedOpen)
    #expect(cell.status(at: .zero).effective == .forcedOpen)
  }

  @Test func `66: transitions of many callers form one chain when put in order`() async {
    let cell = Self.cell { $0.resetAfter = .zero }
    let transitions = await withTaskGroup(of: [Transition].self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<500).flatMap { step in
            Self.call(cell, (step + task).isMultiple(of: 3) ? .success : .failure(.server))
          }
        }
      }
      return await group.reduce(into: []) { $0 += $1 }
    }
    let ordered = transitions.sorted { $0.generation < $1.generation }
    #expect(ordered.count > 10)
    #expect(ordered.first?.from == .closed)
    #expect(ordered.last?.to == cell.status(at: .zero).state)
    for (earlier, later) in zip(ordered, ordered.dropFirst()) {
      #expect(earlier.to == later.from)
      #expect(earlier.generation + 1 == later.generation)
    }
  }

  @Test func `only one of many concurrent callers gets the probe`() async {
    let cell = Self.cell()
    for _ in 0..<10 { _ = Self.call(cell, .failure(.server)) }
    let due = MonotonicTime.zero + .seconds(30)
    let admitted = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<100 {
        group.addTask { if case (.permit, _) = cell.admit(at: due) { true } else { false } }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(admitted == 1)
    #expect(cell.status(at: due).refused == 99)
  }

  @Test func `67: stopped it refuses, and nothing changes it any more`() throws {
    var rig = BreakerRig.due()
    let probe = try rig.permit()
    rig.breaker.stop()
    let transitions = rig.transitions.count
    rig.end(probe, .failure(.server))
    rig.trip()
    rig.reset()
    rig.advance(.seconds(86_400))
    rig.tick()
    let refusal = try rig.refusal()
    #expect(refusal == Refusal(cause: .stopped, retryAfter: nil))
    #expect(rig.transitions.count == transitions)
    #expect(rig.state == .halfOpen)
  }

  @Test(
    arguments: [
      (.open, 30, 12, 12), (.open, 30, 500, 30), (.open, 30, -500, 0), (.open, -1, 5, 0),
      (.halfOpen, 60, 40, 0),
    ] as [(BreakerState, Int64, Int64, Int64)])
  func `68: a stored open state waits for the rest of its wait, an old one probes at once`(
    stored: BreakerState, wait: Int64, remaining: Int64, rest: Int64
  ) throws {
    var rig = BreakerRig()
    rig.breaker.restore(
      stored, attempt: 3, wait: .seconds(wait), remaining: .seconds(remaining), at: rig.now)
    #expect(rig.status.probeAt == rig.now + .seconds(rest))
    #expect(rig.status.window.calls == 0)
    rig.advance(.seconds(rest))
    rig.call("F")
    #expect(rig.status.attempt == 4)
    #expect(rig.status.wait == .seconds(240))
  }

  @Test func `a trip that had just ended is half-open again, not an opening`() {
    var rig = BreakerRig()
    rig.breaker.restore(.halfOpen, attempt: 0, wait: .zero, remaining: .zero, at: rig.now)
    #expect(rig.state == .halfOpen)
    #expect(rig.status.attempt == 0)
  }

  @Test func `a stored closed state restores nothing, and an absurd wait is cut`() {
    var closed = BreakerRig()
    closed.breaker.restore(
      .closed, attempt: 9, wait: .seconds(600), remaining: .seconds(600), at: closed.now)
    #expect(closed.state == .closed)
    #expect(closed.status.attempt == 0)
    var absurd = BreakerRig()
    absurd.breaker.restore(
      .open, attempt: .max, wait: .seconds(1 << 40), remaining: .seconds(1 << 40), at: absurd.now)
    #expect(absurd.status.probeAt == absurd.now + .seconds(900))
    absurd.advance(.seconds(900))
    absurd.call("F")
    #expect(absurd.status.wait == .seconds(600))
  }

  @Test func `69: after an hour of suspend old calls are gone and one probe goes out`() {
    var open = BreakerRig.opened()
    open.advance(.seconds(3600))
    let refused = open.call("FFFFF")
    #expect(refused == 4)
    var closed = BreakerRig()
    closed.call("FF")
    closed.advance(.seconds(3600))
    closed.call("F")
    #expect(closed.state == .closed)
    #expect(closed.status.window.calls == 1)
  }

  @Test func `time that seems to go back moves nothing and traps nothing`() throws {
    var rig = BreakerRig()
    rig.call("SF")
    rig.now = MonotonicTime(nanoseconds: -5_000_000_000)
    rig.call("S")
    #expect(rig.status.window.calls == 3)
    #expect(rig.state == .closed)
  }
}
