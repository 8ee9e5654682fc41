import Testing

@testable import FuseboxView

@Suite struct ColourTests {
  @Test(
    arguments: [
      ("default", .terminal), ("black", .standard(0)), ("bright-white", .standard(15)),
      ("7", .standard(7)), ("16", .indexed(16)), ("255", .indexed(255)),
      ("#e75c3a", .rgb(red: 0xE7, green: 0x5C, blue: 0x3A)),
      ("256", nil), ("-1", nil), ("#12345", nil), ("#1234567", nil), ("#12345g", nil), ("", nil),
      ("#+12345", nil), ("Red", nil), ("#ééé", nil),
    ] as [(String, Colour?)])
  func `a colour is read, or refused`(word: String, colour: Colour?) {
    #expect(Colour(word) == colour)
  }

  @Test(
    arguments: [
      ("#000000", .indexed(16), .standard(0)), ("#ffffff", .indexed(231), .standard(15)),
      ("#101418", .indexed(233), .standard(0)), ("#ff0000", .indexed(196), .standard(9)),
      ("#5fd7d7", .indexed(80), .standard(6)), ("#808080", .indexed(244), .standard(8)),
      ("#e75c3a", .indexed(167), .standard(9)),
      ("#617cc8", .indexed(68), .standard(12)),
    ] as [(String, Colour, Colour)])
  func `a colour is reduced to the nearest that a terminal has`(
    word: String, indexed: Colour, standard: Colour
  ) throws {
    let colour = try #require(Colour(word))
    #expect(colour.reduced(to: .indexed256) == indexed)
    #expect(colour.reduced(to: .ansi16) == standard)
    #expect(colour.reduced(to: .mono) == .terminal)
  }

  @Test func `the terminal's own sixteen stay what they are`() {
    for index in UInt8(0)..<16 {
      #expect(Colour.standard(index).reduced(to: .ansi16) == .standard(index))
      #expect(Colour.standard(index).reduced(to: .indexed256) == .standard(index))
      #expect(Colour.indexed(index).reduced(to: .indexed256) == .standard(index))
    }
  }

  @Test func `reducing twice is reducing once`() {
    for index in UInt8(0)...255 {
      for depth in ColourDepth.allCases {
        let once = Colour.indexed(index).reduced(to: depth)
        #expect(once.reduced(to: depth) == once)
      }
    }
  }
}
