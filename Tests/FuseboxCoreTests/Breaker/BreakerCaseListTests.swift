import Foundation
import Testing

/// The 74 cases of behaviour that breakers elsewhere got wrong: each is a test whose name begins
/// with its number, or stands here with the reason why it does not apply.
@Suite struct BreakerCaseListTests {
  static let notApplying: [Int: String] = [
    13: "one wait, however many rules agree: there is no longer one to choose",
    22: "a provider's own classification sees the answer; the breaker sees its outcome",
    24: "the breaker runs no action: who runs it completes or cancels its permit",
    28: "no capacity limit: nothing of ours is refused for want of room",
    59: "no shared handle over many breakers: a person names one",
    70: "no fallbacks: the caller that is refused has its own",
    71: "percentiles are of the board's calls, see Latency",
    72: "no recovery ramp: one probe decides",
    73: "no shared store: breakers decide locally",
    74: "no shared store: there is nothing to join",
  ]

  @Test func `every case from 1 to 74 is tested once or has its reason`() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    var numbers = Array(Self.notApplying.keys)
    for file in files where file.lastPathComponent.hasSuffix("CaseTests.swift") {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: #/func `([0-9, ]+): /#) {
        numbers += match.output.1.split(separator: ", ").compactMap { Int($0) }
      }
    }
    #expect(numbers.sorted() == Array(1...74))
  }
}
