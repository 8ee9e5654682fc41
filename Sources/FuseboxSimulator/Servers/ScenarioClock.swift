import FuseboxCore

/// Time as a scenario counts it.
struct ScenarioClock: Sendable {
  let loop: any Loop
  let start: Instant

  init(_ loop: any Loop) {
    self.loop = loop
    start = loop.now
  }

  /// Since the start.
  var elapsed: Duration { loop.now.monotonic - start.monotonic }

  /// Returns early when the task is cancelled.
  func wait(_ duration: Duration) async {
    guard duration > .zero else { return }
    try? await loop.sleep(until: loop.now.monotonic + duration)
  }

  func wait(until moment: Duration) async {
    guard moment > elapsed else { return }
    try? await loop.sleep(until: start.monotonic + moment)
  }
}
