import FuseboxCore

/// Reads fields from the members of a JSON object; `null` is a field left out.
struct FieldReader: FieldList {
  let members: [String: JSONTree]

  init(_ members: [String: JSONTree]) { self.members = members }

  mutating func must<Value: Field>(_ name: String, _ value: inout Value) throws(FieldTrouble) {
    guard try read(name, &value) else { throw .missing.inside(name) }
  }

  mutating func may<Value: Field>(_ name: String, _ value: inout Value) throws(FieldTrouble) {
    _ = try read(name, &value)
  }

  private func read<Value: Field>(
    _ name: String, _ value: inout Value
  ) throws(FieldTrouble) -> Bool {
    guard let json = members[name] else { return false }
    if case .null = json { return false }
    do {
      value = try Value(json)
    } catch {
      throw error.inside(name)
    }
    return true
  }
}
