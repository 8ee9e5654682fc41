import Foundation
import FuseboxAgent
import FuseboxConfig
import FuseboxCore
import FuseboxStore
import FuseboxView

/// Turns options, environment and file into what the commands need.
struct SetupLoader {
  var options: CommonOptions
  var environment: [String: String]
  /// Values of other options, by the key they set.
  var screen: ScreenOptions?
  var files = FileReading.real
  /// Said in the header when polls are not at their defaults.
  var note = ""
  /// Start of all chance.
  var seed = UInt64.random(in: .min ... .max)

  /// Settings, or every error at once.
  func load() throws(ConfigRejected) -> Setup {
    let settings: Settings
    do throws(FileErrors) {
      settings = try resolver.resolve()
    } catch {
      throw ConfigRejected(lines: error.all.map(\.line))
    }
    let agent = AgentSettings(
      profile: settings.profile, version: Version.current,
      pid: ProcessInfo.processInfo.processIdentifier,
      note: note.isEmpty ? settings.banner : note, catalogue: settings.catalogue,
      providers: settings.providers, seed: seed)
    let actor = ActorIdentity.actor(
      environment: environment, uid: getuid(), login: NSUserName(), terminal: Self.terminal)
    var setup = Setup(
      settings: agent, directory: URL(filePath: settings.directory), actor: actor,
      screen: settings.screen)
    setup.themes = settings.themes
    setup.retention.readings = .seconds(settings.rawDays * 86_400)
    setup.retention.bytes = settings.maxBytes
    setup.caFile = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
    setup.warnings = settings.warnings
    setup.shown = ConfigListing.text(settings)
    return setup
  }

  /// As `load`, and the theme too: every error of both at once.
  func check() throws(ConfigRejected) -> Setup {
    var lines: [String] = []
    var setup: Setup?
    do throws(ConfigRejected) { setup = try load() } catch { lines += error.lines }
    do throws(ConfigRejected) { _ = try theme() } catch { lines += error.lines }
    guard let setup, lines.isEmpty else { throw ConfigRejected(lines: lines) }
    return setup
  }

  /// The theme, also where the rest of the configuration is wrong.
  func theme() throws(ConfigRejected) -> Theme {
    try ThemeFiles(directories: resolver.themes).theme(named: resolver.theme)
  }

  private var resolver: SettingsResolver {
    SettingsResolver(environment: environment, flags: flags, files: files)
  }

  private var flags: ConfigFlags {
    var flags = ConfigFlags()
    flags.file = options.config
    flags.showsAll = options.all
    let values: [(String, String, String?)] = [
      ("storage.directory", "--state", options.state.map { URL(filePath: $0).path }),
      ("profile", "--profile", options.profile), ("screen.theme", "--theme", screen?.theme),
      ("screen.color", "--color", screen?.color?.rawValue),
      ("screen.glyphs", "--ascii", screen?.ascii == true ? "ascii" : nil),
    ]
    for (key, option, text) in values {
      if let text { flags.values[key] = ConfigFlags.Flag(option, text) }
    }
    return flags
  }

  /// The terminal we were started from, as the kernel links it: `/dev/pts/3`.
  private static var terminal: String? {
    let link = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/0")
    return link.flatMap { $0.hasPrefix("/dev/pts/") || $0.hasPrefix("/dev/tty") ? $0 : nil }
  }
}
