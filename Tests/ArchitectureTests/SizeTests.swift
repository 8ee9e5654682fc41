import Testing

@Suite struct SizeTests {
  @Test func `no file is longer than 500 lines`() throws {
    for file in try SourceTree.files(below: "Sources") + SourceTree.files(below: "Tests") {
      #expect(file.lines.count <= 500, "\(file.path) has \(file.lines.count) lines")
    }
  }

  @Test func `no function is longer than 80 lines`() throws {
    for file in try SourceTree.files(below: "Sources") {
      for (name, length) in Self.functions(in: file.lines) {
        #expect(length <= 80, "\(file.path): \(name) has \(length) lines")
      }
    }
  }

  @Test func `the measure sees a function's end`() {
    let lines = ["struct A {", "  func b() {", "    c()", "  }", "}"]
    #expect(Self.functions(in: lines).map(\.length) == [3])
  }

  /// Functions and initialisers with their length, by indentation: the formatter guarantees it.
  static func functions(in lines: [String]) -> [(name: String, length: Int)] {
    var found: [(String, Int)] = []
    for (start, line) in lines.enumerated() {
      let text = line.trimmingPrefix { $0 == " " }
      let isFunction = text.contains("func ") || text.hasPrefix("init(") || text.contains(" init(")
      guard isFunction, !text.hasPrefix("//"), !text.hasPrefix("*") else { continue }
      let indent = String(repeating: " ", count: line.count - text.count)
      let rest = lines[start...]
      guard let opening = rest.firstIndex(where: { $0.hasSuffix("{") || $0.hasSuffix("}") }),
        lines[opening].hasSuffix("{"),
        let end = lines[(opening + 1)...].firstIndex(where: { $0.hasPrefix(indent + "}") })
      else { continue }
      found.append((String(text.prefix(60)), end - start + 1))
    }
    return found
  }
}
