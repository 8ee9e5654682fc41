import FuseboxCore

// What a guarded call costs, for `make bench`: one line a figure, nanoseconds a call, the best of
// five runs of a million calls each.

let calls = 1_000_000

func best(_ name: String, _ call: () -> Void) {
  let clock = ContinuousClock()
  let fastest =
    (0..<5).map { _ in
      clock.measure { for _ in 0..<calls { call() } }
    }.min() ?? .zero
  print("\(name) \(Int(fastest / .nanoseconds(calls)))")
}

let start = MonotonicTime.zero
let closed = BreakerCell(policy: .standard, at: start, seed: 1)
best("closed") {
  if case .permit(let permit) = closed.admit(at: start).0 {
    _ = closed.complete(permit, .success, at: start)
  }
}

let open = BreakerCell(policy: .standard, at: start, seed: 1)
for _ in 0..<10 {
  if case .permit(let permit) = open.admit(at: start).0 {
    _ = open.complete(permit, .failure(.server), at: start)
  }
}
best("open") { _ = open.admit(at: start) }

let forced = BreakerCell(policy: .standard, at: start, seed: 1)
_ = forced.carryOut(.trip(until: nil), at: start)
best("forced-open") { _ = forced.admit(at: start) }
