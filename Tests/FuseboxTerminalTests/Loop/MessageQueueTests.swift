import Testing

@testable import FuseboxTerminal

@Suite struct MessageQueueTests {
  @Test func `messages come out once, in the order of posting`() throws {
    let messages = try #require(MessageQueue<Int>())
    for number in 1...3 { messages.post(number) }
    #expect(messages.drain() == [1, 2, 3])
    #expect(messages.drain().isEmpty)
  }

  @Test func `neighbours that merge take one place`() throws {
    let newest = MessageQueue<String>(merge: { queued, new in
      queued.hasPrefix("board") && new.hasPrefix("board") ? new : nil
    })
    let messages = try #require(newest)
    for message in ["board 1", "board 2", "answer", "board 3", "board 4"] {
      messages.post(message)
    }
    #expect(messages.drain() == ["board 2", "answer", "board 4"])
  }

  @Test func `its descriptor is readable exactly while there is mail`() throws {
    let messages = try #require(MessageQueue<Int>())
    #expect(!isReadable(messages.descriptor))
    messages.post(1)
    messages.post(2)
    #expect(isReadable(messages.descriptor))
    _ = messages.drain()
    #expect(!isReadable(messages.descriptor))
  }

  @Test func `no message of many senders is lost`() async throws {
    let messages = try #require(MessageQueue<Int>())
    let taken = await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask { for number in 0..<500 { messages.post(sender * 500 + number) } }
      }
      var taken: [Int] = []
      while await group.next() != nil { taken += messages.drain() }
      return taken + messages.drain()
    }
    #expect(taken.sorted() == Array(0..<4_000))
  }

  @Test func `a wake-up that finds the pipe full is none too few`() throws {
    let pipe = try #require(WakePipe())
    for _ in 0..<100_000 { pipe.wake() }
    #expect(!pipe.drain().isEmpty)
    #expect(pipe.drain().isEmpty)
  }
}
