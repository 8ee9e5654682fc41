import Testing

@testable import FuseboxCore

@Suite struct NearMissTests {
  @Test(
    arguments: [
      ("critcal", "critical"), ("wraning", "warning"), ("STRIPE", "stripe"), ("ko", "ok"),
      ("xyzzy", nil), ("", nil), ("acent", "accent"),
    ] as [(String, String?)])
  func `a slip is recognised, a stranger is not`(word: String, meant: String?) {
    let known = ["critical", "warning", "stripe", "ok", "accent"]
    #expect(NearMiss.of(word, among: known) == meant)
  }

  @Test(
    arguments: [
      ("", "", 0), ("a", "", 1), ("ab", "ba", 1), ("kitten", "sitting", 3), ("A", "a", 0),
    ])
  func `the distance counts edits`(left: String, right: String, edits: Int) {
    #expect(NearMiss.distance(left, right) == edits)
    #expect(NearMiss.distance(right, left) == edits)
  }
}
