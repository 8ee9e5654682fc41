import CCurl
import FuseboxCore

extension TransportFailure.Kind {
  /// What a libcurl error means to the caller. Codes that only other protocols give, and those
  /// that blame the request or this machine, are `refusedHere`.
  /// https://curl.se/libcurl/c/libcurl-errors.html
  ///
  /// - Parameter isSent: the request has left, so that whatever went wrong is not `refusedHere`.
  init(_ code: CURLcode, isSent: Bool) {
    self.init(code)
    guard isSent, self == .refusedHere else { return }
    // A header line over libcurl's own cap is "out of memory" to it; later versions have a code of
    // their own, which older headers do not name.
    let isTooMuch = [CURLE_OUT_OF_MEMORY, CURLE_WRITE_ERROR, CURLcode(rawValue: 100)].contains(code)
    self = isTooMuch ? .tooLarge : .garbage
  }

  /// The same for a request that has not been sent.
  init(_ code: CURLcode) {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .lookup
    case CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED, CURLE_PROXY,
      CURLE_NO_CONNECTION_AVAILABLE:
      self = .connect
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ENGINE_NOTFOUND,
      CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_ENGINE_INITFAILED, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED,
      CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
      CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT, CURLE_USE_SSL_FAILED:
      self = .tls
    case CURLE_OPERATION_TIMEDOUT: self = .deadline
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR,
      CURLE_SEND_FAIL_REWIND, CURLE_HTTP2_STREAM:
      self = .cut
    case CURLE_FILESIZE_EXCEEDED: self = .tooLarge
    // Only http and https are asked for, so an unsupported protocol is what was answered: bytes
    // without a status line, which libcurl takes for HTTP/0.9.
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING,
      CURLE_HTTP2:
      self = .garbage
    default: self = .refusedHere
    }
  }

  /// Words for a call that the loop ends by itself.
  func words(within deadline: Duration) -> String {
    switch self {
    case .deadline: "no complete answer in \(deadline.milliseconds) ms"
    case .cancelled: "cancelled"
    default: "calls have ended"
    }
  }
}

extension TransportFailure {
  /// Text of libcurl's, which may quote the other side, fit to be shown.
  static func clean(_ text: String, hiding secrets: [Secret]) -> String {
    TerminalSafe(text, hiding: secrets).text
  }
}
