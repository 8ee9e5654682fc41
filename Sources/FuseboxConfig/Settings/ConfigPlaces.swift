/// Where fusebox finds and keeps things, by the XDG base directory specification:
/// https://specifications.freedesktop.org/basedir-spec/latest/
package struct ConfigPlaces: Sendable, Equatable {
  /// The configuration to read.
  package var file: String
  /// Named by a person: then it must exist.
  package var isNamed: Bool
  /// Directories of themes of the user's own: beside the file, then in the usual place.
  package var themes: [String]
  /// Default of `storage.directory`.
  package var state: String

  /// - Parameter named: the file of `--config`, which beats `FUSEBOX_CONFIG`.
  package init(environment: [String: String], named: String? = nil) {
    let home = environment["HOME"] ?? "/"
    let config = Self.base("XDG_CONFIG_HOME", else: "\(home)/.config", environment) + "/fusebox"
    state = Self.base("XDG_STATE_HOME", else: "\(home)/.local/state", environment) + "/fusebox"
    let wanted = named ?? environment["FUSEBOX_CONFIG"].flatMap { $0.isEmpty ? nil : $0 }
    isNamed = wanted != nil
    file = wanted ?? config + "/config.yaml"
    themes = [wanted.map(Self.themesBeside), config + "/themes"].compactMap(\.self)
  }

  private static func themesBeside(_ file: String) -> String {
    let directory = file.lastIndex(of: "/").map { file[...$0] } ?? ""
    return directory + "themes"
  }

  /// A relative path in such a variable is to be ignored, says the specification.
  private static func base(
    _ variable: String, else path: String, _ environment: [String: String]
  ) -> String {
    guard let value = environment[variable], value.hasPrefix("/") else { return path }
    return value.hasSuffix("/") ? String(value.dropLast()) : value
  }
}
