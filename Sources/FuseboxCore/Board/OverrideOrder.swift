/// Where a change stands among all changes of its provider's override: the fold and the database
/// both go by it, so whoever writes and in whatever order the news come, the same change is the
/// newest for everybody.
package struct OverrideOrder: Sendable, Comparable {
  package var revision: Int64
  package var at: WallTime
  package var id: String

  package init(revision: Int64, at: WallTime, id: String) {
    self.revision = revision
    self.at = at
    self.id = id
  }

  /// The revision decides, as a clock may have been set back; the rest tells apart what two agents
  /// counted alike.
  package static func < (left: Self, right: Self) -> Bool {
    (left.revision, left.at, left.id) < (right.revision, right.at, right.id)
  }
}

extension AuditRecord {
  /// Its place among the changes of its provider.
  package var order: OverrideOrder { OverrideOrder(revision: revision, at: at, id: id) }
}
