import FuseboxCore
import FuseboxProviders

/// What `config show` prints: every key in force, its value and where that comes from. Names of
/// secrets, never their values.
package enum ConfigListing {
  package static func text(_ settings: Settings) -> String {
    let layer = settings.effective
    let shown = settings.providers.map(\.id.rawValue)
    let lines = ConfigSchema.root(settings.catalogue.providers)
      .lines { $0.what == "provider" ? shown : $0.allowed }
      .flatMap { paths(of: $0.path, in: layer) }
    let rows = lines.compactMap { path in
      layer[path].map { (path, $0.value.words, $0.origin.words) }
    }
    let wide = rows.map(\.0.count).max() ?? 0
    let wider = rows.map { min(40, $0.1.count) }.max() ?? 0
    return rows.map { path, value, origin in
      "\(padded(path, wide))  \(padded(value, wider))  \(origin)\n"
    }.joined()
  }

  /// A key of a list, once for each item.
  private static func paths(of path: String, in layer: ConfigLayer) -> [String] {
    guard let list = path.firstRange(of: "[]") else { return [path] }
    let items = (0...).lazy
      .map { path[..<list.lowerBound] + "[\($0)]" + path[list.upperBound...] }
      .prefix { layer[$0] != nil }
    return Array(items)
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}
