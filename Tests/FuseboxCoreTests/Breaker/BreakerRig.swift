import FuseboxCore
import Testing

/// A breaker with a clock that the test moves and a chance that repeats. Waits have no jitter
/// unless a test asks for it.
struct BreakerRig {
  var breaker: Breaker
  var random: SeededGenerator
  /// A whole number of seconds from the clock's origin: parts of the traffic window begin here.
  var now = MonotonicTime(nanoseconds: 1_000_000_000_000)
  /// Who makes the calls.
  var source = CallSource.poll
  /// Everything the breaker said, in order.
  private(set) var transitions: [Transition] = []

  init(seed: UInt64 = 1, _ adjust: (inout BreakerPolicy) -> Void = { _ in }) {
    var policy = BreakerPolicy.standard
    policy.jitter = 0
    adjust(&policy)
    breaker = Breaker(policy: policy, at: now)
    random = SeededGenerator(seed: seed)
  }

  /// Judged by traffic alone.
  static func traffic(_ adjust: (inout BreakerPolicy) -> Void = { _ in }) -> BreakerRig {
    BreakerRig {
      $0.pollWindow = 0
      adjust(&$0)
    }
  }

  /// Opened by ten failures a moment ago.
  static func opened(_ adjust: (inout BreakerPolicy) -> Void = { _ in }) -> BreakerRig {
    var rig = BreakerRig.traffic(adjust)
    rig.call("FFFFFFFFFF")
    return rig
  }

  /// Opened, and its wait is over: the next call is the probe.
  static func due(_ adjust: (inout BreakerPolicy) -> Void = { _ in }) -> BreakerRig {
    var rig = BreakerRig.opened(adjust)
    rig.advance(.seconds(30))
    return rig
  }

  var state: BreakerState { breaker.state }
  var status: BreakerSnapshot { breaker.status(at: now) }
  var causes: [String] { transitions.map(\.cause.label) }

  mutating func advance(_ duration: Duration) { now = now + duration }

  mutating func admit() -> Admission {
    let (admission, transition) = breaker.admit(at: now, from: source, using: &random)
    note(transition)
    return admission
  }

  /// The permit of a call that must be let through.
  mutating func permit() throws -> Permit {
    let admission = admit()
    guard case .permit(let permit) = admission else {
      return try #require(nil as Permit?, "refused: \(admission)")
    }
    return permit
  }

  /// The refusal of a call that must be turned away.
  mutating func refusal() throws -> Refusal {
    let admission = admit()
    guard case .refused(let refusal) = admission else {
      return try #require(nil as Refusal?, "let through: \(admission)")
    }
    return refusal
  }

  @discardableResult
  mutating func end(
    _ permit: Permit, _ outcome: Outcome = .success, took: Duration? = nil, words: String = "",
    pauseUntil: MonotonicTime? = nil, retryAfter: Duration? = nil
  ) -> Transition? {
    let transition = breaker.complete(
      permit, outcome, at: now, took: took, words: words, pauseUntil: pauseUntil,
      retryAfter: retryAfter, using: &random)
    note(transition)
    return transition
  }

  /// One call each letter, S success and F failure, each taking no time; refused ones are counted.
  @discardableResult
  mutating func call(_ letters: String, every gap: Duration = .zero) -> Int {
    var refused = 0
    for letter in letters {
      if case .permit(let permit) = admit() {
        end(permit, letter == "F" ? .failure(.server) : .success)
      } else {
        refused += 1
      }
      advance(gap)
    }
    return refused
  }

  mutating func tick() { note(breaker.tick(at: now, using: &random)) }
  mutating func trip(for length: Duration? = nil) {
    note(breaker.trip(until: length.map { now + $0 }))
  }
  mutating func hold(for length: Duration) { note(breaker.hold(until: now + length)) }
  mutating func reset() { note(breaker.reset(at: now)) }
  mutating func resetWithProbe() { note(breaker.resetWithProbe(at: now)) }
  mutating func probeNow() throws { note(try breaker.probeNow(at: now)) }

  private mutating func note(_ transition: Transition?) {
    if let transition { transitions.append(transition) }
  }
}
