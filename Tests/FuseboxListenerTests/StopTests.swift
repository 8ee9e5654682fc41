import Foundation
import FuseboxCore
import FuseboxListener
import Testing

@Suite(.timeLimit(.minutes(1))) struct StopTests {
  /// Over unix sockets, so that the crowd takes no ports from other tests.
  @Test func `stopping among arriving connections ends them all`() async throws {
    for _ in 0..<40 {
      let path = "/tmp/fbx-\(UUID().uuidString.prefix(13)).sock"
      let crowd = try await listening(at: .unix(path: path)) { _ in
        said("ok")
      } use: { _ in
        let crowd = Task { await Self.crowd(at: path) }
        let client = try RawClient(path: path)
        client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(await client.read(until: "ok").text.afterHead == "ok")
        return crowd
      }
      await crowd.value
      #expect(throws: RawClient.NoConnection.self) { try RawClient(path: path) }
    }
  }

  /// Three threads that connect without a pause and stop in the middle of a request; together
  /// fewer than there are places, so that none is closed to make room.
  private static func crowd(at path: String) async {
    await withTaskGroup { group in
      for _ in 0..<3 {
        group.addTask {
          await onThread {
            for _ in 0..<20 {
              let client = try? RawClient(path: path)
              client?.write("GET / HTTP/1.1\r\n")
            }
          }
        }
      }
    }
  }
}
