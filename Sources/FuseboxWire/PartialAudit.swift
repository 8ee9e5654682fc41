import FuseboxCore

/// An audit row of which not everything can be read, damaged or of a newer program: what matters
/// is what it leaves in force.
package enum PartialAudit {
  /// nil when provider or kind of the hold cannot be read.
  /// - Parameter numbers: those that a time, a revision can be.
  package static func read(_ bytes: [UInt8], numbers: ClosedRange<Int64>) -> AuditRecord? {
    guard let fields = PartialFields(JSONTree(bytes)?["audit"], numbers),
      let provider: ProviderID = fields.value("provider")
    else { return nil }
    var hold: Override?
    if let json = fields.members["override"], json != .null {
      hold = Self.hold(PartialFields(json, numbers), provider: provider, in: fields)
      guard hold != nil else { return nil }
    }
    let action: OverrideAction =
      hold.map { $0.kind == .forcedOpen ? .trip : .hold } ?? .reset
    return AuditRecord(
      id: fields.value("id") ?? "", at: fields.time("at") ?? hold?.since ?? .blank,
      provider: provider, action: fields.value("action") ?? action,
      actor: fields.value("actor") ?? hold?.actor ?? nobody,
      reason: fields.value("reason") ?? hold?.reason ?? noReason,
      from: fields.value("from"), to: fields.value("to"), override: hold,
      revision: fields.number("revision") ?? hold?.revision ?? 0, audited: true)
  }

  private static func hold(
    _ hold: PartialFields?, provider: ProviderID, in row: PartialFields
  ) -> Override? {
    guard let hold, let kind: Override.Kind = hold.value("kind") else { return nil }
    let until = hold.time("until")
    // The safe side: a trip whose end cannot be read holds until reset, letting everything pass
    // does not.
    guard kind == .forcedOpen || until != nil else { return nil }
    return Override(
      provider: provider, kind: kind,
      actor: hold.value("actor") ?? row.value("actor") ?? nobody,
      reason: hold.value("reason") ?? row.value("reason") ?? noReason,
      since: hold.time("since") ?? row.time("at") ?? .blank, until: until,
      revision: hold.number("revision") ?? row.number("revision") ?? 0)
  }

  private static let noReason = "(the reason cannot be read)"
  private static let nobody = Actor(name: "somebody", nameSource: "", uid: .max)
}

/// Fields that are read one by one, each as far as it can be.
private struct PartialFields {
  let members: [String: JSONTree]
  let numbers: ClosedRange<Int64>

  init?(_ json: JSONTree?, _ numbers: ClosedRange<Int64>) {
    guard case .object(let members)? = json else { return nil }
    self.members = members
    self.numbers = numbers
  }

  func value<Value: Field>(_ name: String) -> Value? { members[name].flatMap { try? Value($0) } }

  func number(_ name: String) -> Int64? { value(name).flatMap { numbers.contains($0) ? $0 : nil } }

  func time(_ name: String) -> WallTime? {
    value(name).flatMap { (time: WallTime) in numbers.contains(time.milliseconds) ? time : nil }
  }
}
