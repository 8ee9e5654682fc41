import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxAgent

@Suite struct EventHubTests {
  private func hub(_ journal: MemoryJournal = MemoryJournal()) -> EventHub {
    let hub = EventHub(board: Board(), seq: 10, boot: "b", log: journal)
    let facts = AgentFacts(
      boot: "b", startedAt: Scene.start, profile: "p", version: "0", pid: 1,
      providers: [.probed("stripe")])
    hub.publish(.started(facts), at: Scene.start)
    return hub
  }

  @Test func `numbers go on from the files and heartbeats take none`() {
    let journal = MemoryJournal()
    let hub = hub(journal)
    hub.publish(.heartbeat, at: Scene.start)
    hub.publish(.store(StoreHealth(file: "history.db", condition: .full)), at: Scene.start)
    #expect(journal.envelopes.map(\.seq) == [11, 12])
  }

  @Test func `folding the journal gives the live board`() {
    let journal = MemoryJournal()
    let hub = hub(journal)
    let health = StoreHealth(file: "history.db", condition: .full, message: "the disk is full")
    hub.publish(.store(health), at: Scene.start + .seconds(1))
    var replayed = Board()
    for envelope in journal.envelopes { replayed.apply(envelope) }
    #expect(replayed == hub.board)
  }

  @Test func `a subscriber gets what it missed and then the rest, in order`() async {
    let hub = hub()
    let stream = hub.events(after: 10)
    hub.publish(.store(StoreHealth(file: "a", condition: .full)), at: Scene.start)
    hub.close()
    var seen: [Int64] = []
    if let stream { for await envelope in stream { seen.append(envelope.seq) } }
    #expect(seen == [11, 12])
  }

  @Test func `a number too old or unknown needs a new board`() {
    let hub = hub()
    #expect(hub.events(after: 3) == nil)
    #expect(hub.events(after: 99) == nil)
  }

  @Test func `a slow board watcher gets the newest board only`() async {
    let hub = hub()
    let boards = hub.boards()
    for _ in 0..<50 {
      hub.publish(.store(StoreHealth(file: "a", condition: .full)), at: Scene.start)
    }
    hub.close()
    var seen: [Int64] = []
    for await board in boards { seen.append(board.seq) }
    #expect(seen == [hub.board.seq])
  }
}
