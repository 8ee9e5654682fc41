import Testing

@Suite struct UnsafeCodeTests {
  /// Two targets own a C library each, one starts processes, one file is a lock, one an executor;
  /// nothing else may be unsafe, but that an actor names its executor: there is only an unowned
  /// reference for it.
  static func mayBeUnsafe(_ path: String) -> Bool {
    path.hasPrefix("Sources/FuseboxNet/") || path.hasPrefix("Sources/FuseboxTerminal/")
      || path.hasPrefix("Sources/FuseboxSystem/Process/")
      || path == "Sources/FuseboxCore/Guarded.swift"
      || path == "Sources/FuseboxListener/EventLoopExecutor.swift"
  }

  @Test func `unsafe code stands only where the design allows it`() throws {
    let words = ["unsafe ", "@unchecked", "nonisolated(unsafe)", "@unsafe", "UnsafeMutable"]
    for file in try SourceTree.files(below: "Sources") where !Self.mayBeUnsafe(file.path) {
      for (number, line) in file.lines.enumerated()
      where !Self.isComment(line) && !line.hasSuffix(".asUnownedSerialExecutor()") {
        for word in words {
          #expect(!line.contains(word), "\(file.path):\(number + 1) says \(word)")
        }
      }
    }
  }

  @Test func `input never traps`() throws {
    let words = ["fatalError(", "preconditionFailure(", "try! ", "as! "]
    for file in try SourceTree.files(below: "Sources") {
      for (number, line) in file.lines.enumerated() where !Self.isComment(line) {
        for word in words {
          #expect(!line.contains(word), "\(file.path):\(number + 1) says \(word)")
        }
      }
    }
  }

  static func isComment(_ line: String) -> Bool {
    line.trimmingPrefix { $0 == " " }.hasPrefix("//")
  }
}
