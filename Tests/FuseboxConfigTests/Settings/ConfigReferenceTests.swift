import Foundation
import FuseboxConfig
import FuseboxCore
import FuseboxProviders
import Testing

@Suite struct ConfigReferenceTests {
  private static func document(_ name: String) throws -> String {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let root = tests.deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appending(path: "docs/\(name)"), encoding: .utf8)
  }

  /// The row of a key in docs/configuration.md.
  private static func row(_ line: ConfigLine) -> String {
    let range = line.type.range.map { ", \($0)" } ?? ""
    let fallback = line.isRequired ? "required" : line.defaultValue.map { "`\($0.words)`" } ?? "–"
    return "| `\(line.path)` | \(line.type.words)\(range) | \(fallback) | \(line.meaning) |"
  }

  @Test func `the reference has one row for each key of the schema, and no other`() throws {
    let table =
      try Self.document("configuration.md").split(separator: "`PROVIDER` is one of").first ?? ""
    let rows = table.split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
    #expect(rows == ConfigSchema.root(Catalogue.builtIn.providers).lines().map(Self.row))
  }

  /// The rows of what depends on the provider.
  private static var providerRows: [String] {
    let called = Catalogue.builtIn.providers.filter(\.isCalled)
    func names(_ words: [String]) -> String { words.map { "`\($0)`" }.joined(separator: ", ") }
    func least(_ provider: Provider) -> String {
      let signals = provider.usage.isEmpty ? [Signal.probe] : [.probe, .usage]
      return signals.map { signal in
        let minimum = ConfigRules.minimumInterval(signal, provider, isLocal: false)
        return "\(signal.rawValue) \(Length.words(minimum))"
      }.joined(separator: ", ")
    }
    return called.map {
      "| `\($0.id)` | \(names($0.credentials.map(\.key))) | \(names($0.meters.map(\.id))) "
        + "| \(least($0)) |"
    }
      + Catalogue.builtIn.providers.flatMap { provider in
        provider.credentials.map {
          "| `\(provider.id)` | `\($0.key)` | \(names($0.environment)) |"
        }
      }
  }

  @Test func `the reference knows each provider's credentials, meters and variables`() throws {
    let lines = Set(try Self.document("configuration.md").split(separator: "\n").map(String.init))
    #expect(Self.providerRows.filter { !lines.contains($0) } == [])
  }

  @Test func `the reference names every variable and every place`() throws {
    let text = try Self.document("configuration.md")
    let variables = [
      "FUSEBOX_CONFIG", "FUSEBOX_STATE", "FUSEBOX_PROFILE", "FUSEBOX_THEME",
      "FUSEBOX_GLYPHS", "FUSEBOX_COLOR", "FUSEBOX_ACTOR", "NO_COLOR", "XDG_CONFIG_HOME",
      "XDG_STATE_HOME", "CREDENTIALS_DIRECTORY",
    ]
    #expect(variables.filter { !text.contains("`\($0)`") } == [])
  }

  @Test func `the example is accepted, and its limits arrive`() throws {
    let settings = try ConfigCase(try Self.document("example-config.yaml")).settings()
    #expect(settings.providers.count == 7)
    let limits = settings.providers.reduce(into: [String: LimitSetting]()) {
      $0.merge($1.limits) { $1 }
    }
    #expect(limits["volume"] == LimitSetting(tier: "Standard", limit: nil))
    #expect(limits["core_requests"]?.alertAt == 4500)
    #expect(limits["memory"]?.limit == 256 << 20)
    #expect(settings.providers.first { $0.id == "redis" }?.limiters.first?.max == 100)
  }
}
