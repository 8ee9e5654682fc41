import FuseboxCore

/// HTTP through libcurl. Connections are reused, TLS is always verified, no netrc file is read.
/// A redirect that is not followed (a credential is along, the sixth hop, from https to http) is
/// the answer.
package final class CurlTransport: Transport {
  /// What holds for all calls of one transport.
  package struct Configuration: Sendable {
    /// PEM file of trusted authorities, in place of libcurl's own bundle (`SSL_CERT_FILE`).
    package var caFile: String?
    package var proxy: Proxy
    /// Every call goes to this socket; the addresses' hosts only fill the `Host` field.
    package var unixSocket: String?
    /// `fusebox/1.0`.
    package var userAgent: String

    package init(
      caFile: String? = nil, proxy: Proxy = .environment, unixSocket: String? = nil,
      userAgent: String = "fusebox"
    ) {
      self.caFile = caFile
      self.proxy = proxy
      self.unixSocket = unixSocket
      self.userAgent = userAgent
    }
  }

  package enum Proxy: Sendable, Equatable {
    /// `http_proxy`, `https_proxy`, `all_proxy` and `no_proxy`, as libcurl reads them; never for
    /// loopback.
    case environment
    case none
    /// `http://127.0.0.1:3128`
    case address(String)
  }

  private let thread: CurlThread
  private let configuration: Configuration

  /// - Parameter thread: shared with other transports and links, or one of its own.
  package init(configuration: Configuration = Configuration(), on thread: CurlThread = CurlThread())
  {
    self.configuration = configuration
    self.thread = thread
  }

  package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPAnswer {
    try await run(request, chunk: nil)
  }

  package func stream(
    _ request: HTTPRequest, chunk: @escaping @Sendable ([UInt8]) -> Void
  ) async throws(TransportFailure) -> HTTPAnswer {
    try await run(request, chunk: chunk)
  }

  private func run(
    _ request: HTTPRequest, chunk: (@Sendable ([UInt8]) -> Void)?
  ) async throws(TransportFailure) -> HTTPAnswer {
    let checked = try CheckedRequest(request)
    let startedAt = ContinuousClock.now
    let reach = Reach(
      host: checked.origin.host, isPublic: checked.origin.isPublic, connected: false)
    return try await thread.call(to: reach) { [configuration] loop, id, settling in
      HTTPTransfer(
        checked, id: id, since: startedAt, configuration: configuration, multi: loop.multi,
        chunk: chunk, settling: settling)
    }
  }
}
