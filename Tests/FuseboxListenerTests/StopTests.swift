import FuseboxCore
import FuseboxListener
import Foundation
import Testing

@Suite(.timeLimit(.minutes(1))) struct StopTests {
  @Test func `stopping among arriving connections ends them all`() async throws {
    let crowd = Crowd()
    defer { crowd.goHome() }
    for _ in 0..<60 {
      try await listening { _ in
        said("ok")
      } use: { port in
        crowd.turn(to: port)
        let client = try RawClient(port: port)
        client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.read(until: "ok").text.afterHead == "ok")
      }
    }
  }

  /// Threads that connect without a pause to the port they are told, and stop in mid-request.
  private final class Crowd: Sendable {
    private let port = Guarded<Int?>(nil)

    func turn(to new: Int) {
      let isFirst = port.withLock { port in
        defer { port = new }
        return port == nil
      }
      guard isFirst else { return }
      for _ in 0..<3 {
        let thread = Thread { [self] in
          while let now = port.withLock({ $0 }) {
            let client = try? RawClient(port: now)
            client?.write("GET / HTTP/1.1\r\n")
          }
        }
        thread.start()
      }
    }

    func goHome() { port.withLock { $0 = nil } }
  }
}
