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
    let held = try HeldPort()
    let port = held.number
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
    // The port is held until the server has it, so that nobody else is given it in between.
    defer { withExtendedLifetime(held) {} }
    process = try await ServerProcess(command, readyAt: "Ready to accept connections")
    origin = Origin(scheme: tls == nil ? "redis" : "rediss", host: "127.0.0.1", port: port)
  }

  /// It hangs: takes connections (the kernel does), answers nothing.
  package func freeze() { process.signal(SIGSTOP) }

  /// It goes on.
  package func thaw() { process.signal(SIGCONT) }

  package func stop() { process.stop() }
}
