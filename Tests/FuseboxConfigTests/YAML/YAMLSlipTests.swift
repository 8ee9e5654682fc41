import FuseboxConfig
import Testing

@Suite struct YAMLSlipTests {
  private func complaints(_ text: String) -> [String] {
    FileErrors(YAMLFile(text, source: "f").errors).all.map(\.line)
  }

  @Test(
    arguments: [
      ("a:\n\t- 1\n", "f:2:1: a tab stands here; indent with spaces"),
      ("a:\n  b:\n  \tc: 1\n", "f:3:3: a tab stands here; indent with spaces"),
      ("a:\n  - prefix: rl:\n", "f:2:15: rl: has a colon in it; write \"rl:\""),
      ("a:\n  prefix: rl:v1: # ours\n", "f:2:16: rl:v1: has a colon in it; write \"rl:v1:\""),
      (
        "a: 1\n  b: 2\n",
        "f:2:4: this line is indented further than its neighbours, or the line above has a value "
          + "already"
      ),
      ("a:\n    b: 1\n  c: 2\n", "f:3:3: this line is not indented like its neighbours"),
      (
        "a: {b: 1\n",
        "f:2:1: a comma or the closing bracket is missing; a value with : , [ or { in it needs "
          + "quotes"
      ),
      (
        "a: [1, 2\nb: 3\n",
        "f:2:2: a comma or the closing bracket is missing; a value with : , [ or { in it needs "
          + "quotes"
      ),
      ("a: \"b\nc: 1\n", "f:1:4: the quote that opens here is never closed"),
      ("a: 'b\n", "f:1:4: the quote that opens here is never closed"),
      ("a: @b\n", "f:1:4: a value cannot begin with @; put it in quotes"),
      ("a: *\n", "f:1:5: a value that begins with * or & must stand in quotes"),
      (
        "a:\n\u{A0}\u{A0}b: 1\n",
        "f:2:1: a space of another kind stands here (U+00A0); type a plain space"
      ),
      (
        "a:\n \u{3000}b: 1\n",
        "f:2:2: a space of another kind stands here (U+3000); type a plain space"
      ),
      ("a: “b”\n", "f:1:4: a: curly quotes are part of the text here; type \" instead"),
      ("a: [‘b’]\n", "f:1:5: a.0: curly quotes are part of the text here; type \" instead"),
    ] as [(String, String)])
  func `a slip of the pen is told with what to type instead`(text: String, line: String) {
    #expect(complaints(text) == [line])
  }

  @Test(arguments: [
    "a: ${TOKEN}\n", "a: \"${TOKEN}\"\n", "a: {b: ${TOKEN}}\n", "a: https://${TOKEN}/x\n",
    "a: ${TOKEN:-none}\n",
  ])
  func `a shell's variable is said not to be filled in`(text: String) {
    let lines = complaints(text)
    #expect(lines.count == 1)
    #expect(lines[0].contains("${TOKEN} is not filled in here; write env:NAME for a credential"))
  }

  @Test(arguments: [
    "a: it’s fine\n", "a: \"“b”\"\n", "a: costs $5\n", "a: \"a ${jndi:ldap} in a sentence\"\n",
    "a: \"rl:\"\n", "a: rl:*\n",
    "a: équipe de\u{A0}nuit\n",
  ])
  func `what is text stays text`(text: String) {
    #expect(complaints(text) == [])
  }
}
