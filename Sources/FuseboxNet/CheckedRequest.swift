import FuseboxCore

/// A request that may be sent: its address can be asked, its header lines cannot be read as
/// anything else, and its credential goes to the origin it is bound to.
struct CheckedRequest: Sendable {
  let request: HTTPRequest
  let origin: Origin
  /// Header lines with the credential among them.
  let lines: [String]

  init(_ request: HTTPRequest) throws(TransportFailure) {
    let host = Origin(request.url)?.host ?? ""
    let reach = Reach(host: host, isPublic: false, connected: false)
    func refusal(_ detail: String) -> TransportFailure {
      TransportFailure(kind: .refusedHere, detail: detail, reach: reach)
    }
    guard let origin = Origin(request.url), ["http", "https"].contains(origin.scheme),
      Self.isPlain(request.url), !request.url.utf8.contains(0x20)
    else { throw refusal("not an address that can be asked") }
    guard !request.method.isEmpty, request.method.utf8.allSatisfy({ (0x41...0x5A).contains($0) })
    else { throw refusal("not a method") }
    if let foreign = request.credentials.first(where: { $0.origin != origin }) {
      throw refusal("the credential is bound to \(foreign.origin)")
    }
    let fields = Self.fields(of: request)
    guard fields.allSatisfy({ Self.isName($0.name) && Self.isPlain($0.value) }) else {
      throw refusal("a header field holds a control character")
    }
    self.request = request
    self.origin = origin
    // With "Name:" libcurl would leave the field out; "Name;" sends it empty.
    var lines = fields.map { $0.value.isEmpty ? "\($0.name);" : "\($0.name): \($0.value)" }
    if !fields.contains(where: { $0.name.lowercased() == "content-type" }) {
      // Else libcurl calls every body a form.
      lines.append("Content-Type:")
    }
    self.lines = lines
  }

  private static func fields(of request: HTTPRequest) -> [HTTPField] {
    var fields = request.headers
    if let etag = request.validators?.etag { fields.append(HTTPField("If-None-Match", etag)) }
    if let time = request.validators?.lastModified {
      fields.append(HTTPField("If-Modified-Since", time))
    }
    for credential in request.credentials {
      fields.append(HTTPField(credential.header, credential.value.reveal()))
    }
    return fields
  }

  /// No control characters: no line can be ended early, no C string cut short.
  private static func isPlain(_ text: String) -> Bool {
    text.utf8.allSatisfy { ($0 >= 0x20 || $0 == 0x09) && $0 != 0x7F }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A && $0 != 0x3B }
  }
}
