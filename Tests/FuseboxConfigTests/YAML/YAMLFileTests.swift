import FuseboxConfig
import Testing

@Suite struct YAMLFileTests {
  private func complaints(_ text: String) -> [String] {
    FileErrors(YAMLFile(text, source: "f").errors).all.map(\.line)
  }

  @Test(
    arguments: [
      ("a: &x 1\nb: *x\n", ["f:1:4: an anchor or alias is not taken here; write the value out"]),
      ("a: !!str 1\n", []),
      ("a: !secret 1\n", ["f:1:4: a tag is not taken here; write the value out"]),
      ("a: *nowhere\n", ["f:1:4: not valid YAML: found undefined alias"]),
      ("a: 1\n---\nb: 2\n", ["f:2:1: a second document begins here; only one is taken"]),
      ("? [a, b]\n: 1\n", ["f:1:3: a key must be a word, found a list or map"]),
    ])
  func `what is not the plain subset is an error with its place`(text: String, lines: [String]) {
    #expect(complaints(text) == lines)
  }

  @Test func `every key that stands twice is found, in all maps at once`() {
    let text = """
      a: 1
      b: {c: 1, c: 2, d: 3}
      a: 2
      "quoted": 1
      a: 3
      quoted: 2
      """
    #expect(
      complaints(text) == [
        "f:2:11: b.c is given twice, first in line 2",
        "f:3:1: a is given twice, first in line 1",
        "f:5:1: a is given twice, first in line 1",
        "f:6:1: quoted is given twice, first in line 4",
      ])
  }

  @Test func `lists nested without end are cut off, not followed`() {
    let text = String(repeating: "[", count: 200) + String(repeating: "]", count: 200)
    #expect(complaints(text).count == 1)
    #expect(complaints(text).allSatisfy { $0.contains("more than 32 levels are not taken") })
  }

  @Test func `an alias bomb costs nothing`() {
    let lines = (1...40).map { "a\($0): &a\($0) [\($0 == 1 ? "x" : "*a\($0 - 1), *a\($0 - 1)")]" }
    #expect(complaints(lines.joined(separator: "\n")).count == 40)
  }

  @Test func `a file of more values than anybody writes is read so far, and it is said`() {
    let text = (0..<60_000).map { "k\($0): 1\n" }.joined()
    let file = YAMLFile(text, source: "f")
    #expect(
      file.errors.map(\.sentence) == [
        "more than 10000 values are not taken here"
      ])
    guard case .map(let entries)? = file.root?.content else {
      Issue.record("no map")
      return
    }
    #expect(entries.count == 9999 && Set(entries.map(\.key)).count == 9999)
  }

  @Test func `a key without end is not taken, and the keys beside it are`() {
    let text = "a: 1\n\(String(repeating: "k", count: 257)): {b: 1}\nc: 2\n"
    #expect(
      complaints(text) == [
        "f:2:1: a key of more than 256 characters is not taken here"
      ])
  }

  @Test func `of a large file with slips in its keys at least the first is told`() {
    let many = (0..<9000).map { "key-number-\($0)-of-a-long-list-of-keys-that-fill-the-file: 1\n" }
    let text = (many + (0..<49).map { "d\($0): 1\nd\($0): 2\n" }).joined()
    #expect(text.utf8.count > 1 << 19)
    #expect(complaints(text).first?.contains("is given twice") == true)
  }

  @Test func `a file beyond a mebibyte is not read`() {
    let text = String(repeating: "#", count: YAMLFile.largest + 1)
    #expect(complaints(text) == ["f: cannot be read: larger than 1 MiB"])
  }

  @Test func `scalars stay text, with their place and whether they were quoted`() {
    let file = YAMLFile("käse: [on, \"on\", 'x', 1.50]\n", source: "f")
    guard case .map(let entries)? = file.root?.content,
      case .list(let items)? = entries.first?.value.content
    else {
      Issue.record("no map with a list")
      return
    }
    #expect(
      items.map(\.content) == [
        .scalar("on", quoted: false), .scalar("on", quoted: true), .scalar("x", quoted: true),
        .scalar("1.50", quoted: false),
      ])
    #expect(items.map(\.place.column) == [8, 12, 18, 23])
    #expect(items.map(\.kind) == ["yes or no", "text", "text", "a number"])
  }

  @Test func `a message does nothing to the terminal it is printed on`() {
    let error = FileError(
      source: "f", place: Place(line: 1, column: 1), key: "a\u{1B}]52;;x\u{7}\n",
      reason: .unknownKey(near: nil))
    #expect(error.line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
  }

  @Test func `every reason has a label and a sentence of its own`() {
    let reasons: [FileError.Reason] = [
      .unreadable("x"), .syntax("x"), .notTaken("x is"),
      .duplicateKey(first: Place(line: 1, column: 1)),
      .unknownKey(near: nil), .unknownName(what: "provider", near: nil), .missingKey,
      .wrongType(expected: "x", found: "y"), .outOfRange("x"), .inlineSecret,
      .notOneOf(["x"], near: nil), .noEffect("x"),
    ]
    let errors = reasons.map { FileError(source: "f", place: nil, key: "k", reason: $0) }
    #expect(Set(errors.map(\.label)).count == reasons.count)
    #expect(errors.allSatisfy { !$0.sentence.isEmpty })
  }
}
