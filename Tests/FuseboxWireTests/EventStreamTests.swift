import FuseboxWire
import Testing

/// `text/event-stream`, both ways.
struct EventStreamTests {
  private let messages = [
    ServerSentEvent(event: "page", id: "7", data: #"{"a":"ü"}"#),
    ServerSentEvent(event: "heartbeat", data: "one\ntwo\n"),
    ServerSentEvent(event: "call", id: "", data: ""),
  ]

  @Test func `messages survive being cut at every byte`() throws {
    let bytes = messages.flatMap(\.encoded)
    for cut in 0...bytes.count {
      var parser = EventStreamParser()
      let first = try parser.feed(Array(bytes[..<cut]))
      let second = try parser.feed(Array(bytes[cut...]))
      #expect(first + second == messages, "cut at \(cut)")
    }
  }

  @Test(arguments: [
    ("data: a\n\n", [ServerSentEvent(event: "message", data: "a")]),
    ("data: a\r\n\r\n", [ServerSentEvent(event: "message", data: "a")]),
    ("data: a\r\r", [ServerSentEvent(event: "message", data: "a")]),
    ("data:a\ndata:  b\n\n", [ServerSentEvent(event: "message", data: "a\n b")]),
    (": comment\n\n", []),
    ("event: x\nid: 1\n\n", []),
    ("data\n\n", [ServerSentEvent(event: "message", data: "")]),
    ("retry: 5\nnonsense\ndata: a\n\n", [ServerSentEvent(event: "message", data: "a")]),
    ("data: unfinished\n", []),
  ])
  func `a stream reads by the rules`(_ text: String, _ expected: [ServerSentEvent]) throws {
    var parser = EventStreamParser()
    let found = try parser.feed(Array(text.utf8))
    #expect(found == expected)
  }

  @Test func `fields of one message do not leak into the next`() throws {
    var parser = EventStreamParser()
    let found = try parser.feed(Array("event: x\nid: 1\ndata: a\n\ndata: b\n\n".utf8))
    #expect(found.last == ServerSentEvent(event: "message", data: "b"))
  }

  @Test func `a line end in a name or id cannot forge a field`() throws {
    let message = ServerSentEvent(event: "a\ndata: b", id: "1\r\n2", data: "c")
    var parser = EventStreamParser()
    let found = try parser.feed(message.encoded)
    #expect(found == [ServerSentEvent(event: "adata: b", id: "12", data: "c")])
  }

  @Test func `a message without end is refused at the limit`() throws {
    var parser = EventStreamParser(limit: 10)
    let found = try parser.feed(Array("data: 1234\n\n".utf8))
    #expect(found.count == 1)
    var refusal: WireError?
    do {
      _ = try parser.feed(Array("data: 12345\ndata: 67890".utf8))
    } catch {
      refusal = error
    }
    #expect(refusal == .tooLong(limit: 10))
  }
}
