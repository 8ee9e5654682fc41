import Glibc

/// The server's end of one connection; its methods block the connection's own thread.
struct Peer: Sendable {
  let socket: Int32

  /// One request, head and body, as text; nil when the client left.
  func readRequest() -> String? {
    var text = ""
    while true {
      if let end = text.firstRange(of: "\r\n\r\n") {
        let promised = text[..<end.lowerBound].split(separator: "\r\n")
          .first { $0.lowercased().hasPrefix("content-length: ") }
          .flatMap { Int($0.dropFirst(16)) }
        if text[end.upperBound...].utf8.count >= promised ?? 0 { return text }
      }
      guard let part = read() else { return nil }
      text += String(decoding: part, as: UTF8.self)
    }
  }

  /// What came; nil once the client closed, or reset.
  func read() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: 64 << 10)
    let count = unsafe bytes.withUnsafeMutableBytes { room in
      unsafe recv(socket, room.baseAddress, room.count, 0)
    }
    return count > 0 ? Array(bytes[..<count]) : nil
  }

  /// Blocks until the client closes.
  func waitForClose() { while read() != nil {} }

  func write(_ text: String) { write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { bytes in
        unsafe send(socket, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// Ends the connection now, before the close.
  func hangUp() { shutdown(socket, Int32(SHUT_RDWR)) }

  /// Makes the coming close a reset instead of an end.
  func reset() {
    var linger = linger(l_onoff: 1, l_linger: 0)
    _ = unsafe setsockopt(
      socket, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
  }

  /// Answers one request after another until the client leaves.
  func serve(_ answer: (String) -> String) {
    while let request = readRequest() { write(answer(request)) }
  }
}

/// An HTTP answer as it goes over the wire.
func httpAnswer(_ body: String = "", status: String = "200 OK", fields: [String] = []) -> String {
  let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + fields
  return head.joined(separator: "\r\n") + "\r\n\r\n" + body
}
