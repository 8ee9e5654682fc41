import FuseboxCore

extension Model {
  /// Holds the screen still, or lets it catch up.
  mutating func togglePause() {
    paused = paused == nil ? Paused(board: board, at: now.wall) : nil
    refresh(at: now)
  }

  /// Asks for new readings: of everything, in a detail of its provider.
  func askAgain() -> [Effect] {
    var provider = ProviderID("")
    if case .detail(let shown) = screen { provider = shown }
    return [.perform(Command(kind: .refresh, provider: provider, actor: actor))]
  }

  /// The row under the cursor as one line for the incident channel.
  func copyRow() -> [Effect] {
    guard let row = rows.first(where: { $0.provider == selected }),
      let words = RowWords(row, on: shownBoard, at: shownAt)
    else { return [] }
    return [.copy(IncidentLine.text(words))]
  }

  /// The runbook of the row under the cursor; nothing without one.
  func openRunbook() -> [Effect] { runbook.isEmpty ? [] : [.openRunbook(runbook)] }

  /// Why there is no runbook to open; nil when there is one.
  var runbookMissing: String? {
    runbook.isEmpty ? "No runbook is configured for this provider." : nil
  }

  private var runbook: String { selected.flatMap { shownBoard[$0] }?.facts.runbook ?? "" }

  /// Exports what is shown, and closes the sheet that asked for the format.
  mutating func export(_ format: ExportFormat) -> [Effect] {
    sheet = nil
    return [.export(format, shownBoard)]
  }

  /// Leaves; asks once when that would hurt somebody.
  mutating func leave() -> [Effect] {
    guard leavingWarning.isEmpty || isLeaving else {
      isLeaving = true
      say("\(leavingWarning); q again leaves", isBad: true)
      return []
    }
    return [.quit(0)]
  }
}
