import Testing

@testable import FuseboxView

struct KeyTableTests {
  @Test(arguments: Context.allCases)
  func `no key means two things in one place`(context: Context) {
    let keys = KeyTable.all.filter { $0.contexts.contains(context) }.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(!keys.isEmpty)
  }

  @Test func `every key is in the help`() {
    var robot = Robot(columns: 100, rows: 80)
    robot.type("?")
    let text = robot.text
    for binding in KeyTable.all {
      #expect(text.contains("\(binding.keyWords()) "), "\(binding.id)")
      #expect(text.contains(binding.help), "\(binding.id)")
    }
  }

  @Test func `every name of a key stands in the table`() {
    #expect(Set(KeyTable.all.map(\.id)) == Set(KeyID.allCases))
  }

  @Test func `no change sits on a key that people move with`() {
    let moving = Set("hjklgGnN".map(Key.character)).union([
      .up, .down, .left, .right, .home, .end, .pageUp, .pageDown, .enter, .tab, .control("d"),
      .control("u"), .control("f"), .control("b"), .control("k"),
    ])
    for binding in KeyTable.all where binding.isChange {
      #expect(moving.isDisjoint(with: binding.keys), "\(binding.id)")
    }
  }

  @Test func `on a screen a change is always a capital letter`() {
    for binding in KeyTable.all where binding.isChange && binding.contexts.contains(.board) {
      #expect(binding.keyWord() == binding.keyWord().uppercased())
    }
  }

  @Test(arguments: Context.allCases, [false, true])
  func `hints show only keys that count there`(context: Context, isWide: Bool) {
    let hints = KeyTable.hints(in: context, isWide: isWide)
    #expect(!hints.isEmpty)
    #expect(hints.allSatisfy { $0.contexts.contains(context) })
  }

  @Test func `the docs have a line for every key`() {
    let lines = KeyTable.markdown.split(separator: "\n")
    #expect(lines.count == KeyTable.all.count + 2)
    #expect(lines.contains("| `T` | board, detail | stop the calls to a provider |"))
  }

  @Test func `a key that does nothing in a place does nothing`() {
    var robot = Robot()
    robot.press(.tab, .function(9), .character("x"), .left)
    #expect(robot.taken().isEmpty)
    #expect(robot.model.screens == [.board])
  }
}
