import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxProviders

/// One line of a provider's `cases.json`: an answer, and what it must come to.
struct ProbeCase: Sendable, CustomTestStringConvertible {
  let provider: Provider
  let about: String
  let answer: HTTPAnswer
  let expected: JSONTree

  var testDescription: String { "\(provider.id): \(about)" }

  static let all: [ProbeCase] = ConformanceTests.probed.flatMap { provider in
    (try? of(provider)) ?? []
  }

  static func of(_ provider: Provider) throws -> [ProbeCase] {
    try Fixture.tree("\(provider.id)/cases.json").elements.map { line in
      let body =
        try line["body"].string.map { try Fixture.bytes("\(provider.id)/\($0)") }
        ?? Array((line["text"].string ?? "").utf8)
      var headers: [String: String] = [:]
      if case .object(let fields) = line["headers"] {
        headers = fields.mapValues { $0.safe(cap: 99) }
      }
      return ProbeCase(
        provider: provider, about: line["about"].string ?? "",
        answer: Fixture.answer(Int(line["status"].integer?.exact ?? 0), body, headers: headers),
        expected: line)
    }
  }
}

@Suite struct ProbeCaseTests {
  @Test(arguments: ConformanceTests.probed)
  func `the cases cover the answers that every API gives`(_ provider: Provider) throws {
    let statuses = Set(try ProbeCase.of(provider).map(\.answer.status))
    #expect(statuses.isSuperset(of: [200, 401, 403, 404, 429, 500]))
  }

  @Test(arguments: ProbeCase.all) func `an answer comes to`(_ line: ProbeCase) throws {
    let context = Fixture.context(line.provider)
    let result = try #require(line.provider.probe).read(line.answer, context)
    #expect(result.outcome.label == line.expected["outcome"].string)
    if let reason = line.expected["reason"].string { #expect(result.reason == reason) }
    if line.expected["notes"].isArray {
      #expect(result.notes == line.expected["notes"].elements.compactMap(\.string))
    }
    if let wait = line.expected["wait"].integer?.exact {
      #expect(result.retryAfter == .seconds(wait))
      if case .throttled(let until) = result.outcome {
        #expect(until == context.now + .seconds(wait))
      }
    }
    guard case .object(let meters) = line.expected["meters"] else { return }
    #expect(Set(result.meters.map(\.meter)) == Set(meters.keys))
    for meter in result.meters {
      let numbers = meters[meter.meter]?.elements.map(\.integer?.exact)
      #expect(numbers == [meter.used, meter.limit])
    }
  }

  @Test(arguments: ProbeCase.all)
  func `a reason fits its row, and says something unless all is well`(_ line: ProbeCase) throws {
    let result = try #require(line.provider.probe).read(line.answer, Fixture.context(line.provider))
    #expect(result.reason.count <= 60)
    #expect(!result.reason.contains("LEAKME"))
    #expect(result.reason.isEmpty == (result.outcome == .success))
  }

  /// What a hostile server may put where words are expected.
  static let hostile = [
    "\u{1B}[2J\u{1B}]52;c;ZXZpbA==\u{07}", "\u{9B}31m", "a\nb\rc", "\u{202E}gnp.exe",
    "&#27;]0;title&#7;", "LEAKME-\u{1B}token-0123456789", "LEAKME-api\u{200B}_key-0123456789",
    String(repeating: "LEAKME-token-0123456789 ", count: 400), "=cmd|' /C calc'!A0",
    String(repeating: "é\u{301}", count: 5000),
  ]

  @Test(arguments: ConformanceTests.probed, hostile)
  func `hostile words of a provider come out harmless`(
    _ provider: Provider, _ words: String
  ) throws {
    let escaped = words.unicodeScalars.map { scalar in
      scalar.value > 0xFFFF || (scalar.value >= 0x20 && scalar.value < 0x7F && scalar != "\\")
        ? String(scalar) : "\\u" + String(String(scalar.value + 0x10000, radix: 16).dropFirst())
    }.joined()
    let body = "{\"message\":\"\(escaped)\",\"error\":{\"message\":\"\(escaped)\"}}"
    #expect(JSONTree(Array(body.utf8))?["message"].string == words)
    for status in [400, 401, 402, 403, 404, 409, 424, 429, 500] {
      let headers = ["Stripe-Rate-Limited-Reason": words]
      let result = try #require(provider.probe).read(
        Fixture.answer(status, body, headers: headers), Fixture.context(provider))
      #expect(result.reason.count <= 60)
      for key in provider.credentials.map(\.key) {
        #expect(!result.reason.contains("LEAKME-\(key)"), "\(status)")
      }
      #expect(result.reason == TerminalSafe(result.reason, cap: 60).text)
      #expect(!result.reason.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x9B })
    }
  }
}
