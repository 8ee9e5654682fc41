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
}
