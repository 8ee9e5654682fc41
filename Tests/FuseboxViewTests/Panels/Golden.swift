import Foundation
import FuseboxView
import Testing

/// Frames as two planes of text, beside this file: characters, and the letter of each cell's role.
enum Golden {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  /// The planes are as stored. Otherwise the actual ones are written to the temporary directory,
  /// to be looked at and perhaps adopted.
  static func expect(
    _ frame: Frame, is name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    expect(frame.textPlane(), is: "\(name).txt", sourceLocation)
    expect(frame.rolePlane(), is: "\(name).roles.txt", sourceLocation)
  }

  private static func expect(_ actual: String, is name: String, _ location: SourceLocation) {
    let stored = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
    guard stored != actual + "\n" else { return }
    let kept = FileManager.default.temporaryDirectory.appending(path: "fusebox-golden-\(name)")
    try? (actual + "\n").write(to: kept, atomically: true, encoding: .utf8)
    let lines = zip(
      (stored ?? "").split(separator: "\n", omittingEmptySubsequences: false),
      actual.split(separator: "\n", omittingEmptySubsequences: false))
    let first = lines.enumerated().first { $0.element.0 != $0.element.1 }
    let place =
      first.map { "line \($0.offset + 1)\n-\($0.element.0)\n+\($0.element.1)" } ?? "length"
    Issue.record("\(name) differs at \(place)\nactual: \(kept.path)", sourceLocation: location)
  }
}
