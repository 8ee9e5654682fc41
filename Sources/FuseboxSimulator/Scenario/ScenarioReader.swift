import FuseboxCore

extension Scenario {
  /// Reads a scenario strictly: an unknown key, a missing one or a value of the wrong form is an
  /// error, and all errors are told at once.
  package init(_ file: ScenarioNode) throws(ScenarioErrors) {
    var reader = ScenarioReader()
    let scenario = reader.scenario(file)
    guard let scenario, reader.errors.isEmpty else { throw ScenarioErrors(all: reader.errors) }
    self = scenario
  }
}

/// Collects what is wrong while it reads.
struct ScenarioReader {
  /// A map whose keys are known to be right.
  struct Block {
    var path: String
    var place: ScenarioNode.Place
    var members: [String: ScenarioNode]

    subscript(key: String) -> ScenarioNode? { members[key] }

    func path(to key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
  }

  private(set) var errors: [ScenarioError] = []

  mutating func report(_ reason: ScenarioError.Reason, _ key: String, at place: ScenarioNode.Place)
  {
    errors.append(ScenarioError(place: place, key: key, reason: reason))
  }

  /// The map there; nil, and an error, when it is something else.
  mutating func block(_ node: ScenarioNode, at path: String, keys: [String]) -> Block? {
    guard case .map(let members) = node.content else {
      report(.wrongType(expected: "a map", found: node.kind), path, at: node.place)
      return nil
    }
    var block = Block(path: path, place: node.place, members: [:])
    for member in members {
      guard keys.contains(member.key) else {
        let near = NearMiss.of(member.key, among: keys)
        report(.unknownKey(near: near), block.path(to: member.key), at: member.place)
        continue
      }
      block.members[member.key] = member.value
    }
    return block
  }

  /// The value of a key; nil when it is absent, or (with an error) of another form.
  mutating func value<Value>(
    _ key: String, of block: Block, as form: ScalarForm<Value>
  ) -> Value? {
    guard let node = block[key] else { return nil }
    return scalar(node, at: block.path(to: key), as: form)
  }

  mutating func scalar<Value>(
    _ node: ScenarioNode, at path: String, as form: ScalarForm<Value>
  ) -> Value? {
    guard case .scalar(let text) = node.content else {
      report(.wrongType(expected: form.expected, found: node.kind), path, at: node.place)
      return nil
    }
    guard let value = form.read(text) else {
      report(.outOfRange("must be \(form.expected)"), path, at: node.place)
      return nil
    }
    return value
  }

  /// As `value`, and an error when the key is absent.
  mutating func required<Value>(
    _ key: String, of block: Block, as form: ScalarForm<Value>
  ) -> Value? {
    if block[key] == nil { report(.missingKey, block.path(to: key), at: block.place) }
    return value(key, of: block, as: form)
  }
}
