import FuseboxCore
import Testing

@Suite struct TimersTests {
  /// What was called, in order.
  private final class Calls: Sendable {
    private let made = Guarded<[Int]>([])
    var list: [Int] { made.withLock { $0 } }
    func call(_ number: Int) -> @Sendable () -> Void {
      { self.made.withLock { $0.append(number) } }
    }
  }

  private func time(_ seconds: Int64) -> MonotonicTime { .zero + .seconds(seconds) }

  @Test func `calls come in the order of their times, and of their asking at one time`() {
    let calls = Calls()
    var timers = Timers()
    for (number, seconds) in [(1, 3), (2, 1), (3, 2), (4, 1)] as [(Int, Int64)] {
      _ = timers.add(at: time(seconds), calls.call(number))
    }
    #expect(timers.next == time(1))
    for body in timers.takeDue(at: time(2)) { body() }
    #expect(calls.list == [2, 4, 3])
    #expect(timers.count == 1 && timers.next == time(3))
  }

  @Test func `what is removed or taken is called no more`() {
    let calls = Calls()
    var timers = Timers()
    let first = timers.add(at: time(1), calls.call(1))
    let second = timers.add(at: time(1), calls.call(2))
    timers.remove(first)
    for body in timers.takeDue(at: time(1)) { body() }
    timers.remove(second)
    for body in timers.takeDue(at: time(9)) { body() }
    #expect(calls.list == [2] && timers.next == nil)
  }

  @Test func `random times are taken in order and none is lost`() {
    var random = SeededGenerator(seed: 7)
    var timers = Timers()
    let calls = Calls()
    let times = (0..<500).map { _ in Int.random(in: 0..<50, using: &random) }
    for seconds in times { _ = timers.add(at: time(Int64(seconds)), calls.call(seconds)) }
    for now in 0..<50 { for body in timers.takeDue(at: time(Int64(now))) { body() } }
    #expect(calls.list == times.sorted())
  }
}
