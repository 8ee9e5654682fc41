import Foundation
import FuseboxCore
import FuseboxNet
import FuseboxSimulator

/// A redis-server of the demo's own: on a free port, without persistence, ended with the demo.
struct DemoRedis: Sendable {
  let directory: URL
  let link: any KeyValueLink
  let loop: any Loop

  /// It could not be started.
  struct Failure: Error, Sentence {
    var sentence: String { "redis-server did not start; is it installed?" }
  }

  func start() async throws -> RunningRedis {
    // A taken port ends that server at once; another is tried.
    for _ in 0..<10 {
      let port = Int.random(in: 20_000..<60_000)
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = [
        "redis-server", "--port", String(port), "--bind", "127.0.0.1", "--save", "",
        "--dir", directory.path, "--logfile", directory.appending(path: "redis.log").path,
      ]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      let (ends, end) = AsyncStream.makeStream(of: Void.self)
      process.terminationHandler = { _ in end.finish() }
      try process.run()
      let pid = process.processIdentifier
      if await answers(port, while: { kill(pid, 0) == 0 }) {
        return RunningRedis(port: port, pid: pid) {
          // It keeps nothing, and it inherited a blocked SIGTERM from the thread it came from.
          kill(pid, SIGKILL)
          for await _ in ends {}
        }
      }
      kill(pid, SIGKILL)
    }
    throw Failure()
  }

  /// Asks until it answers, at most five seconds.
  private func answers(_ port: Int, while isAlive: () -> Bool) async -> Bool {
    let target = RedisTarget(origin: Origin(scheme: "redis", host: "127.0.0.1", port: port))
    let deadline = loop.now.monotonic + .seconds(5)
    while loop.now.monotonic < deadline, isAlive() {
      let reply = try? await link.run(
        [["PING"]], on: target, deadline: .seconds(1), byteCap: 1024)
      if reply?.values == [.simple("PONG")] { return true }
      try? await loop.sleep(until: loop.now.monotonic + .milliseconds(30))
    }
    return false
  }
}
