import FuseboxCore
import FuseboxProviders

/// Makes `Settings` of flags, variables, the file, what is detected, and the defaults: a later
/// one of default < detected < file < environment < flag wins. Pure, given the files.
package struct SettingsResolver {
  private let environment: [String: String]
  private let flags: ConfigFlags
  private let files: FileReading
  private let catalogue: Catalogue
  private let schema: ConfigShape
  private let places: ConfigPlaces
  private let credentials: CredentialResolver

  package init(
    environment: [String: String], flags: ConfigFlags = ConfigFlags(),
    files: FileReading = .real, catalogue: Catalogue = .builtIn
  ) {
    self.environment = environment
    self.flags = flags
    self.files = files
    self.catalogue = catalogue
    schema = ConfigSchema.root(catalogue.providers)
    places = ConfigPlaces(environment: environment, named: flags.file)
    credentials = CredentialResolver(environment: environment, files: files)
  }

  /// The settings, or all that is wrong at once.
  package func resolve() throws(FileErrors) -> Settings {
    let layers = layers()
    var (effective, errors) = (layers.effective, layers.errors)
    let shown = shownProviders(layers.file)
    let builder = WatchedProviderBuilder(
      resolver: credentials, file: layers.file, source: places.file)
    let watched = shown.providers.map { provider in
      let built = builder.build(provider, &effective)
      errors += built.errors
      return built.watched
    }
    guard errors.isEmpty else { throw FileErrors(errors) }
    return Settings(
      profile: effective.text("profile"), catalogue: catalogue, providers: watched,
      directory: effective.text("storage.directory"), rawDays: effective.number("storage.raw_days"),
      maxBytes: effective.number("storage.max_bytes"), screen: ScreenSettings(effective),
      themes: themes, banner: shown.banner, warnings: layers.warnings, effective: effective)
  }

  /// The theme's name, also where other things are wrong.
  package var theme: String { layers().effective.text("screen.theme") }

  /// Where themes of the user's own are looked for.
  package var themes: [String] { places.themes }

  private struct Layers {
    var file: ConfigLayer
    var effective: ConfigLayer
    var errors: [FileError]
    var warnings: [String]
  }

  private func layers() -> Layers {
    var errors: [FileError] = []
    let file = readFile(&errors)
    let outer = OuterLayers(environment: environment, flags: flags, schema: schema)
    var effective = defaults()
    effective.cover(with: file)
    effective.cover(with: outer.environment)
    effective.cover(with: outer.flags)
    return Layers(
      file: file, effective: effective, errors: errors + outer.errors, warnings: outer.warnings)
  }

  private func readFile(_ errors: inout [FileError]) -> ConfigLayer {
    switch files.text(places.file) {
    case .success(let text):
      let reader = ConfigReader(text, source: places.file, schema: schema)
      errors += reader.errors
      errors += ConfigRules.check(reader.layer, source: places.file, providers: catalogue.providers)
      return reader.layer
    case .failure(.missing) where !places.isNamed: return ConfigLayer()
    case .failure(let failure):
      errors.append(failure.error(in: places.file))
      return ConfigLayer()
    }
  }

  private func defaults() -> ConfigLayer {
    var layer = ConfigLayer()
    for line in schema.lines(names: { _ in [] }) {
      layer[line.path] = line.defaultValue.map { ConfigLayer.Entry($0, .default) }
    }
    layer["version"] = ConfigLayer.Entry(.number(1), .default)
    layer["storage.directory"] = ConfigLayer.Entry(.text(places.state), .default)
    return layer
  }

  /// With neither configuration nor credential every status page; with any, only those.
  private func shownProviders(_ file: ConfigLayer) -> (providers: [Provider], banner: String) {
    func isEnabled(_ provider: Provider) -> Bool {
      file[ConfigPath.provider(provider.id, "enabled")]?.value != .flag(false)
    }
    let enabled = catalogue.providers.filter(isEnabled)
    let chosen = enabled.filter {
      file["providers.\($0.id)"] != nil || credentials.isDetected($0)
    }
    if flags.showsAll { return (enabled, "") }
    guard chosen.isEmpty else { return (chosen, "") }
    return (enabled, "no configuration and no credentials found: status pages only")
  }
}

extension ConfigLayer {
  /// A key that the schema gives a default of this type.
  fileprivate func text(_ path: String) -> String {
    if case .text(let text)? = self[path]?.value { text } else { "" }
  }

  func number(_ path: String) -> Int64 {
    if case .number(let number)? = self[path]?.value { number } else { 0 }
  }

  func length(_ path: String) -> Duration {
    if case .length(let length)? = self[path]?.value { length } else { .zero }
  }
}

extension ScreenSettings {
  fileprivate init(_ layer: ConfigLayer) {
    self.init(
      theme: layer.text("screen.theme"),
      glyphs: Glyphs(rawValue: layer.text("screen.glyphs")) ?? .auto,
      color: Color(rawValue: layer.text("screen.color")) ?? .auto)
  }
}
