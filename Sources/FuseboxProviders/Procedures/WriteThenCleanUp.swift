import FuseboxCore

/// A write to a provider's sandbox, and the removal of what it wrote. The write tells how the
/// provider is; what stays behind is a note.
struct WriteThenCleanUp: Procedure {
  private enum Stage {
    case writing(HTTPRequest)
    case written
    case cleaning(HTTPRequest)
    case cleaned
    case over
  }

  private var stage: Stage
  private let read: @Sendable (HTTPAnswer) -> OperationResult
  private let removal: @Sendable (HTTPAnswer) -> HTTPRequest?
  private let removalName: String
  private(set) var result = OperationResult.unfinished

  /// - Parameters:
  ///   - removal: removes what the answer of a write that was taken names; nil when it names nothing.
  ///   - removalName: the removing call's own name.
  init(
    _ write: HTTPRequest, read: @escaping @Sendable (HTTPAnswer) -> OperationResult,
    removal: @escaping @Sendable (HTTPAnswer) -> HTTPRequest?, named removalName: String
  ) {
    stage = .writing(write)
    self.read = read
    self.removal = removal
    self.removalName = removalName
  }

  mutating func next() -> Ask? {
    switch stage {
    case .writing(let request):
      stage = .written
      return .http(request)
    case .cleaning(let request):
      stage = .cleaned
      return .http(request, as: removalName, isPart: true)
    case .written, .cleaned, .over: return nil
    }
  }

  mutating func take(_ reply: Reply) {
    if case .written = stage { takeWrite(reply) } else { takeRemoval(reply) }
  }

  private mutating func takeWrite(_ reply: Reply) {
    stage = .over
    result = reply.result(read)
    // Taken is written, also where the answer holds less than it should.
    guard case .http(let answer) = reply, 200...299 ~= answer.status else { return }
    if let request = removal(answer) {
      stage = .cleaning(request)
    } else {
      result.notes.append("what it wrote has no name and stays")
    }
  }

  private mutating func takeRemoval(_ reply: Reply) {
    stage = .over
    // Gone is as good as removed.
    if case .http(let answer) = reply,
      200...299 ~= answer.status || [404, 410].contains(answer.status)
    {
      return
    }
    var why = "no answer"
    if case .http(let answer) = reply { why = "\(answer.status)" }
    result.notes.append("what it wrote could not be removed: \(why)")
  }
}
