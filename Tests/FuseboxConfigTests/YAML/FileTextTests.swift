import FuseboxConfig
import Testing

@Suite struct FileTextTests {
  @Test(arguments: ["a: 1\nb: 2\n", "a: 1\r\nb: 2\r\n", "\u{FEFF}a: 1\nb: 2\n", "a: 1\rb: 2\r"])
  func `a byte order mark and other line ends make no difference`(text: String) throws {
    #expect(try FileText.decode(Array(text.utf8)).get() == "a: 1\nb: 2\n")
  }

  @Test(
    arguments: [
      (Array("a: 1\nb: ".utf8) + [0xE9, 0x71, 0x0A], 2, 4, "byte 0xE9 is not UTF-8"),
      (Array("é\n".utf8) + [0xFF], 2, 1, "byte 0xFF is not UTF-8"),
      ([0x61, 0xC3], 1, 2, "byte 0xC3 is not UTF-8"),
      ([0xFF, 0xFE, 0x61, 0x00], 1, 1, "the file is UTF-16"),
      (Array("a: é\u{1B}[31m\n".utf8), 1, 5, "a control character, U+001B"),
      (Array("a: 1\r\nb: \u{9B}\n".utf8), 2, 4, "a control character, U+009B"),
      ([0x61, 0x00], 1, 2, "a control character, U+0000"),
    ] as [([UInt8], Int, Int, String)])
  func `bytes that are no text are said with their place`(
    bytes: [UInt8], line: Int, column: Int, why: String
  ) throws {
    guard case .failure(let fault) = FileText.decode(bytes) else {
      Issue.record("taken")
      return
    }
    #expect(fault.place == Place(line: line, column: column))
    #expect(fault.why.hasPrefix(why))
  }
}
