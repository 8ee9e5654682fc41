import FuseboxCore
import FuseboxScenarios
import FuseboxSimulator

/// Scenarios from YAML. What they may say is the simulator's business; here their syntax is.
package enum ScenarioFiles {
  /// Scenarios that come with the program, asked for by name: the demo's own first.
  package static func shipped() throws(FileErrors) -> [Scenario] {
    var all = [DemoScenario.standard, HostileScenario.standard]
    for file in ShippedScenarios.all { all.append(try read(file.yaml, source: file.name)) }
    return all
  }

  /// The scenario of this name or in this file, the demo's own without either; or every error.
  package static func read(path: String?) throws(FileErrors) -> Scenario {
    guard let path else { return DemoScenario.standard }
    if let shipped = try shipped().first(where: { $0.name == path }) { return shipped }
    switch FileReading.real.text(path) {
    case .success(let text): return try read(text, source: path)
    case .failure(let failure): throw FileErrors([failure.error(in: path)])
    }
  }

  /// - Parameter source: the path as the person gave it, for messages.
  package static func read(_ text: String, source: String) throws(FileErrors) -> Scenario {
    let file = YAMLFile(text, source: source)
    guard file.errors.isEmpty else { throw FileErrors(file.errors) }
    guard let root = file.root else {
      let reason = FileError.Reason.unreadable("it is empty")
      throw FileErrors([FileError(source: source, place: nil, key: "", reason: reason)])
    }
    do throws(ScenarioErrors) {
      return try Scenario(ScenarioNode(root))
    } catch {
      throw FileErrors(error.all.map { FileError($0, source: source) })
    }
  }
}

extension ScenarioNode {
  fileprivate init(_ node: YAMLNode) {
    let content: Content =
      switch node.content {
      case .scalar(let text, _): .scalar(text)
      case .list(let items): .list(items.map { ScenarioNode($0) })
      case .map(let entries):
        .map(entries.map { Member($0.key, at: Place($0.place), ScenarioNode($0.value)) })
      }
    self.init(content, at: Place(node.place))
  }
}

extension ScenarioNode.Place {
  fileprivate init(_ place: Place) { self.init(line: place.line, column: place.column) }
}

extension FileError {
  fileprivate init(_ error: ScenarioError, source: String) {
    let reason: Reason =
      switch error.reason {
      case .unknownKey(let near): .unknownKey(near: near)
      case .missingKey: .missingKey
      case .wrongType(let expected, let found): .wrongType(expected: expected, found: found)
      case .outOfRange(let rule): .outOfRange(rule)
      }
    let place = Place(line: error.place.line, column: error.place.column)
    self.init(source: source, place: place, key: error.key, reason: reason)
  }
}
