import FuseboxCore
import Testing

@testable import FuseboxView

struct PlainTextTests {
  private let lines = plainText(MockBoard.board, at: MockBoard.now)
    .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)

  @Test func `there is one line for each provider, worst first`() {
    let names = lines.dropFirst(2).prefix(14).map { $0.split(separator: " ")[1] }
    #expect(names.prefix(4) == ["twilio", "sendgrid", "auth0", "segment"])
    #expect(Set(names).count == 14)
  }

  @Test func `the first line is the verdict and the last what comes next`() {
    #expect(lines[0] == "fusebox prod-eu  THEM 2  US 1  held 1  limit 2  blind 1  14:32:07 UTC")
    #expect(lines[16].hasPrefix("next: sendgrid mails full 26 Nov 04:10"))
    #expect(lines.count == 18)
    #expect(lines[17].isEmpty)
  }

  @Test func `columns stand below each other`() {
    #expect(lines[1] == "  PROVIDER   WHO  SINCE BREAKER    FAIL  USED   AGE  WHY")
    #expect(lines[2] == "✗ twilio     THEM 14:21 OPEN 18s   24/40 84%    3s   page: SMS partial")
  }

  @Test func `no line ends in blanks or holds a control character`() {
    for line in lines {
      #expect(line.last != " ")
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F })
    }
  }

  @Test func `an empty board is one true line`() {
    let text = plainText(Board(), at: MockBoard.now)
    #expect(text.hasPrefix("fusebox  no provider yet  14:32:07 UTC\n"))
  }
}
