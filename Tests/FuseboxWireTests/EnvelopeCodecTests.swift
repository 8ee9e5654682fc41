import FuseboxCore
import FuseboxWire
import Testing

struct EnvelopeCodecTests {
  @Test(arguments: Samples.envelopes)
  func `an event of every kind comes back as it was`(_ envelope: Envelope) throws {
    #expect(try EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)) == envelope)
  }

  @Test func `a breaker that a person holds comes back held`() throws {
    var held = Samples.breaker
    held.forced = .forcedOpen
    let envelope = Envelope(seq: 1, wall: Samples.time, boot: "b1", event: .breaker(held))
    #expect(try EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)) == envelope)
    #expect(held.effective == .forcedOpen)
  }

  @Test func `the samples hold every kind`() {
    #expect(Set(Samples.events.map(\.kind)) == Set(EventKind.allCases))
    #expect(StoredLines.schema2.count == Samples.events.count)
    #expect(StoredLines.schema3.count == Samples.events.count)
  }

  @Test(arguments: [
    Outcome.success, .failure(.transport), .failure(.server), .throttled(until: nil),
    .throttled(until: Samples.later), .credential(.expired), .quota, .caller, .wiring,
  ])
  func `an outcome comes back as it was`(_ outcome: Outcome) throws {
    var call = Samples.call
    call.outcome = outcome
    let envelope = Envelope(seq: 1, wall: Samples.time, boot: "b", event: .call(call))
    #expect(try EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)) == envelope)
  }

  @Test(arguments: zip(StoredLines.version1, Samples.toldEnvelopes))
  func `a line stored by the first version reads as it did then`(
    _ line: String, _ envelope: Envelope
  ) throws {
    #expect(try EnvelopeCodec.decode(Array(line.utf8)) == envelope)
  }

  @Test(arguments: zip(StoredLines.schema2, Samples.toldEnvelopes))
  func `a line of schema 2 reads as it did then`(_ line: String, _ envelope: Envelope) throws {
    #expect(try EnvelopeCodec.decode(Array(line.utf8)) == envelope)
  }

  @Test(arguments: zip(StoredLines.schema3, Samples.envelopes))
  func `the format of schema 3 does not drift`(_ line: String, _ envelope: Envelope) throws {
    #expect(String(decoding: try EnvelopeCodec.encode(envelope), as: UTF8.self) == line)
  }

  @Test func `a log stored by the first version folds to the same board`() throws {
    var board = Board()
    for line in StoredLines.version1 { board.apply(try EnvelopeCodec.decode(Array(line.utf8))) }
    #expect(board == Samples.board(of: Samples.toldEnvelopes))
  }

  @Test(arguments: [
    ("canary", 1, WireError.unknownKind("canary")),
    ("page", 2, .unknownVersion(kind: "page", version: 2)),
  ])
  func `an event from the future is told apart, so that callers skip it`(
    _ kind: String, _ version: Int, _ expected: WireError
  ) {
    let line = """
      {"schema":1,"seq":1,"at":"2026-11-23T14:32:07Z","boot":"b","kind":"\(kind)","v":\(version),\
      "data":{}}
      """
    #expect(throws: expected) { try EnvelopeCodec.decode(Array(line.utf8)) }
  }

  @Test(arguments: [
    (#"{"schema":4,"seq":1}"#, WireError.unknownSchema(4, known: 3)),
    ("", .malformed("it is not JSON")),
    ("{", .malformed("it is not JSON")),
    ("[]", .malformed("it is no object")),
    (#"{"seq":1}"#, .malformed("schema is missing")),
    (
      #"{"schema":1,"seq":1,"at":"noon","boot":"b","kind":"heartbeat","v":1,"data":{}}"#,
      .malformed("at has a bad value")
    ),
    (
      #"{"schema":1,"seq":1,"at":"2026-11-23T14:32:07Z","boot":"b","kind":"store","v":1,"data":{}}"#,
      .malformed("data.file is missing")
    ),
    (
      #"{"schema":1,"seq":"1","at":"2026-11-23T14:32:07Z","boot":"b","kind":"store","v":1,"data":{}}"#,
      .malformed("seq has another type")
    ),
  ])
  func `a line that cannot be read says what is wrong`(_ line: String, _ expected: WireError) {
    #expect(throws: expected) { try EnvelopeCodec.decode(Array(line.utf8)) }
  }

  @Test func `a number that JSON cannot hold is refused, not written`() {
    var status = Samples.breaker
    status.threshold = .nan
    let envelope = Envelope(seq: 1, wall: Samples.time, boot: "b", event: .breaker(status))
    #expect(throws: WireError.self) { try EnvelopeCodec.encode(envelope) }
  }

  @Test func `JSON nested a hundred thousand deep is refused`() {
    let bomb = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(throws: WireError.self) { try EnvelopeCodec.decode(bomb) }
  }
}
