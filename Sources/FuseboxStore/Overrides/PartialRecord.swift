import Foundation
import FuseboxCore

/// An audit row of which not everything can be read: what matters is what it leaves in force.
enum PartialRecord {
  /// nil when provider or kind of the hold cannot be read.
  static func read(_ bytes: [UInt8]) -> AuditRecord? {
    (try? JSONDecoder().decode(Document.self, from: Data(bytes)))?.audit.record
  }

  private struct Document: Decodable {
    var audit: Row
  }

  private enum Key: String, CodingKey {
    case id, at, provider, action, actor, reason, from, to, override, revision, kind, since, until
  }

  private struct Row: Decodable {
    var record: AuditRecord

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      let provider = try fields.decode(ProviderID.self, forKey: .provider)
      let isCleared = try !fields.contains(.override) || fields.decodeNil(forKey: .override)
      let hold = isCleared ? nil : try fields.decode(Hold.self, forKey: .override)
      let actor = PartialRecord.actor(fields) ?? hold?.actor ?? PartialRecord.nobody
      let time = fields.number(.at) ?? hold?.since
      let reason = fields.text(.reason) ?? hold?.reason ?? PartialRecord.noReason
      let revision = fields.number(.revision) ?? hold?.revision ?? 0
      let word = hold?.kind == .forcedOpen ? OverrideAction.trip : .hold
      record = AuditRecord(
        id: fields.text(.id) ?? "", at: WallTime(milliseconds: time ?? 0), provider: provider,
        action: fields.text(.action).flatMap(OverrideAction.init) ?? (isCleared ? .reset : word),
        actor: actor, reason: reason, from: fields.text(.from).flatMap(EffectiveState.init),
        to: fields.text(.to).flatMap(EffectiveState.init),
        override: hold.map {
          Override(
            provider: provider, kind: $0.kind, actor: $0.actor ?? actor,
            reason: $0.reason ?? reason, since: WallTime(milliseconds: $0.since ?? time ?? 0),
            until: $0.until, revision: $0.revision ?? revision)
        }, revision: revision, audited: true)
    }
  }

  private struct Hold: Decodable {
    var kind: Override.Kind
    var until: WallTime?
    var since: Int64?
    var revision: Int64?
    var reason: String?
    var actor: Actor?

    init(from decoder: any Decoder) throws {
      let fields = try decoder.container(keyedBy: Key.self)
      kind = try fields.decode(Override.Kind.self, forKey: .kind)
      until =
        fields.number(.until).map { WallTime(milliseconds: $0) }
        ?? fields.text(.until).flatMap { WallTime(rfc3339: $0) }
      // The safe side: a trip whose end cannot be read holds until reset, letting everything pass
      // does not.
      guard kind == .forcedOpen || until != nil else {
        throw DecodingError.dataCorruptedError(
          forKey: .until, in: fields, debugDescription: "holding closed always ends")
      }
      since = fields.number(.since)
      revision = fields.number(.revision)
      reason = fields.text(.reason)
      actor = PartialRecord.actor(fields)
    }
  }

  private static let noReason = "(the reason cannot be read)"
  private static let nobody = Actor(name: "somebody", nameSource: "", uid: .max)

  private static func actor(_ fields: KeyedDecodingContainer<Key>) -> Actor? {
    try? fields.decode(Actor.self, forKey: .actor)
  }
}

extension KeyedDecodingContainer {
  fileprivate func number(_ key: Key) -> Int64? {
    (try? decode(Int64.self, forKey: key)).flatMap {
      StoredNumber.range.contains($0) ? $0 : nil
    }
  }

  fileprivate func text(_ key: Key) -> String? { try? decode(String.self, forKey: key) }
}
