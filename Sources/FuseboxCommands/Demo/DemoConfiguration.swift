import ArgumentParser
import Foundation
import FuseboxCore
import FuseboxSimulator

/// The demo's configuration. It goes the way of every configuration: a file, variables, the
/// resolver. Only the poll intervals are not at their defaults.
struct DemoConfiguration {
  let addresses: Simulator.Addresses
  /// Holds the file, and everything the demo keeps.
  let directory: URL

  /// Between polls.
  private static let seconds = 2

  /// Keys that the simulated providers accept.
  static let keys: [ProviderID: Secret] = [
    "stripe": Secret("sk_test_demo_stripe"), "github": Secret("ghp_demo_github"),
  ]

  /// Writes the file and reads it.
  /// - Parameter environment: of the process; what it says of the screen goes.
  func setup(
    _ environment: [String: String], _ screen: ScreenOptions, seed: UInt64
  ) throws -> Setup {
    let file = directory.appending(path: "config.yaml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    var variables = Self.keptVariables(environment)
    for (provider, key) in Self.keys { variables[Self.variable(provider)] = key.reveal() }
    variables["DEMO_REDIS"] = addresses.redis.map { "redis://\($0.host):\($0.port)" }
    let options = try CommonOptions.parse(["--config", file.path, "--state", directory.path])
    let loader = SetupLoader(
      options: options, environment: variables, screen: screen,
      note: "polls every \(Self.seconds) s", seed: seed)
    var setup = try loader.load()
    setup.directoryIsChosenBy = "TMPDIR"
    return setup
  }

  /// What is left of the environment: neither the person's own configuration nor credentials.
  static func keptVariables(_ environment: [String: String]) -> [String: String] {
    let kept = [
      "HOME", "XDG_CONFIG_HOME", "NO_COLOR", "FUSEBOX_THEME", "FUSEBOX_GLYPHS", "FUSEBOX_COLOR",
      "FUSEBOX_ACTOR", "SUDO_USER", "SSH_CONNECTION",
    ]
    return environment.filter { kept.contains($0.key) }
  }

  private static func variable(_ provider: ProviderID) -> String {
    "DEMO_\(provider.rawValue.uppercased())"
  }

  private var text: String {
    let every = "status: \(Self.seconds)s, probe: \(Self.seconds)s"
    return """
      version: 1
      profile: demo
      defaults: {interval: {\(every), usage: \(Self.seconds)s}}
      providers:
        stripe:
      \(server("stripe"))
          credentials: {api_key: "env:\(Self.variable("stripe"))"}
          interval: {\(every), usage: \(Self.seconds)s}
          fallback: orders are kept and charged later
        github:
      \(server("github"))
          credentials: {token: "env:\(Self.variable("github"))"}
          interval: {\(every)}
          fallback: last known version shown
        redis:
          credentials: {url: "env:DEMO_REDIS"}
          limiters: [{prefix: "rl:", window: 15m, max: 100}]

      """
  }

  /// Where a simulated provider is.
  private func server(_ provider: ProviderID) -> String {
    let page = addresses.page(of: provider).map { "    page: \"\($0)\"" }
    let api = addresses.apis[provider].map { "    api: \"\($0)\"" }
    return [page, api].compactMap(\.self).joined(separator: "\n")
  }
}
