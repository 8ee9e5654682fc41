import Foundation
import Testing

/// `Package.swift` declares what each target imports, and nothing else: the compiler takes an import
/// that only another target declares, and one that nobody needs.
@Suite struct ManifestTests {
  private static let system: Set = [
    "Dispatch", "Foundation", "FoundationEssentials", "Glibc", "Synchronization", "Testing",
  ]

  @Test func `every target declares what it imports and no more`() throws {
    let targets = try Self.targets()
    #expect(targets.count > 30)
    for target in targets {
      let imported = try SourceTree.files(below: target.folder)
        .flatMap { $0.lines.compactMap(ImportTableTests.importedModule) }
      #expect(
        Set(imported).subtracting(Self.system) == target.dependencies,
        "\(target.folder) imports, and Package.swift declares")
    }
  }

  private struct Target {
    let folder: String
    let dependencies: Set<String>
  }

  private static func targets() throws -> [Target] {
    let manifest = SourceTree.root.appending(path: "Package.swift")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    let starts = text.matches(
      of: /\n {4}\.(target|executableTarget|testTarget)\(\s*name: "(\w+)"/)
    return starts.enumerated().map { place, match in
      let end = place + 1 < starts.count ? starts[place + 1].range.lowerBound : text.endIndex
      let rest = text[match.range.upperBound..<end]
      let root = match.output.1 == "testTarget" ? "Tests" : "Sources"
      let folder = rest.firstMatch(of: /path: "([^"]+)"/).map { String($0.output.1) }
      let declared = rest.firstMatch(of: /dependencies: \[([^\]]*)\]/)?.output.1 ?? ""
      let names = declared.replacing(/, package: "[^"]+"/, with: "").matches(of: /"(\w+)"/)
      return Target(
        folder: folder ?? "\(root)/\(match.output.2)",
        dependencies: Set(names.map { String($0.output.1) }))
    }
  }
}
