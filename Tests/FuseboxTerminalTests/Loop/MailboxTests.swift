import Testing

@testable import FuseboxTerminal

@Suite struct MailboxTests {
  @Test func `messages come out once, in the order of posting`() throws {
    let mailbox = try #require(Mailbox<Int>())
    for number in 1...3 { mailbox.post(number) }
    #expect(mailbox.drain() == [1, 2, 3])
    #expect(mailbox.drain().isEmpty)
  }

  @Test func `neighbours that merge take one place`() throws {
    let newest = Mailbox<String>(merge: { queued, new in
      queued.hasPrefix("board") && new.hasPrefix("board") ? new : nil
    })
    let mailbox = try #require(newest)
    for message in ["board 1", "board 2", "answer", "board 3", "board 4"] {
      mailbox.post(message)
    }
    #expect(mailbox.drain() == ["board 2", "answer", "board 4"])
  }

  @Test func `its descriptor is readable exactly while there is mail`() throws {
    let mailbox = try #require(Mailbox<Int>())
    #expect(!isReadable(mailbox.descriptor))
    mailbox.post(1)
    mailbox.post(2)
    #expect(isReadable(mailbox.descriptor))
    _ = mailbox.drain()
    #expect(!isReadable(mailbox.descriptor))
  }

  @Test func `no message of many senders is lost`() async throws {
    let mailbox = try #require(Mailbox<Int>())
    let taken = await withTaskGroup(of: Void.self) { group in
      for sender in 0..<8 {
        group.addTask { for number in 0..<500 { mailbox.post(sender * 500 + number) } }
      }
      var taken: [Int] = []
      while await group.next() != nil { taken += mailbox.drain() }
      return taken + mailbox.drain()
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
