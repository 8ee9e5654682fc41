import FuseboxCore
import Testing

@testable import FuseboxWire

/// What holds for every document, whatever stands in it.
struct DocumentPropertyTests {
  @Test func `any event of any kind comes back as it was`() throws {
    for seed in 0..<300 {
      var random = RandomFields(seed: UInt64(seed))
      for kind in EventKind.allCases {
        let envelope = Envelope(
          seq: random.make(), wall: random.make(), boot: random.make(),
          event: Self.event(kind, &random))
        #expect(try EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)) == envelope, "\(seed)")
      }
    }
  }

  @Test func `any board, command and receipt comes back as it was`() throws {
    for seed in 0..<100 {
      var random = RandomFields(seed: UInt64(seed))
      let (board, now): (Board, WallTime) = (random.make(), random.make())
      let read = try BoardCodec.decode(BoardCodec.encode(board, now: now))
      #expect(read.board == board && read.now == now, "\(seed)")
      let command: Command = random.make()
      #expect(try CommandCodec.decode(CommandCodec.encode(command)) == command)
      let audit: AuditRecord? = random.make()
      #expect(try ReceiptCodec.decode(ReceiptCodec.encode(audit)) == audit)
    }
  }

  @Test(arguments: documents)
  func `a field that is not known is skipped, in every document`(_ type: any Document.Type) throws {
    func check<Value: Document>(_ type: Value.Type) throws {
      var random = RandomFields(seed: 1)
      let value = random.document(type)
      var members = try Self.members(of: value)
      members["invented"] = .object(["later": .array([.null, .integer(1)])])
      #expect(try Value(.object(members)) == value)
    }
    try check(type)
  }

  @Test(arguments: documents)
  func `a field that is missing has its default, or is named`(_ type: any Document.Type) throws {
    func check<Value: Document>(_ type: Value.Type) throws {
      var random = RandomFields(seed: 2)
      let value = random.document(type)
      var names = FieldNames()
      var fields = value
      try fields.list(&names)
      let members = try Self.members(of: value)
      for (name, isRequired) in names.found {
        var fewer = members
        fewer[name] = nil
        var nulled = members
        nulled[name] = .null
        for json in [JSONTree.object(fewer), .object(nulled)] {
          if isRequired {
            #expect(throws: FieldTrouble(path: [name], what: "is missing")) { try Value(json) }
          } else {
            let read = try Value(json)
            let written = try Self.members(of: read)[name]
            #expect(written == (try Self.members(of: type.blank)[name]), "\(name)")
          }
        }
      }
    }
    try check(type)
  }

  @Test(arguments: [
    "9223372036854775807", "-9223372036854775808", "9223372036854775808", "-1", "0.5", "1e308",
    "1e999", "-0", "99999999999999999999999999", "1e-400",
  ])
  func `no damaged number ends the program`(_ number: String) throws {
    let lines = try Samples.envelopes.map { try EnvelopeCodec.encode($0) }
    for line in lines + StoredLines.version1.map({ Array($0.utf8) }) {
      for damaged in Self.replacing(line, by: number) {
        guard let envelope = try? EnvelopeCodec.decode(damaged) else { continue }
        #expect(try EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)) == envelope)
      }
    }
  }

  static let documents: [any Document.Type] = [
    AgentFacts.self, ProviderFacts.self, StoreHealth.self, PageReading.self,
    PageReading.Component.self, PageReading.Incident.self, CallReading.self, Timings.self,
    Reach.self, TrafficReading.self, VerdictChange.self, Verdict.self, BreakerStatus.self,
    JudgedWindow.self, Override.self, RecoveredOverride.self, Actor.self, AuditRecord.self,
    Command.self,
    MeterReading.self, MeterState.self, MeterState.Point.self, MeterAlert.self,
    LimiterReading.self, LimiterReading.LimitedClient.self, Board.self, ProviderState.self,
    LatencySample.self, ApplicationState.self, MinuteSummary.self,
    PageNews.self, OverrideNews.self,
    AdmitRequest.self, AdmitReply.self, DoneRequest.self,
  ]

  private static func event(_ kind: EventKind, _ random: inout RandomFields) -> Event {
    switch kind {
    case .started: .started(random.make())
    case .page: .page(random.make())
    case .call: .call(random.make())
    case .meter: .meter(random.make())
    case .limiter: .limiter(random.make())
    case .traffic: .traffic(random.make())
    case .breaker: .breaker(random.make())
    case .override: .override(random.make())
    case .recovered: .recovered(random.make())
    case .verdict: .verdict(random.make())
    case .alert: .alert(random.make())
    case .store: .store(random.make())
    case .heartbeat: .heartbeat
    }
  }

  private static func members(of value: some Document) throws -> [String: JSONTree] {
    var text = FieldWriter()
    try value.write(to: &text)
    guard case .object(let members)? = JSONTree(text.bytes) else { throw FieldTrouble.otherType }
    return members
  }

  /// The text with each of its numbers replaced in turn.
  private static func replacing(_ line: [UInt8], by number: String) -> [[UInt8]] {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return line.indices.filter {
      digits.contains(line[$0]) && line[$0 - 1] == UInt8(ascii: ":")
    }.map { start in
      let end = line[start...].firstIndex { !digits.contains($0) } ?? line.endIndex
      return line[..<start] + Array(number.utf8) + line[end...]
    }
  }
}

/// The names that a document lists, and which of them it cannot do without.
private struct FieldNames: FieldList {
  private(set) var found: [(name: String, isRequired: Bool)] = []

  mutating func must<Value: Field>(_ name: String, _ value: inout Value) {
    found.append((name, true))
  }

  mutating func may<Value: Field>(_ name: String, _ value: inout Value) {
    found.append((name, false))
  }
}
