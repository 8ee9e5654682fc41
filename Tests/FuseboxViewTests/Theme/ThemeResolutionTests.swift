import Testing

@testable import FuseboxView

@Suite struct ThemeResolutionTests {
  static func word(_ text: String, _ line: Int = 1, _ column: Int = 1) -> ThemeSource.Word {
    ThemeSource.Word(text, line: line, column: column)
  }

  static func role(
    _ name: String, line: Int = 1, _ attributes: KeyValuePairs<String, String>
  ) -> ThemeSource.RoleEntry {
    ThemeSource.RoleEntry(
      role: word(name, line, 3),
      attributes: attributes.map {
        .init(key: word($0.key, line, 20), value: word($0.value, line, 25))
      })
  }

  static let base = ThemeSource(
    file: "dark.yaml", name: "dark", variant: word("dark"),
    palette: [
      .init(key: word("ground"), value: word("#000000")),
      .init(key: word("ember"), value: word("#ff0000")),
    ],
    roles: [
      role("text", ["fg": "white", "bg": "ground"]),
      role("critical", ["fg": "ember", "bold": "true", "italic": "false"]),
    ],
    ansi16: [role("text", ["fg": "default"]), role("critical", ["fg": "bright-red"])],
    mono: [role("toast.bad", ["reverse": "true"])])

  @Test func `a role takes its colours from the palette, and from text what it leaves out`() throws
  {
    let theme = try Theme.resolve(Self.base)
    #expect(
      theme.paint(Style(.critical), at: .indexed256)
        == Paint(foreground: .indexed(196), background: .indexed(16), attributes: .bold))
    #expect(
      theme.paint(Style(.muted), at: .indexed256)
        == Paint(foreground: .standard(7), background: .indexed(16)))
  }

  @Test func `a depth replaces a role whole, and mono keeps attributes only`() throws {
    let theme = try Theme.resolve(Self.base)
    #expect(
      theme.paint(Style(.critical), at: .ansi16) == Paint(foreground: .standard(9)))
    #expect(theme.paint(Style(.critical), at: .mono) == Paint(attributes: .bold))
    #expect(theme.paint(Style(.toastBad), at: .mono) == Paint(attributes: .reverse))
  }

  @Test func `a style's emphasis comes on top of the role's`() throws {
    let theme = try Theme.resolve(Self.base)
    let paint = theme.paint(Style(.critical, underline: true, reverse: true), at: .mono)
    #expect(paint.attributes == [.bold, .underline, .reverse])
  }

  @Test func `a child's palette colours the parent's roles`() throws {
    let child = ThemeSource(
      file: "light.yaml", name: "light", variant: Self.word("light"),
      inherits: Self.word("dark"),
      palette: [.init(key: Self.word("ground"), value: Self.word("#ffffff"))])
    let theme = try Theme.resolve(child) { $0 == "dark" ? Self.base : nil }
    #expect(theme.variant == .light && theme.name == "light")
    #expect(theme.paint(Style(.critical), at: .indexed256).background == .indexed(231))
    #expect(theme.paint(Style(.critical), at: .indexed256).foreground == .indexed(196))
  }

  @Test func `every mistake is told at once, with its place and the near miss`() throws {
    let source = ThemeSource(
      file: "mine.yaml", name: "mine", variant: Self.word("drak", 2, 10),
      inherits: Self.word("darc", 3, 11),
      palette: [.init(key: Self.word("a", 5, 3), value: Self.word("#12", 5, 6))],
      roles: [
        Self.role("critcal", line: 7, ["fg": "red"]),
        Self.role("text", line: 8, ["fgg": "red", "fg": "rde", "bold": "yes"]),
        Self.role("text", line: 9, [:]),
      ],
      mono: [Self.role("ok", line: 11, ["fg": "red"])])
    let rejected = try #require(throws: ThemeRejected.self) {
      try Theme.resolve(source, names: ["dark", "light"])
    }
    let kinds = rejected.problems.map(\.kind)
    #expect(
      Set(kinds) == [
        .unknownParent, .unknownVariant, .unknownColour, .unknownRole, .unknownAttribute,
        .notTrueOrFalse, .repeated, .colourInMono,
      ])
    #expect(kinds.count == 9)
    let sentences = rejected.problems.map(\.sentence)
    #expect(
      sentences.contains(
        "mine.yaml:7:3: \"critcal\" is not a role; did you mean \"critical\"?"))
    #expect(
      sentences.contains("mine.yaml:3:11: \"darc\" is not a theme; did you mean \"dark\"?"))
    #expect(
      sentences.contains { $0.hasPrefix("mine.yaml:8:25: \"rde\"") && $0.contains("\"red\"") })
  }

  @Test func `a circle of inheritance ends in an error`() throws {
    var left = Self.base
    left.inherits = Self.word("right")
    var right = Self.base
    right.name = "right"
    right.inherits = Self.word("dark")
    let rejected = try #require(throws: ThemeRejected.self) {
      try Theme.resolve(left) { $0 == "right" ? right : left }
    }
    #expect(rejected.problems.map(\.kind) == [.circle])
  }

  @Test func `a hostile word is shown without doing anything`() throws {
    var source = Self.base
    source.variant = Self.word("\u{1B}[2J\u{202E}dark")
    let rejected = try #require(throws: ThemeRejected.self) { try Theme.resolve(source) }
    let sentence = try #require(rejected.problems.first?.sentence)
    #expect(sentence.hasPrefix("dark.yaml:1:1: \"dark\" is not a variant"))
  }
}
