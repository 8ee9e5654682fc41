import Foundation

/// The project's Swift files as text.
enum SourceTree {
  struct File {
    /// Relative to the project's root: `Sources/FuseboxCore/Secret.swift`.
    let path: String
    let lines: [String]

    /// The target it belongs to.
    var target: String { String(path.split(separator: "/")[1]) }
  }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every Swift file below `folder`, sorted by path.
  static func files(below folder: String) throws -> [File] {
    let start = root.appending(path: folder)
    let names = FileManager.default.enumerator(atPath: start.path)?.compactMap { $0 as? String }
    return try (names ?? []).filter { $0.hasSuffix(".swift") }.sorted().map { name in
      let text = try String(contentsOf: start.appending(path: name), encoding: .utf8)
      return File(path: "\(folder)/\(name)", lines: text.components(separatedBy: "\n"))
    }
  }
}
