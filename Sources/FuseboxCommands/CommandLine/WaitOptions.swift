import ArgumentParser

/// For commands that print one board.
struct WaitOptions: ParsableArguments {
  static let standard = Duration.seconds(10)

  @Option(help: "Seconds to wait for a first answer of all, without a running agent.")
  var timeout = 10

  func validate() throws {
    guard (1...600).contains(timeout) else {
      throw ValidationError("--timeout takes 1 to 600 seconds.")
    }
  }

  var patience: Duration { .seconds(timeout) }
}
