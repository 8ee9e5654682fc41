import FuseboxCore
import FuseboxProviders
import FuseboxWords
import Testing

@testable import FuseboxCommands

@Suite struct ProviderNameTests {
  private func refusal(_ name: String) -> String? {
    do throws(CommandRefusal) {
      _ = try Catalogue.builtIn.id(named: name)
      return nil
    } catch {
      return error.sentence
    }
  }

  @Test func `a provider of the catalogue is taken`() throws {
    #expect(try Catalogue.builtIn.id(named: "github") == "github")
  }

  @Test(
    arguments: [
      ("githib", "There is no provider githib; did you mean github?"),
      ("GitHub", "There is no provider GitHub; did you mean github?"),
      ("git hub", "There is no provider git hub; did you mean github?"),
      ("nosuch", "There is no provider nosuch."), ("", "There is no provider ."),
    ])
  func `any other is refused with what it may mean`(name: String, sentence: String) {
    #expect(refusal(name) == sentence)
  }

  @Test func `a hostile name does not reach the terminal`() {
    #expect(refusal("a\u{1B}[2Jb")?.contains("\u{1B}") == false)
  }
}
