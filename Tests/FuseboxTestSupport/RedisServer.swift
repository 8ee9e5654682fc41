import Foundation
import FuseboxCore
import Glibc

/// A real redis-server on loopback with nothing in it, for one test.
package final class RedisServer: Sendable {
  /// PEM files of a TLS server.
  package struct TLSFiles: Sendable {
    package let certificate: String
    package let key: String

    package init(certificate: String, key: String) {
      self.certificate = certificate
      self.key = key
    }
  }

  package let origin: Origin
  private let process: ServerProcess

  /// Starts one that takes connections when this returns.
  /// - Parameters:
  ///   - password: what AUTH must say; nil: nothing.
  ///   - tls: serves TLS only.
  package init(password: String? = nil, tls: TLSFiles? = nil) async throws {
    let port = try Self.freePort()
    var command = ["redis-server", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    command += ["--dir", FileManager.default.temporaryDirectory.path]
    if let password { command += ["--requirepass", password] }
    if let tls {
      command += ["--port", "0", "--tls-port", String(port), "--tls-auth-clients", "no"]
      command += ["--tls-cert-file", tls.certificate, "--tls-key-file", tls.key]
      command += ["--tls-ca-cert-file", tls.certificate]
    } else {
      command += ["--port", String(port)]
    }
    process = try await ServerProcess(command, readyAt: "Ready to accept connections")
    origin = Origin(scheme: tls == nil ? "redis" : "rediss", host: "127.0.0.1", port: port)
  }

  /// It hangs: takes connections (the kernel does), answers nothing.
  package func freeze() { process.signal(SIGSTOP) }

  /// It goes on.
  package func thaw() { process.signal(SIGCONT) }

  package func stop() { process.stop() }

  /// There is no free port, which no test can cure.
  private struct NoPort: Error {}

  /// A port that the kernel gave out a moment ago and hands to nobody else at once. Redis cannot
  /// be given port 0 and asked what it got.
  private static func freePort() throws -> Int {
    let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(socket) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let result = unsafe withUnsafeMutablePointer(to: &address) { pointer in
      unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard unsafe bind(socket, generic, length) == 0 else { return Int32(-1) }
        return unsafe getsockname(socket, generic, &length)
      }
    }
    guard result == 0 else { throw NoPort() }
    return Int(UInt16(bigEndian: address.sin_port))
  }
}
