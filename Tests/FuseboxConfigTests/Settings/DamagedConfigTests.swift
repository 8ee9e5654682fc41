import FuseboxConfig
import FuseboxCore
import FuseboxProviders
import Testing

@Suite struct DamagedConfigTests {
  private static let sound = """
    version: 1
    defaults: {interval: {status: 60s}, breaker: {error_threshold: 50}}
    providers:
      github: {credentials: {token: env:GITHUB_TOKEN}, components: ["API, Requests"]}
      redis: {limiters: [{prefix: "rl:", window: 15m, max: 100}]}
    """

  @Test(arguments: 1...8)
  func `a damaged file is read or refused in words, and never ends the program`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    let spare = Array("{}[]:,&*!?|>-'\"#%@`\\\n\t\u{0}\u{7F}é\u{1F600}\u{E000}9a".unicodeScalars)
    for _ in 1...60 {
      var scalars = Array(Self.sound.unicodeScalars)
      for _ in 1...Int.random(in: 1...6, using: &chance) {
        let place = Int.random(in: 0..<scalars.count, using: &chance)
        switch Int.random(in: 0...2, using: &chance) {
        case 0: scalars[place] = spare.randomElement(using: &chance) ?? "x"
        case 1: scalars.insert(spare.randomElement(using: &chance) ?? "x", at: place)
        default: scalars.removeSubrange(place..<min(scalars.count, place + 5))
        }
      }
      let text = String(String.UnicodeScalarView(scalars))
      let reader = ConfigReader(
        text, source: "f", schema: ConfigSchema.root(Catalogue.builtIn.providers))
      let lines = FileErrors(reader.errors).all.map(\.line)
      #expect(lines.allSatisfy { $0.hasPrefix("f:") && !$0.contains("\n") })
    }
  }
}
