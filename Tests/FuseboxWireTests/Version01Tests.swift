import Foundation
import FuseboxCore
import FuseboxWords
import FuseboxWire
import Testing

/// What the program of 0.1 stored and sent, recorded from a run of it. The files are never
/// edited: what no longer reads is lost history, or an agent that cannot be talked to.
struct Version01Tests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures/0.1")

  /// Of 0.1: the others came later.
  private static let kinds = Set(EventKind.allCases).subtracting([.recovered])

  private static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: name)))
  }

  private static func lines(_ name: String) throws -> [[UInt8]] {
    try bytes(name).split(separator: UInt8(ascii: "\n")).map(Array.init)
  }

  @Test func `its events are read, of every kind that is stored`() throws {
    let envelopes = try Self.lines("events.jsonl").map { try EnvelopeCodec.decode($0) }
    #expect(envelopes.count == 18)
    #expect(Set(envelopes.map(\.event.kind)) == Self.kinds.subtracting([.heartbeat]))
    #expect(envelopes.allSatisfy { $0.boot == "3nos32o9majjl" })
    #expect(envelopes.first?.wall == WallTime(milliseconds: 1_795_658_684_489))
  }

  @Test func `its events come back as they were when they are written again`() throws {
    for line in try Self.lines("events.jsonl") {
      let envelope = try EnvelopeCodec.decode(line)
      #expect(try EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)) == envelope)
    }
  }

  @Test func `its stream of events is read, heartbeats included`() throws {
    var parser = EventStreamParser()
    let messages = try parser.feed(try Self.bytes("events.txt"))
    let events = try messages.map { try EnvelopeCodec.decode(Array($0.data.utf8)) }
    #expect(Set(events.map(\.event.kind)) == Self.kinds)
    #expect(messages.map(\.event) == events.map(\.event.kind.rawValue))
    #expect(messages.map(\.id) == events.map { String($0.seq) })
  }

  @Test(arguments: [("board.json", 240), ("checkpoint.json", 266)])
  func `its board is read`(_ name: String, _ seq: Int64) throws {
    let (board, now) = try BoardCodec.decode(try Self.bytes(name))
    #expect(board.seq == seq)
    #expect(now > WallTime(milliseconds: 1_795_658_684_489))
    #expect(board.agent?.version == "0.1.0")
    #expect(board.providers.map(\.id) == ["stripe", "github", "redis"])
    #expect(board.changes.count == 11)
    let stripe = try #require(board["stripe"])
    #expect(stripe.breaker.override?.kind == .forcedClosed)
    #expect(stripe.breaker.override?.until == WallTime(milliseconds: 1_795_659_593_003))
    #expect(stripe.breaker.status?.state == .open)
    #expect(stripe.page.latest?.incidents.first?.latest == "We are \"looking\" – möglich.")
    #expect(stripe.verdict.latest?.verdict.blame == .them)
    let github = try #require(board["github"])
    #expect(github.breaker.override?.reason == "until it is over")
    #expect(github.breaker.override?.until == nil)
    #expect(github.calls.applications.map(\.client) == ["checkout"])
    #expect(github.meters.alerts.first?.level == .pastAlert)
    #expect(board["redis"]?.meters.limiters.first?.limitedCount == 1)
    let (again, _) = try BoardCodec.decode(BoardCodec.encode(board, now: now))
    #expect(again == board)
  }

  @Test func `its audit is read, as rows and as a list`() throws {
    let rows = try Self.lines("audit.jsonl").map { try ReceiptCodec.decode($0) }
    let list = try AuditListCodec.decode(try Self.bytes("audit.json"))
    #expect(list == rows.reversed())
    #expect(list.map(\.action) == [.hold, .extend, .trip])
    #expect(list.last?.reason == "page red, “API” =1+1")
    #expect(list.last?.actor == Actor(name: "mara", nameSource: "FUSEBOX_ACTOR", uid: 0))
  }

  @Test func `its changes are read`() throws {
    let changes = try ChangeListCodec.decode(try Self.bytes("changes.json"))
    #expect(changes.count == 11)
    #expect(Set(changes.map(\.kind)).count == 7)
    #expect(changes.last?.what == "agent started")
  }
}
