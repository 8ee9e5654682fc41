import Foundation
import FuseboxCore
import FuseboxListener
import Glibc
import Testing

@Suite(.timeLimit(.minutes(1))) struct UnixSocketTests {
  /// Short: the address of a unix socket holds 107 bytes.
  private static func freshPath() -> String { "/tmp/fbx-\(UUID().uuidString.prefix(13)).sock" }

  /// The permission bits; nil when there is no such file.
  private static func mode(of path: String) -> UInt32? {
    var facts = stat()
    return unsafe lstat(path, &facts) == 0 ? facts.st_mode & 0o777 : nil
  }

  @Test func `it is the owner's alone, names the peer's uid and goes when it stops`() async throws {
    let path = Self.freshPath()
    let seen = Guarded<UInt32?>(nil)
    try await listening(at: .unix(path: path)) { inbound in
      seen.withLock { $0 = inbound.peerUID }
      return said("ok")
    } use: { port in
      #expect(port == 0)
      #expect(Self.mode(of: path) == 0o600)
      let client = try RawClient(path: path)
      client.write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await client.read(until: "ok").text.afterHead == "ok")
    }
    #expect(seen.withLock { $0 } == getuid())
    #expect(Self.mode(of: path) == nil)
  }

  @Test func `a socket that a dead process left is replaced`() async throws {
    let path = Self.freshPath()
    let left = Process()
    left.executableURL = URL(filePath: "/usr/bin/env")
    left.arguments = [
      "python3", "-c", "import socket;socket.socket(socket.AF_UNIX).bind('\(path)')",
    ]
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
      left.terminationHandler = { _ in ended.resume() }
      do { try left.run() } catch { ended.resume(throwing: error) }
    }
    #expect(Self.mode(of: path) != nil)
    try await listening(at: .unix(path: path)) { _ in
      said("ok")
    } use: { _ in
      let client = try RawClient(path: path)
      client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      #expect(await client.read(until: "ok").text.afterHead == "ok")
    }
  }

  @Test func `a file that is no socket stays what it is`() async throws {
    let path = Self.freshPath()
    try Data("mine".utf8).write(to: URL(filePath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    await #expect(throws: ListenFailure.self) {
      try await listening(at: .unix(path: path)) { _ in
        said("")
      } use: { _ in
      }
    }
    #expect(FileManager.default.contents(atPath: path) == Data("mine".utf8))
  }

  @Test(arguments: ["/nowhere/at/all.sock", "/tmp/" + String(repeating: "x", count: 200)])
  func `a path that cannot be is said in words`(path: String) async throws {
    let failure = await #expect(throws: ListenFailure.self) {
      try await listening(at: .unix(path: path)) { _ in
        said("")
      } use: { _ in
      }
    }
    #expect(failure?.sentence.hasPrefix("cannot listen on ") == true)
  }

  static let places: [(path: String, words: String)] = [
    ("/dev/null/a.sock", "a part of the path is no directory"),
    ("/nowhere-\(UUID().uuidString)/a.sock", "its directory is gone"),
    ("/tmp/" + String(repeating: "a", count: 120), "the path is too long for a socket"),
  ]

  @Test(arguments: places)
  func `why there is no socket is said in our words`(path: String, words: String) async throws {
    let failure = await #expect(throws: ListenFailure.self) {
      try await listening(at: .unix(path: path)) { _ in
        said("")
      } use: { _ in
      }
    }
    let sentence = try #require(failure).sentence
    #expect(sentence.hasSuffix(": " + words))
  }
}
