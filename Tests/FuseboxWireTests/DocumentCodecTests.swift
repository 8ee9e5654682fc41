import FuseboxCore
import FuseboxWire
import Testing

/// Boards, commands and their answers: what the control socket carries.
struct DocumentCodecTests {
  @Test func `a board comes back as it was, with its time`() throws {
    let bytes = try BoardCodec.encode(Samples.board, now: Samples.later)
    let (board, now) = try BoardCodec.decode(bytes)
    #expect(board == Samples.board)
    #expect(now == Samples.later)
  }

  @Test func `a board is one line that begins with the schema and the time`() throws {
    let text = String(decoding: try BoardCodec.encode(Board(), now: Samples.time), as: UTF8.self)
    #expect(text.hasPrefix(#"{"schema":3,"now":"2026-11-23T14:32:07.250Z","board":{"#))
    #expect(!text.contains("\n"))
  }

  @Test func `a board of an unknown schema is refused`() {
    let text = #"{"schema":7,"now":"2026-11-23T14:32:07Z","board":{}}"#
    #expect(throws: WireError.unknownSchema(7, known: 3)) {
      try BoardCodec.decode(Array(text.utf8))
    }
  }

  @Test(arguments: Command.Kind.allCases)
  func `a command comes back as it was`(_ kind: Command.Kind) throws {
    let command = Command(
      kind: kind, provider: "stripe", actor: Samples.actor, reason: "page red", seconds: 900,
      expectedRevision: 2)
    #expect(try CommandCodec.decode(CommandCodec.encode(command)) == command)
    let bare = Command(kind: kind, provider: "", actor: Samples.actor)
    #expect(try CommandCodec.decode(CommandCodec.encode(bare)) == bare)
  }

  @Test func `a receipt carries the audit row, or nothing`() throws {
    #expect(try ReceiptCodec.decode(ReceiptCodec.encode(Samples.audit)) == Samples.audit)
    #expect(try ReceiptCodec.decode(ReceiptCodec.encode(nil)) == nil)
    #expect(String(decoding: try ReceiptCodec.encode(nil), as: UTF8.self) == #"{"schema":2}"#)
  }

  @Test func `lists come back in their order`() throws {
    var second = Samples.audit
    second.id = "b1-2"
    let audits = [second, Samples.audit]
    #expect(try AuditListCodec.decode(AuditListCodec.encode(audits)) == audits)
    let unread = Change(
      seq: 9, at: WallTime(milliseconds: 1000), provider: "s3", fact: .unread(.page))
    let changes = Samples.board.changes + [unread]
    #expect(!changes.isEmpty)
    #expect(try ChangeListCodec.decode(ChangeListCodec.encode(changes)) == changes)
  }

  @Test(arguments: [
    CommandRefusal.unknownProvider("strip", near: ["stripe"]), .reasonMissing, .lengthMissing,
    .lengthTooLong, .changedMeanwhile(by: "mara", at: Samples.time), .nothingToUndo,
    .pageOnly("segment"), .agentLost("connection refused"),
  ])
  func `a refusal comes back as it was`(_ refusal: CommandRefusal) throws {
    #expect(try RefusalCodec.decode(RefusalCodec.encode(refusal)) == refusal)
  }

  @Test func `a refusal has a code for programs and a sentence for people`() throws {
    let text = String(decoding: try RefusalCodec.encode(.reasonMissing), as: UTF8.self)
    #expect(
      text
        == #"{"schema":1,"error":{"code":"reason_missing","message":"A change needs a reason."}}"#
    )
  }

  @Test func `an unknown code keeps its message`() throws {
    let bytes = try RefusalCodec.encode(code: "not_found", message: "no such path")
    #expect(try RefusalCodec.decode(bytes) == .agentLost("no such path"))
  }

  @Test func `an application asks in one line of snake case without a schema`() throws {
    let text = #"{"provider":"stripe","client":"checkout","lease_milliseconds":5000}"#
    let request = try AdmitRequest(decoding: Array(text.utf8))
    #expect(
      request == AdmitRequest(provider: "stripe", client: "checkout", leaseMilliseconds: 5000))
    #expect(try AdmitRequest(decoding: request.encoded()) == request)
  }

  @Test func `permit answers and reports come back as they were`() throws {
    let granted = AdmitReply(permit: "7", state: "closed")
    #expect(try AdmitReply(decoding: granted.encoded()) == granted)
    let refused = AdmitReply(state: "open", retryAfterMilliseconds: 1500, why: "24 of 40 failed")
    #expect(try AdmitReply(decoding: refused.encoded()) == refused)
    let done = DoneRequest(
      outcome: "failure.server", milliseconds: 40, words: "503", retryAfterMilliseconds: 9)
    #expect(try DoneRequest(decoding: done.encoded()) == done)
    #expect(throws: WireError.malformed("outcome is missing")) {
      try DoneRequest(decoding: Array(#"{"milliseconds":1}"#.utf8))
    }
  }

  @Test func `a socket path too long for an address is refused`() {
    #expect(SocketPath.inDirectory("/run/f") == "/run/f/agent.sock")
    #expect(SocketPath.inDirectory("/run/f/") == "/run/f/agent.sock")
    let long = "/" + String(repeating: "d", count: 95)
    #expect(SocketPath.inDirectory(long)?.utf8.count == SocketPath.longest)
    #expect(SocketPath.inDirectory(long + "d") == nil)
  }
}
