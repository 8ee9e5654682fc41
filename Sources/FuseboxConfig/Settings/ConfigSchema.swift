import FuseboxCore
import FuseboxProviders

/// The configuration's keys. docs/configuration.md is held against this by a test.
package enum ConfigSchema {
  /// The whole file, for these providers.
  package static func root(_ providers: [Provider]) -> ConfigShape {
    let names = providers.map(\.id.rawValue)
    let byName = Dictionary(
      providers.map { ($0.id.rawValue, $0) }, uniquingKeysWith: { first, _ in first })
    return .map([
      ConfigKey("version", .number(1...1), required: true, "Version of this format: 1."),
      ConfigKey(
        "profile", .text(cap: 24), default: .text("default"),
        "Name of what is watched, shown in the header and in exports: prod-eu."),
      ConfigKey("defaults", defaults),
      ConfigKey(
        "providers",
        .named(ConfigNames("provider", placeholder: "PROVIDER", allowed: names)) { name in
          ProviderSchema.shape(byName[name], siblings: names)
        }),
      ConfigKey("storage", storage),
      ConfigKey("screen", screen),
      ConfigKey("webhooks", .refused("are not built yet; take the section out")),
    ])
  }

  private static let defaults = ConfigShape.map([
    ConfigKey(
      "interval",
      .map([
        ConfigKey(
          "status", interval, default: .length(.seconds(60)),
          "How often status pages are read."),
        ConfigKey(
          "probe", interval, default: .length(.seconds(60)),
          "How often each API is tried; raised to a provider's own minimum."),
        ConfigKey(
          "usage", interval, default: .length(.seconds(900)),
          "How often meters are read; raised to a provider's own minimum."),
      ])),
    ConfigKey("breaker", breaker),
  ])

  private static let breaker = ConfigShape.map([
    ConfigKey(
      "timeout", .length(.milliseconds(100)...(.seconds(60))), default: .length(.seconds(3)),
      "A call that takes longer has failed."),
    ConfigKey(
      "error_threshold", .number(1...100), default: .number(50),
      "Per cent of failed calls at which a breaker opens."),
    ConfigKey(
      "reset_after", .length(.seconds(1)...(.seconds(600))), default: .length(.seconds(30)),
      "First wait of an open breaker before a probe; doubles up to 10 min."),
    ConfigKey(
      "minimum_calls", .number(1...10_000), default: .number(10),
      "Calls of applications in 10 s from which on these are judged; with fewer, their last five."),
  ])

  private static let storage = ConfigShape.map([
    ConfigKey(
      "directory", .absolutePath,
      "Where the databases and the control socket are; else $XDG_STATE_HOME/fusebox."),
    ConfigKey(
      "raw_days", .number(1...90), default: .number(7), "Days for which single readings are kept."),
    ConfigKey(
      "max_bytes", .number(1_000_000...100_000_000_000), default: .number(500_000_000),
      "Bytes of history beyond which the oldest readings go early."),
  ])

  private static let screen = ConfigShape.map([
    ConfigKey(
      "theme", .text(cap: 40), default: .text("dark"),
      "A shipped theme, or a file NAME.yaml in themes/ beside the configuration."),
    ConfigKey(
      "glyphs", .choice(["auto", "ascii"]), default: .text("auto"),
      "What the screen is drawn with; auto: Unicode where the locale is UTF-8."),
    ConfigKey(
      "color", .choice(["auto", "never"]), default: .text("auto"),
      "Colours; auto: those that the terminal has."),
  ])

  /// A day at most: "stale" is three intervals.
  static let interval = ConfigType.length(.seconds(1)...(.seconds(86_400)))
}
