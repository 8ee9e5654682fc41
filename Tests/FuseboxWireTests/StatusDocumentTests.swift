import FoundationEssentials
import FuseboxCore
import FuseboxWire
import Testing

struct StatusDocumentTests {
  /// What a script would read.
  private struct Status: Decodable {
    var schema: Int
    var at: String
    var providers: [Provider]
    var stores: [Store]

    struct Provider: Decodable {
      var provider: String
      var verdict: String
      var severity: String
      var exit_code: Int
      var since: String?
      var held_by: String?
      var breaker: Breaker?
      var override: Held?
      var page: Page?
      var last_call: Call?
      var meters: [Meter]
    }
    struct Store: Decodable, Equatable {
      var file: String
      var condition: String
    }
    struct Breaker: Decodable {
      var state: String
      var failure_percent: Double?
      var probe_at: String?
    }
    struct Held: Decodable {
      var kind: String
      var by: String
      var until: String?
    }
    struct Page: Decodable {
      var state: String
      var age_s: Int
    }
    struct Call: Decodable {
      var outcome: String
      var milliseconds: Int
    }
    struct Meter: Decodable {
      var meter: String
      var used: Int
      var age_s: Int
    }
  }

  private func status(_ board: Board) throws -> Status {
    let json = try StatusDocument(board, at: Samples.later).json()
    return try JSONDecoder().decode(Status.self, from: Data(json))
  }

  @Test func `a row says what the board says`() throws {
    let status = try status(Samples.board)
    #expect(status.schema == 1)
    #expect(status.at == "2026-11-23T14:33:37.250Z")
    #expect(status.stores == [.init(file: "history.db", condition: "read_only")])
    let row = try #require(status.providers.first)
    let judged = try #require(Judge.assess(Samples.board, at: Samples.later).first)
    #expect(row.provider == "stripe")
    #expect(row.verdict == judged.verdict.blame.rawValue)
    #expect(row.severity == judged.severity.label)
    #expect(row.exit_code == Int(judged.severity.exitCode))
    #expect(row.held_by == "mara")
    #expect(row.breaker?.state == "open")
    #expect(row.breaker?.failure_percent == 60)
    #expect(row.breaker?.probe_at == "2026-11-23T14:33:37.250Z")
    #expect(row.override?.kind == "forced_open")
    #expect(row.override?.until == "2026-11-23T14:33:37.250Z")
    #expect(row.page?.state == "partial")
    #expect(row.page?.age_s == 90)
    #expect(row.last_call?.outcome == "throttled")
    #expect(row.last_call?.milliseconds == 41)
    #expect(row.meters.first?.used == 450)
  }

  @Test func `a provider that has not answered is unknown, with nothing made up`() throws {
    var board = Board()
    board.providers = [ProviderState(facts: Samples.facts)]
    let row = try #require(try status(board).providers.first)
    #expect(row.verdict == "?")
    #expect(row.severity == "unknown")
    #expect(row.exit_code == 3)
    #expect(row.breaker == nil)
    #expect(row.page == nil)
    #expect(row.last_call == nil)
    #expect(row.meters.isEmpty)
  }

  @Test func `every severity has a word of its own`() {
    #expect(Set(Severity.allCases.map(\.label)).count == Severity.allCases.count)
  }
}
