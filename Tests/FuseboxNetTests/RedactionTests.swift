import FuseboxCore
import Testing

@testable import FuseboxNet

/// What libcurl or a server said is shown without the key, however it quotes it.
@Suite struct RedactionTests {
  @Test(
    arguments: [
      ("bad header: LEAKME-0123 refused", "bad header: ••• refused"),
      ("LEAKME-0123\u{301}", "•••\u{301}"),
      // What cleaning drops had split it.
      ("LEAKME\u{200B}-01\u{1B}23", "•••"), ("L\u{7}E\u{7}A\u{7}K\u{7}ME-0123\u{9B}", "•••"),
    ] as [(String, String)])
  func `no quoted key is left`(text: String, shown: String) {
    #expect(TransportFailure.clean(text, hiding: [Secret("LEAKME-0123")]) == shown)
  }

  @Test func `no part of a key is left where the text is cut`() {
    let text = String(repeating: "x", count: 195) + "L\u{200B}EAKME-0123"
    let shown = TransportFailure.clean(text, hiding: [Secret("LEAKME-0123")])
    #expect(!shown.contains("L") && shown.count <= 200)
  }

  @Test func `without a key the text is only made safe`() {
    #expect(TransportFailure.clean("no\u{1B}[2J\r\n route", hiding: []) == "no   route")
  }
}
