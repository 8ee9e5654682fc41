import FuseboxCore
import Testing

@testable import FuseboxListener

/// Who makes room for whom, by name.
@Suite struct PlacesTests {
  /// A request from its first byte to where it is answered.
  private static func asks(_ id: String, _ places: inout Places<String>) -> Bool {
    places.begin(id) && places.answer(id, in: .unbound)
  }

  @Test func `below the cap nobody gives up a place`() {
    var places = Places<String>(cap: 2)
    #expect(places.enter("a") == nil)
    #expect(places.enter("b") == nil)
  }

  @Test func `the one that has waited longest makes room`() {
    var places = Places<String>(cap: 2)
    for name in ["a", "b"] { #expect(places.enter(name) == nil) }
    #expect(Self.asks("a", &places))
    places.write("a")
    #expect(places.end("a") == nil)
    // b came later, but a asked since.
    #expect(places.enter("c") == "b")
    #expect(places.enter("d") == "a")
    #expect(places.enter("e") == "c")
  }

  @Test func `who is answered or follows a stream is never closed`() {
    var places = Places<String>(cap: 2)
    for name in ["answered", "followed"] {
      #expect(places.enter(name) == nil)
      #expect(Self.asks(name, &places))
    }
    #expect(places.enter("newcomer") == nil)
    #expect(places.enter("second newcomer") == "newcomer")
  }

  @Test func `half a request and an answer that nobody takes make room after those that wait`() {
    var places = Places<String>(cap: 3)
    for name in ["half", "stuck", "idle"] { #expect(places.enter(name) == nil) }
    let hasBegun = places.begin("half")
    #expect(hasBegun)
    #expect(Self.asks("stuck", &places))
    places.write("stuck")
    #expect(places.enter("a") == "idle")
    #expect(Self.asks("a", &places))
    #expect(places.enter("b") == "half")
    #expect(Self.asks("b", &places))
    #expect(places.enter("c") == "stuck")
    // What was closed for somebody else is carried out no more.
    let isAnswered = places.answer("half", in: .unbound)
    let beginsAgain = places.begin("half")
    #expect(!isAnswered && !beginsAgain)
  }

  @Test func `above the cap who has been answered goes before who has not asked yet`() {
    var places = Places<String>(cap: 1)
    _ = places.enter("first")
    #expect(Self.asks("first", &places))
    #expect(places.enter("newcomer") == nil)
    #expect(places.end("first") == "first")
    #expect(Self.asks("newcomer", &places))
    #expect(places.end("newcomer") == nil)
  }

  @Test func `a kind of request has its own places, and no others`() {
    var places = Places<Int>(cap: 8)
    for id in 0..<4 { _ = places.enter(id) }
    let (streams, questions) = (Share("streams", places: 2), Share("questions", places: 1))
    let answers = [
      places.answer(0, in: streams), places.answer(1, in: streams), places.answer(2, in: streams),
      places.answer(3, in: questions),
    ]
    #expect(answers == [true, true, false, true])
    places.leave(0)
    let isFreed = places.answer(2, in: streams)
    places.write(3)
    let isNext = places.answer(3, in: questions)
    #expect(isFreed && isNext)
  }

  @Test func `who has left takes no place and comes back to none`() {
    var places = Places<String>(cap: 1)
    _ = places.enter("a")
    #expect(Self.asks("a", &places))
    places.leave("a")
    #expect(places.end("a") == nil)
    #expect(places.enter("b") == nil)
    #expect(places.enter("c") == "b")
  }
}
