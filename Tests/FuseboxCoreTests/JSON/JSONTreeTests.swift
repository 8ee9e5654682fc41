import Testing

@testable import FuseboxCore

@Suite struct JSONTreeTests {
  private static func tree(_ text: String) -> JSONTree? { JSONTree(Array(text.utf8)) }

  @Test(
    arguments: [
      ("null", .null), (" true ", .bool(true)), ("false", .bool(false)), ("0", .integer(0)),
      ("-12", .integer(-12)), ("9223372036854775807", .integer(.max)), ("1.5", .number(1.5)),
      ("9223372036854775808", .number(9_223_372_036_854_775_808)), ("-0.5e-1", .number(-0.05)),
      ("\"\"", .string("")), ("\"a\\n\\u00e9\\/\\\"\"", .string("a\né/\"")),
      ("\"\\ud83d\\ude00\"", .string("😀")), ("[]", .array([])), ("{}", .object([:])),
      ("[1, \"b\" ,null]", .array([.integer(1), .string("b"), .null])),
      ("{\"a\":{\"b\":[true]}}", .object(["a": .object(["b": .array([.bool(true)])])])),
      ("{\"a\":1,\"a\":2}", .object(["a": .integer(2)])), ("\u{FEFF}[1]", .array([.integer(1)])),
    ] as [(String, JSONTree)])
  func `a document is read`(_ text: String, _ expected: JSONTree) {
    #expect(Self.tree(text) == expected)
  }

  @Test(arguments: [
    "", " ", "nul", "tru", "01", "-", "+1", ".5", "1.", "1e", "1e999", "NaN", "'a'", "\"a",
    "\"\\x\"",
    "\"\\u12\"", "\"\\u12g4\"", "[", "[1", "[1,]", "[,1]", "[1 2]", "{", "{\"a\"}", "{\"a\":}",
    "{a:1}", "{\"a\":1,}", "[1]]", "1 2", "{\"a\" 1}", "<html>", "\"\\ud800\\u12\"", "]", "}",
    "--1",
  ])
  func `what is not a document is nothing`(_ text: String) {
    #expect(Self.tree(text) == nil)
  }

  @Test(arguments: ["\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\ud800\""])
  func `half a character becomes the replacement character`(_ text: String) throws {
    let read = try #require(Self.tree(text)?.string)
    #expect(read.unicodeScalars.allSatisfy { $0 == "\u{FFFD}" } && !read.isEmpty)
  }

  @Test func `broken UTF-8 is repaired`() {
    #expect(JSONTree([0x22, 0xFF, 0x22]) == .string("\u{FFFD}"))
  }

  @Test func `depth and size are bounded`() {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    #expect(Self.tree(nested(64)) != nil)
    #expect(Self.tree(nested(66)) == nil)
    #expect(Self.tree(nested(1_000_000)) == nil)
    #expect(JSONTree([UInt8](repeating: 0x20, count: 4 << 20 + 1) + [0x31]) == nil)
  }

  @Test func `questions of the wrong type answer nothing`() throws {
    let tree = try #require(Self.tree("{\"a\":[1],\"n\":5.0,\"s\":\"7\",\"f\":1.5}"))
    #expect(tree["x"] == .null && tree["a"]["b"] == .null)
    #expect(tree["a"].string == nil && tree["s"].integer == nil && tree["f"].integer == nil)
    #expect(tree["n"].integer == 5)
    #expect(tree["s"].elements.isEmpty && !tree["s"].isArray && tree["a"].isArray)
  }

  /// Every beginning of a document, and the document with one byte changed, must be survived.
  @Test func `no damage traps`() throws {
    let text =
      #"{"core":{"limit":5000,"used":-1.5e3,"é\n":[true,false,null,"\ud83d\ude00"]},"a":[]}"#
    let whole = Array(text.utf8)
    for count in 0..<whole.count - 2 { #expect(JSONTree(Array(whole.prefix(count))) == nil) }
    for index in stride(from: 0, to: whole.count, by: 3) {
      for byte in [0x00, 0x22, 0x5C, 0x7B, 0xFF] as [UInt8] {
        var damaged = whole
        damaged[index] = byte
        _ = JSONTree(damaged)
      }
    }
  }
}
