import FuseboxCore
import FuseboxListener

/// It ended before it listened.
struct NeverListened: Error {}

/// Runs `use` with the port of a listener that is stopped afterwards.
@discardableResult func listening<Value>(
  at address: ListenAddress = .tcp(host: "127.0.0.1", port: 0),
  limits: ListenLimits = ListenLimits(),
  answer: @escaping @Sendable (Inbound) async -> Outbound,
  use: (Int) async throws -> Value
) async throws -> Value {
  let (ports, bound) = AsyncStream.makeStream(of: Int.self)
  return try await withThrowingTaskGroup(of: Void.self) { group in
    group.addTask {
      defer { bound.finish() }
      try await HTTPListener().serve(
        address, limits: limits, bound: { bound.yield($0) }, answer: answer)
    }
    guard let port = await ports.first(where: { _ in true }) else {
      try await group.waitForAll()
      throw NeverListened()
    }
    let value = try await use(port)
    group.cancelAll()
    try await group.waitForAll()
    return value
  }
}

/// Answers with a text.
func said(_ text: String, status: Int = 200) -> Outbound {
  Outbound(status: status, body: .bytes(Array(text.utf8)))
}

extension String {
  /// What stands behind the head of an answer.
  var afterHead: String {
    firstRange(of: "\r\n\r\n").map { String(self[$0.upperBound...]) } ?? ""
  }
}
