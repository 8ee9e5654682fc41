import Testing

@testable import FuseboxListener

/// Who makes room for whom, by name.
@Suite struct PlacesTests {
  @Test func `below the cap nobody gives up a place`() {
    var places = Places<String>(cap: 2)
    #expect(places.enter("a") == nil)
    #expect(places.enter("b") == nil)
  }

  @Test func `the one that has waited longest makes room`() {
    var places = Places<String>(cap: 2)
    for name in ["a", "b"] { #expect(places.enter(name) == nil) }
    places.begin("a")
    #expect(places.end("a") == nil)
    // b came later, but a asked since.
    #expect(places.enter("c") == "b")
    #expect(places.enter("d") == "a")
    #expect(places.enter("e") == "c")
  }

  @Test func `who is answered or follows a stream is never closed`() {
    var places = Places<String>(cap: 2)
    for name in ["answered", "followed"] { #expect(places.enter(name) == nil) }
    places.begin("answered")
    places.begin("followed")
    let isFollowed = places.stream("followed")
    #expect(isFollowed)
    #expect(places.enter("newcomer") == nil)
    #expect(places.enter("second newcomer") == "newcomer")
  }

  @Test func `above the cap who has been answered goes before who has not asked yet`() {
    var places = Places<String>(cap: 1)
    _ = places.enter("first")
    places.begin("first")
    #expect(places.enter("newcomer") == nil)
    #expect(places.end("first") == "first")
    places.begin("newcomer")
    #expect(places.end("newcomer") == nil)
  }

  @Test(arguments: [(cap: 1, most: 1), (2, 1), (8, 4)])
  func `streams take half of the places at most`(cap: Int, most: Int) {
    var places = Places<Int>(cap: cap)
    for id in 0..<most {
      _ = places.enter(id)
      places.begin(id)
      let isOneMore = places.stream(id)
      #expect(isOneMore)
    }
    _ = places.enter(most)
    places.begin(most)
    let isRefused = places.stream(most)
    #expect(!isRefused)
    places.leave(0)
    let isFreed = places.stream(most)
    #expect(isFreed)
  }

  @Test func `who has left takes no place and comes back to none`() {
    var places = Places<String>(cap: 1)
    _ = places.enter("a")
    places.begin("a")
    places.leave("a")
    #expect(places.end("a") == nil)
    #expect(places.enter("b") == nil)
    #expect(places.enter("c") == "b")
  }
}
