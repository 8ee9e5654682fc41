import FuseboxConfig

/// A configuration in memory: no test touches the real environment or the user's files.
struct ConfigCase {
  var yaml: String?
  var environment: [String: String] = [:]
  var flags = ConfigFlags()
  /// More files, by path.
  var files: [String: FileReading.Contents] = [:]

  static let path = "/home/mara/.config/fusebox/config.yaml"

  init(_ yaml: String? = nil, environment: [String: String] = [:]) {
    self.yaml = yaml
    self.environment = environment
  }

  func settings() throws(FileErrors) -> Settings {
    var files = files
    files[Self.path] = yaml.map { FileReading.Contents(bytes: Array($0.utf8)) }
    var environment = environment
    environment["HOME"] = "/home/mara"
    let known = files
    let resolver = SettingsResolver(
      environment: environment, flags: flags,
      files: FileReading { path in known[path].map { .success($0) } ?? .failure(.missing) })
    return try resolver.resolve()
  }

  /// Every message, without the path before it; empty when all is well.
  var complaints: [String] {
    do throws(FileErrors) {
      _ = try settings()
      return []
    } catch {
      return error.all.map { $0.line.replacing("\(Self.path):", with: "") }
    }
  }
}
