import FuseboxView
import Testing

@testable import FuseboxTerminal

@Suite struct LoopStepTests {
  typealias Step = LoopStep<String>

  @Test func `keys come before news, and news before the clock`() {
    let steps = Step.plan(
      signals: [], inputs: [.key(.down), .paste("x")], messages: ["board"], isDue: true)
    #expect(
      steps == [
        .tell(.input(.key(.down))), .tell(.input(.paste("x"))), .tell(.message("board")),
        .tell(.deadline),
      ])
  }

  @Test(arguments: [(2, 130), (15, 143), (1, 129), (3, 131)] as [(Int32, Int32)])
  func `a signal that ends the program comes before everything`(signal: Int32, code: Int32) {
    let steps = Step.plan(
      signals: [signal, 28], inputs: [.key(.down)], messages: ["x"], isDue: true)
    #expect(steps == [.leave(code: code)])
  }

  @Test func `ctrl-z stops the program and is no key`() {
    let steps = Step.plan(
      signals: [], inputs: [.key(.up), .key(.control("z"))], messages: [], isDue: false)
    #expect(steps == [.tell(.input(.key(.up))), .suspend])
  }

  @Test(
    arguments: [
      ([20], .suspend), ([18], .takeBack), ([28], .fit), ([28, 18], .takeBack),
      ([20, 18], .suspend),
    ] as [(Set<Int32>, Step)])
  func `a stop, a continuation and a new size are each acted on once`(
    signals: Set<Int32>, step: Step
  ) {
    #expect(Step.plan(signals: signals, inputs: [], messages: [], isDue: false) == [step])
  }
}
