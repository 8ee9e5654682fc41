import ArgumentParser
import Foundation
import FuseboxCore
import FuseboxThemes
import FuseboxView

/// Themes by name: those shipped, and files `NAME.yaml` in the themes directory of the
/// configuration, which come first.
enum ThemeFiles {
  /// Ends the program with every error of the theme's file, one line each.
  static func theme(named name: String, environment: [String: String]) throws -> Theme {
    let directory = directory(environment)
    var errors: [String] = []
    func source(_ name: String) -> ThemeSource? {
      guard let text = text(of: name, in: directory) else { return nil }
      let file = YAMLFile(text.yaml, source: text.path)
      errors += file.errors.map(\.line)
      return file.root.map { ThemeSource(yaml: $0, file: text.path, name: name) }
    }
    guard let wanted = source(name) else {
      let near = NearMiss.of(name, among: names(directory)).map { "; did you mean \($0)?" } ?? ""
      Output.complain("unknown theme \(TerminalSafe(name, cap: 40).text)\(near)")
      throw ExitCode(1)
    }
    do throws(ThemeRejected) {
      let theme = try Theme.resolve(wanted, names: names(directory), theme: source)
      if errors.isEmpty { return theme }
    } catch {
      errors += error.problems.map(\.sentence)
    }
    for line in errors { Output.complain(line) }
    throw ExitCode(1)
  }

  /// Shipped and own, sorted.
  static func names(_ directory: URL) -> [String] {
    let own = (try? FileManager.default.contentsOfDirectory(atPath: directory.path)) ?? []
    let ownNames = own.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }
    return Set(ownNames + ShippedThemes.all.map(\.name)).sorted()
  }

  private static func directory(_ environment: [String: String]) -> URL {
    URL(filePath: ConfigPlaces(environment: environment).themes)
  }

  private static func text(of name: String, in directory: URL) -> (yaml: String, path: String)? {
    // A name is a name, not a path.
    guard !name.contains("/"), !name.hasPrefix(".") else { return nil }
    let path = directory.appending(path: "\(name).yaml").path
    if let own = try? String(contentsOfFile: path, encoding: .utf8) { return (own, path) }
    return ShippedThemes.all.first { $0.name == name }.map { ($0.yaml, "\(name) (built in)") }
  }
}
