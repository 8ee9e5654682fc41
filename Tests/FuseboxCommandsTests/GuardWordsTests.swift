import FuseboxCore
import FuseboxWire
import Testing

@testable import FuseboxCommands

/// What a person reads of an agent's answer to `guard`.
struct GuardWordsTests {
  static let replies: [(why: String, wait: Int64?, words: String)] = [
    ("open", 7_000, "stripe is open, again in 7 s"),
    ("open", 0, "stripe is open, again in 1 s"),
    ("open", .min, "stripe is open, again in 1 s"),
    ("forced_open", nil, "stripe is forced_open"),
    ("\u{1B}]0;pwned\u{7}open\u{202E}\n", nil, "stripe is open "),
  ]

  @Test(arguments: replies)
  func `a refusal is said on one plain line`(why: String, wait: Int64?, words: String) {
    let reply = AdmitReply(state: "open", retryAfterMilliseconds: wait, why: why)
    #expect(GuardWords.refused(reply, by: "stripe") == words)
  }

  @Test func `that a call is not counted is said without the agent's control characters`() {
    let reply = AdmitReply(permit: "uncounted", state: "permit", why: "\u{1B}[2Jthe table is full")
    #expect(GuardWords.note(reply) == "this call is not counted: the table is full")
    #expect(GuardWords.note(AdmitReply(permit: "a", state: "permit")) == nil)
  }
}
