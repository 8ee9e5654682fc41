/// How far a wait that a provider states (Retry-After) is kept: whoever asks for an hour is looked
/// at after fifteen minutes all the same.
package enum StatedWait {
  package static let shortest = Duration.seconds(1)
  package static let longest = Duration.seconds(900)

  /// What is kept of a stated wait.
  static func kept(_ stated: Duration) -> Duration { min(max(stated, shortest), longest) }
}
