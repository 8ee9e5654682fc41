import FuseboxCore
import FuseboxWords

/// Takes one message. Pure: what must happen outside is returned.
package func update(_ model: inout Model, _ message: Message) -> [Effect] {
  switch message {
  case .input(let input, let at):
    // Before the refresh: no row moves in the moment in which somebody acts on it.
    if case .key = input { model.lastKeyAt = at.monotonic }
    model.refresh(at: at)
    return take(input, &model)
  case .board(let board, let judged, let at):
    model.refresh(board: board, judged: judged, at: at)
    model.compareSheet()
    return model.ringForNewFailures()
  case .tick(let at):
    model.refresh(at: at)
    return model.ringForNewFailures()
  case .commandDone(let command, let result):
    model.say(command, result)
    return []
  case .copied(let how):
    model.say("copied \(how)")
    return []
  case .exported(let path):
    model.say("saved \(path)")
    return []
  case .failed(let sentence):
    model.say(sentence, isBad: true)
    return []
  case .caption(let text):
    model.say(text)
    return []
  case .storedChanges(let provider, let changes):
    if model.selected == provider { model.stored = (provider, changes) }
    return []
  }
}

private func take(_ input: TerminalInput, _ model: inout Model) -> [Effect] {
  switch input {
  case .key(let key):
    if model.editing != nil {
      model.type(key)
      return []
    }
    return press(key, &model)
  case .paste(let text):
    // Never a command: without a field to go into it is dropped.
    model.type(pasted: text)
    return []
  case .resized(let size):
    model.size = size
    return []
  case .resumed: return [.redraw]
  case .focus: return []
  }
}

private func press(_ key: Key, _ model: inout Model) -> [Effect] {
  guard let binding = KeyTable.binding(for: key, in: model.context) else { return [] }
  if binding.id != .quit { model.isLeaving = false }
  if let reason = binding.disabledReason(model) {
    model.say(reason, isBad: true)
    return []
  }
  return binding.action(&model)
}

extension Model {
  fileprivate mutating func compareSheet() {
    guard let provider = sheet?.provider else { return }
    sheet?.compare(with: board[provider], at: now.wall)
  }

  /// Rings once for a row that has begun to fail; the rows of the first board are no news.
  fileprivate mutating func ringForNewFailures() -> [Effect] {
    guard board.agent != nil else { return [] }
    // A paused screen does not move, but it still rings.
    let newest = paused == nil ? rows : Judge.assess(board, at: now.wall)
    let current = Set(newest.filter { $0.severity == .failing }.map(\.provider))
    defer { failing = current }
    guard let failing, !current.isSubset(of: failing) else { return [] }
    return [.bell]
  }

  fileprivate mutating func say(
    _ command: Command, _ result: Result<AuditRecord?, CommandRefusal>
  ) {
    switch result {
    case .success(let record?):
      let undo = Undo.isPossible(record, at: now.wall) ? "   U takes it back for 30 s" : ""
      say("\(record.provider): \(record.words)\(undo)")
    case .success(nil):
      let whom = command.provider.rawValue.isEmpty ? "every provider" : "\(command.provider)"
      say("\(whom): \(command.kind == .refresh ? "asked again" : "one call is on its way")")
    case .failure(let refusal): say(refusal.sentence, isBad: true)
    }
  }
}

/// The last change can be taken back for a short time.
enum Undo {
  /// Counted from the change.
  static let length = Duration.seconds(30)

  /// Whether a change is of a kind, and young enough, to be taken back.
  static func isPossible(_ record: AuditRecord, at now: WallTime) -> Bool {
    switch record.action {
    case .trip, .extend, .reset, .hold: now - record.at <= length
    case .probe, .undo, .expire: false
    }
  }
}
