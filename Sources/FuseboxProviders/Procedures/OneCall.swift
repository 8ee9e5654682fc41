import FuseboxCore

/// The usual procedure: one call and its answer.
struct OneCall: Procedure {
  private var request: HTTPRequest?
  private let read: @Sendable (HTTPAnswer) -> OperationResult
  private(set) var result = OperationResult.unfinished

  init(_ request: HTTPRequest, read: @escaping @Sendable (HTTPAnswer) -> OperationResult) {
    self.request = request
    self.read = read
  }

  mutating func next() -> Ask? {
    defer { request = nil }
    return request.map { .http($0) }
  }

  mutating func take(_ reply: Reply) { result = reply.result(read) }
}
