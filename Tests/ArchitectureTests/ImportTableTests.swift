import Testing

@Suite struct ImportTableTests {
  /// What each target may import besides itself; the one place where the table stands in code.
  static let allowed: [String: Set<String>] = [
    "FuseboxCore": ["Synchronization"],
    "FuseboxProviders": ["FuseboxCore", "Foundation", "FoundationEssentials"],
    "FuseboxWords": ["FuseboxCore"],
    "FuseboxWire": ["FuseboxCore", "FuseboxWords", "FoundationEssentials"],
    "FuseboxView": ["FuseboxCore", "FuseboxWords"],
    "FuseboxAgent": ["FuseboxCore", "FuseboxProviders", "FuseboxWire"],
    "FuseboxStore": ["FuseboxCore", "FuseboxWire", "GRDB", "Foundation", "Dispatch"],
    "FuseboxNet": ["FuseboxCore", "FuseboxWire", "CCurl", "Foundation", "Glibc"],
    "FuseboxListener": [
      "FuseboxCore", "HummingbirdCore", "NIOCore", "NIOPosix", "HTTPTypes", "Logging", "Foundation",
      "Glibc",
    ],
    "FuseboxTerminal": ["FuseboxCore", "FuseboxView", "CNcurses", "Glibc"],
    "FuseboxSimulator": ["FuseboxCore", "FuseboxProviders", "FuseboxListener", "Foundation"],
    "FuseboxSystem": ["FuseboxCore", "Foundation", "Glibc"],
    "FuseboxConfig": [
      "FuseboxCore", "FuseboxProviders", "FuseboxView", "FuseboxSimulator", "FuseboxThemes",
      "FuseboxScenarios", "Yams",
      "Foundation",
    ],
    "FuseboxCommands": [
      "FuseboxCore", "FuseboxProviders", "FuseboxWire", "FuseboxView", "FuseboxAgent",
      "FuseboxStore", "FuseboxNet", "FuseboxListener", "FuseboxTerminal", "FuseboxSimulator",
      "FuseboxSystem", "FuseboxConfig", "FuseboxWords", "ArgumentParser", "Foundation",
    ],
    "fusebox": ["FuseboxCommands"],
  ]

  /// Files that may import more than their target, and why.
  static let exceptions: [String: Set<String>] = [
    // The pthread lock that the thread sanitizer can see into.
    "Sources/FuseboxCore/Guarded.swift": ["Glibc"]
  ]

  @Test func `every import stands in the table`() throws {
    for file in try SourceTree.files(below: "Sources") {
      let table = try #require(Self.allowed[file.target], "\(file.target) is not in the table")
      let extra = Self.exceptions[file.path] ?? []
      for line in file.lines {
        guard let module = Self.importedModule(line) else { continue }
        #expect(
          table.contains(module) || extra.contains(module), "\(file.path) imports \(module)")
      }
    }
  }

  @Test(
    arguments: [
      ("import GRDB", "GRDB"), ("  import Glibc", "Glibc"), ("package import A", "A"),
      ("@preconcurrency import B", "B"), ("@testable import C", "C"),
      ("import struct Foundation.URL", "Foundation"),
      ("// import C", nil), ("let important = 1", nil),
    ] as [(String, String?)])
  func `an import line names its module`(line: String, module: String?) {
    #expect(Self.importedModule(line) == module)
  }

  static func importedModule(_ line: String) -> String? {
    var words = line.split(separator: " ").map(String.init)
    let modifiers: Set = [
      "package", "internal", "private", "public", "@preconcurrency", "@testable",
    ]
    while let first = words.first, modifiers.contains(first) || first.hasPrefix("@_") {
      words.removeFirst()
    }
    guard words.first == "import" else { return nil }
    words.removeFirst()
    let kinds: Set = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
    if let first = words.first, kinds.contains(first) { words.removeFirst() }
    return words.first.map { String($0.prefix { $0 != "." }) }
  }
}
