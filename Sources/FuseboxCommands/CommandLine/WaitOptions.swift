import ArgumentParser

/// For commands that print one board.
struct WaitOptions: ParsableArguments {
  private static let seconds = 10
  static let standard = Duration.seconds(seconds)

  @Option(help: "Seconds to wait for a first answer of all, without a running agent.")
  var timeout = Self.seconds

  func validate() throws {
    guard (1...600).contains(timeout) else {
      throw ValidationError("--timeout takes 1 to 600 seconds.")
    }
  }

  var patience: Duration { .seconds(timeout) }
}
