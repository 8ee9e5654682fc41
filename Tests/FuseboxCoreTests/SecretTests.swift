import FuseboxCore
import Testing

@Suite struct SecretTests {
  @Test(
    arguments: [
      ("key sk_live_1 refused", "key ••• refused"), ("sk_live_1", "•••"),
      ("sk_live_1sk_live_1", "••••••"), ("sk_live_", "sk_live_"), ("", ""),
      // A mark joins the character before it: the key's last one, or its first one's neighbour.
      ("sk_live_1\u{301} no", "•••\u{301} no"),
      ("e\u{301}sk_live_1\u{FE0F}", "e\u{301}•••\u{FE0F}"),
      ("\u{1F1E9}sk_live_1\u{200D}", "\u{1F1E9}•••\u{200D}"),
    ] as [(String, String)])
  func `every occurrence is replaced, whatever stands beside it`(text: String, shown: String) {
    #expect(Secret("sk_live_1").redact(text) == shown)
  }

  @Test func `a secret that ends within a character is found too`() {
    #expect(Secret("pässwort").redact("x pässwort\u{308}!") == "x •••\u{308}!")
    #expect(Secret("\r\r\r\r").redact("\r\r\r\r\n") == "•••\n")
  }

  @Test func `what is shorter than four bytes would redact ordinary words`() {
    #expect(Secret("abc").redact("abc") == "abc")
  }

  @Test func `it shows itself to nobody`() {
    let secret = Secret("sk_live_1")
    #expect("\(secret)" == "•••")
    #expect(String(reflecting: secret) == "•••")
    var dumped = ""
    dump(secret, to: &dumped)
    #expect(!dumped.contains("sk_live_1"))
  }

  @Test(arguments: [
    "sk_live_0123", "sk_live\u{1B}[0m_0123", "sk_live\u{9B}1;31m_0123",
    "sk_live\u{1B}]0;title\u{7}_0123", "sk_live\u{1B}Px\u{1B}\\_0123", "sk_live\u{200B}_0123",
    "sk_live\u{1B}(B_0123", "sk_\u{1B}[0mlive\u{1B}[1m_0\u{1B}[0m123", "sk_live\u{7F}\u{0}_0123",
    "sk_live\u{1B}\u{200B}[0m_0123", "sk_live\u{1B}_0123", "sk_live_01\u{1B}23",
    "sk_live\u{1B}c_0123", "sk_\u{1B}[0mlive_01\u{1B}23",
  ])
  func `a secret is found in the text as it is shown`(split: String) {
    let secrets = [Secret("sk_live_0123")]
    #expect(TerminalSafe("bad key \(split)!", hiding: secrets).text == "bad key •••!")
  }

  @Test func `of a long row of secrets no part is shown at its end`() {
    let key = String(repeating: "k", count: 100) + String(repeating: "x", count: 80)
    let row = String(repeating: key, count: 99)
    #expect(!TerminalSafe(row, hiding: [Secret(key)], cap: 60).text.contains("k"))
  }

  @Test func `a secret within a longer one leaves nothing of the longer one`() {
    let secrets = [Secret("abcd"), Secret("abcd-efgh")]
    #expect(TerminalSafe("abcd-efgh abcd", hiding: secrets).text == "••• •••")
    #expect(TerminalSafe("abcd-efgh abcd", hiding: secrets.reversed()).text == "••• •••")
  }
}
