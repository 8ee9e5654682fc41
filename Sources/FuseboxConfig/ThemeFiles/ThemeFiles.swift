import Foundation
import FuseboxCore
import FuseboxThemes
import FuseboxView

/// Themes by name: those shipped, and files `NAME.yaml` in the themes directories of the
/// configuration, which come first.
package struct ThemeFiles {
  /// The first that has a theme of a name wins.
  private let directories: [String]

  package init(directories: [String]) { self.directories = directories }

  /// The theme, or every error of its file, one line each.
  package func theme(named name: String) throws(ConfigRejected) -> Theme {
    var errors: [String] = []
    func source(_ name: String) -> ThemeSource? {
      guard let (path, text) = text(of: name) else { return nil }
      switch text {
      case .success(let yaml):
        let file = YAMLFile(yaml, source: path)
        errors += file.errors.map(\.line)
        return file.root.map { ThemeSource(yaml: $0, file: path, name: name) }
      case .failure(let failure):
        errors.append(failure.error(in: path).line)
        return nil
      }
    }
    let wanted = source(name)
    guard errors.isEmpty, let wanted else {
      throw ConfigRejected(lines: errors.isEmpty ? [unknown(name)] : errors)
    }
    do throws(ThemeRejected) {
      let theme = try Theme.resolve(wanted, names: names, theme: source)
      if errors.isEmpty { return theme }
    } catch {
      errors += error.problems.map(\.sentence)
    }
    throw ConfigRejected(lines: errors)
  }

  private func unknown(_ name: String) -> String {
    let near = NearMiss.of(name, among: names).map { "; did you mean \($0)?" } ?? ""
    return "unknown theme \(TerminalSafe(name, cap: 40).text)\(near)"
  }

  /// Shipped and own, sorted.
  private var names: [String] {
    let own = directories.flatMap {
      (try? FileManager.default.contentsOfDirectory(atPath: $0)) ?? []
    }
    let ownNames = own.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return Set(ownNames + ShippedThemes.all.map(\.name)).sorted()
  }

  /// nil when there is no theme of this name.
  private func text(
    of name: String
  ) -> (path: String, yaml: Result<String, FileReading.Failure>)? {
    // A name is a name, not a path.
    guard !name.contains("/"), !name.hasPrefix(".") else { return nil }
    for directory in directories {
      let path = "\(directory)/\(name).yaml"
      let own = FileReading.real.text(path)
      if own != .failure(.missing) { return (path, own) }
    }
    return ShippedThemes.all.first { $0.name == name }
      .map { ("\(name) (built in)", .success($0.yaml)) }
  }
}
