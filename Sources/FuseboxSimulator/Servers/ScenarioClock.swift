import FuseboxCore

/// Time as a scenario counts it.
struct ScenarioClock: Sendable {
  let sleeper: any Sleeper
  let start: Instant

  init(_ sleeper: any Sleeper) {
    self.sleeper = sleeper
    start = sleeper.now
  }

  /// Since the start.
  var elapsed: Duration { sleeper.now.monotonic - start.monotonic }

  /// Returns early when the task is cancelled.
  func wait(_ duration: Duration) async {
    guard duration > .zero else { return }
    try? await sleeper.sleep(until: sleeper.now.monotonic + duration)
  }

  func wait(until moment: Duration) async {
    guard moment > elapsed else { return }
    try? await sleeper.sleep(until: start.monotonic + moment)
  }
}
