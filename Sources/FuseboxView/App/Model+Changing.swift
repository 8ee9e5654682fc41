import FuseboxCore
import FuseboxWords

extension Model {
  /// The provider that a change would be about, as the newest board has it, paused or not.
  var target: ProviderState? { selected.flatMap { board[$0] } }

  /// Opens the sheet that asks before anything changes.
  mutating func ask(_ kind: Sheet.Kind) {
    guard let target else { return }
    sheet = Sheet(kind, target, reason: reason(for: kind, target), at: now.monotonic)
  }

  private func reason(for kind: Sheet.Kind, _ target: ProviderState) -> String {
    switch kind {
    case .trip, .hold:
      guard let row = Judge.assess(target.id, in: board, at: now.wall),
        let words = RowWords(row, on: board, at: now.wall)
      else { return "" }
      return SheetReason.text(words)
    case .reset: return "reset by hand"
    case .probe: return "probe by hand"
    case .undo: return "taken back"
    case .export: return ""
    }
  }

  /// Opens the reason of the sheet for typing.
  mutating func editReason() {
    guard let sheet else { return }
    editing = .reason(before: sheet.reason)
  }

  /// Chooses a length of the open sheet; nothing for an index that it does not have.
  mutating func chooseLength(_ index: Int) {
    guard let sheet, sheet.lengths.indices.contains(index) else { return }
    self.sheet?.choice = index
  }

  /// Does what the sheet says, unless it has only just opened or the breaker has changed.
  mutating func confirm(_ kind: Command.Kind) -> [Effect] {
    guard let sheet, sheet.changed == nil, now.monotonic - sheet.openedAt >= Sheet.guardTime
    else { return [] }
    self.sheet = nil
    let command = Command(
      kind: kind, provider: sheet.provider, actor: actor, reason: sheet.reason,
      seconds: sheet.length?.seconds, expectedRevision: sheet.seen.revision)
    return [.perform(command)]
  }

  /// What `y` does in the open sheet.
  mutating func confirmSheet() -> [Effect] {
    switch sheet?.kind {
    case .trip: confirm(.trip)
    case .hold: confirm(.hold)
    case .reset: confirm(.reset)
    // Of a tripped breaker the sheet offers no call.
    case .probe: target?.breaker.effective == .forcedOpen ? [] : confirm(.probe)
    case .undo: confirm(.undo)
    case .export, nil: []
    }
  }

  /// Why the breaker under the cursor cannot be changed at all; nil when it can.
  var breakerMissing: String? {
    guard let target else { return "No provider is selected." }
    return target.facts.isProbed ? nil : CommandRefusal.pageOnly(target.id.rawValue).sentence
  }

  /// Why there is nothing to reset; nil when there is.
  var resetMissing: String? {
    if let breakerMissing { return breakerMissing }
    guard let target, target.breaker.effective == .closed else {
      return nil
    }
    return "\(target.id) is closed already; there is nothing to reset."
  }

  /// Why there is nothing to take back; nil when there is.
  var undoMissing: String? {
    if let breakerMissing { return breakerMissing }
    let record = target?.breaker.lastChange
    guard let record, Undo.isPossible(record, at: now.wall) else {
      return CommandRefusal.nothingToUndo.sentence
    }
    return nil
  }
}
