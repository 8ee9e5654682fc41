import Foundation
import FuseboxTestSupport

/// A certificate for 127.0.0.1 that is its own authority, made by `openssl` for one test.
struct TestCertificate {
  let certificate: String
  let key: String
  private let folder: URL

  /// openssl ended with this status.
  struct NotMade: Error { let status: Int32 }

  init() async throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "fusebox-net-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    certificate = folder.appending(path: "certificate.pem").path
    key = folder.appending(path: "key.pem").path
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
      "-nodes", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2",
      "-keyout", key, "-out", certificate,
    ]
    process.standardError = FileHandle.nullDevice
    let ended = Signals<Int32>()
    process.terminationHandler = { ended.report($0.terminationStatus) }
    try process.run()
    let status = await ended.next() ?? -1
    guard status == 0 else { throw NotMade(status: status) }
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// An https server with this certificate; the port it took.
  /// - Parameter answer: head and body for `GET /answer`; nil: a page at every path.
  func serve(_ answer: String? = nil) async throws -> (process: ServerProcess, port: Int) {
    if let answer {
      try Data(answer.utf8).write(to: folder.appending(path: "answer"))
    }
    let process = try await ServerProcess(
      [
        "openssl", "s_server", "-accept", "127.0.0.1:0", answer == nil ? "-www" : "-HTTP",
        "-cert", certificate, "-key", key,
      ], in: folder, readyAt: "ACCEPT")
    return (process, process.readyLine.split(separator: ":").last.flatMap { Int($0) } ?? 0)
  }
}
