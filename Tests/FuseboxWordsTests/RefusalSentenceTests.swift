import FuseboxCore
import FuseboxWords
import Testing

@Suite struct RefusalSentenceTests {
  @Test func `an agent of another version is named beside ours, with the way out`() {
    let sentence = CommandRefusal.otherVersion(agent: "0.3.0", own: "0.1.0").sentence
    #expect(sentence.contains("0.3.0") && sentence.contains("0.1.0"))
    #expect(sentence.contains("Start the agent anew"))
  }

  @Test func `an agent that does not say its version is of another one all the same`() {
    let sentence = CommandRefusal.otherVersion(agent: nil, own: "0.1.0").sentence
    #expect(sentence.hasPrefix("The agent is of another version, this is 0.1.0"))
  }
}
