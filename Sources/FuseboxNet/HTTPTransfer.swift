import CCurl
import FuseboxCore

/// One HTTP call on the owner thread.
final class HTTPTransfer: LoopCall {
  private(set) var deadline: ContinuousClock.Instant?
  private(set) var isOver = false
  var wait: curl_waitfd? { nil }

  private let checked: CheckedRequest
  private let configuration: CurlTransport.Configuration
  /// Takes the body as it comes; nil: it is collected.
  private let chunk: (@Sendable ([UInt8]) -> Void)?
  private let settling: Settling<HTTPAnswer>
  private let multi: UnsafeMutableRawPointer?
  private let handle: EasyHandle?
  private let startedAt: ContinuousClock.Instant
  /// Where the call is now: redirects move it.
  private var origin: Origin
  private var hops = 0
  private var headBytes = 0
  private var body: [UInt8] = []
  private var isTooLarge = false

  private static let hopCap = 5
  private static let headCap = 64 << 10

  init(
    _ checked: CheckedRequest, id: UInt, since startedAt: ContinuousClock.Instant,
    configuration: CurlTransport.Configuration, multi: UnsafeMutableRawPointer?,
    chunk: (@Sendable ([UInt8]) -> Void)?, settling: Settling<HTTPAnswer>
  ) {
    self.checked = checked
    self.configuration = configuration
    self.chunk = chunk
    self.settling = settling
    self.multi = multi
    self.startedAt = startedAt
    handle = EasyHandle(callID: id)
    origin = checked.origin
    deadline = startedAt + checked.request.deadline
  }

  // MARK: Sending

  func start() {
    guard let handle else { return fail(.refusedHere, EasyHandle.missing) }
    setMethod(on: handle)
    handle.set(fields: checked.lines)
    handle.set(CURLOPT_USERAGENT, configuration.userAgent)
    handle.set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    handle.set(connectTimeout: checked.request.deadline)
    if chunk == nil { handle.set(CURLOPT_ACCEPT_ENCODING, "gzip") }
    if let path = configuration.caFile { handle.set(CURLOPT_CAINFO, path) }
    if let path = configuration.unixSocket { handle.set(CURLOPT_UNIX_SOCKET_PATH, path) }
    // Unretained: the loop holds this call for as long as the handle is in use.
    let this = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
    handle.set(CURLOPT_HEADERDATA, this)
    handle.set(CURLOPT_HEADERFUNCTION) { _, size, count, context in
      HTTPTransfer.behind(context)?.takeHeadLine(size * count) ?? 0
    }
    handle.set(CURLOPT_WRITEDATA, this)
    handle.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
      HTTPTransfer.behind(context)?.takeBody(bytes, size * count) ?? 0
    }
    go(to: checked.request.url, on: handle)
  }

  private func setMethod(on handle: EasyHandle) {
    let request = checked.request
    switch request.method {
    case "GET" where request.body.isEmpty: break
    case "HEAD": handle.set(CURLOPT_NOBODY, 1)
    case "POST":
      handle.set(CURLOPT_POST, 1)
      handle.set(body: request.body)
    default:
      if !request.body.isEmpty { handle.set(body: request.body) }
      handle.set(CURLOPT_CUSTOMREQUEST, request.method)
    }
  }

  private func go(to url: String, on handle: EasyHandle) {
    handle.set(CURLOPT_URL, url)
    handle.set(CURLOPT_PROXY, proxy)
    let code = handle.add(to: multi)
    if code != CURLE_OK { fail(TransportFailure.Kind(code), handle.words(for: code)) }
  }

  /// nil leaves the choice to libcurl, which reads the environment; empty is none.
  private var proxy: String? {
    switch configuration.proxy {
    // No proxy reaches this machine's own loopback, or its sockets in the file system.
    case .environment: origin.isLoopback || configuration.unixSocket != nil ? "" : nil
    case .none: ""
    case .address(let address): address
    }
  }

  // MARK: Receiving

  private static func behind(_ context: UnsafeMutableRawPointer?) -> HTTPTransfer? {
    context.map { Unmanaged<HTTPTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Returns how many bytes were taken; any other number than `count` ends the transfer.
  private func takeHeadLine(_ count: Int) -> Int {
    headBytes += count
    guard headBytes <= Self.headCap else {
      isTooLarge = true
      return 0
    }
    // The empty line that ends a head, which is not that of an interim answer.
    if count <= 2, chunk != nil, let handle, handle.number(CURLINFO_RESPONSE_CODE) >= 200 {
      deadline = nil
    }
    return count
  }

  private func takeBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    let part = UnsafeRawBufferPointer(start: bytes, count: count)
    if let chunk {
      chunk(Array(part))
      return count
    }
    guard body.count + count <= checked.request.bodyCap else {
      isTooLarge = true
      return 0
    }
    body.append(contentsOf: part)
    return count
  }

  func advance() {}

  // MARK: Ending

  func completed(_ code: CURLcode) {
    guard let handle else { return }
    guard code == CURLE_OK else {
      let isSent = handle.number(CURLINFO_REQUEST_SIZE) > 0
      let kind = isTooLarge ? .tooLarge : TransportFailure.Kind(code, isSent: isSent)
      if kind == .tooLarge { return fail(kind, "head or body over its cap") }
      let isRefusedByProxy = handle.number(CURLINFO_HTTP_CONNECTCODE) >= 300
      return fail(isRefusedByProxy ? .connect : kind, handle.words(for: code))
    }
    if let location = nextHop(on: handle) {
      handle.remove()
      hops += 1
      headBytes = 0
      body = []
      return go(to: location, on: handle)
    }
    let answer = HTTPAnswer(
      status: handle.number(CURLINFO_RESPONSE_CODE), headers: handle.answerFields, body: body,
      timings: timings, reach: reach(connected: true),
      reusedConnection: handle.number(CURLINFO_NUM_CONNECTS) == 0)
    settle(.success(answer))
  }

  /// Where to go on; nil when the answer, redirect or not, is the caller's. Moves `origin`.
  private func nextHop(on handle: EasyHandle) -> String? {
    let request = checked.request
    guard request.followsRedirects, request.credentials.isEmpty, chunk == nil,
      ["GET", "HEAD"].contains(request.method), hops < Self.hopCap,
      [301, 302, 303, 307, 308].contains(handle.number(CURLINFO_RESPONSE_CODE)),
      let location = handle.text(CURLINFO_REDIRECT_URL), let target = Origin(location),
      target.scheme == "https" || (target.scheme == "http" && origin.scheme == "http")
    else { return nil }
    origin = target
    return location
  }

  func end(_ kind: TransportFailure.Kind) {
    fail(kind, kind.words(within: checked.request.deadline))
  }

  private func fail(_ kind: TransportFailure.Kind, _ detail: String) {
    let failure = TransportFailure(
      kind: kind,
      detail: TransportFailure.clean(detail, hiding: checked.request.credentials.map(\.value)),
      timings: timings, reach: reach(connected: isConnected))
    settle(.failure(failure))
  }

  private func settle(_ result: Result<HTTPAnswer, TransportFailure>) {
    handle?.remove()
    isOver = true
    settling.resume(returning: result)
  }

  private var timings: Timings {
    var timings = handle?.phases ?? Timings()
    timings.total = (ContinuousClock.now - startedAt).nanosecondsClamped / 1000
    return timings
  }

  /// Something was heard from there, or the call's own connection stood: TLS and a proxy's tunnel
  /// with it. A connection kept from before says nothing about the network of now.
  private var isConnected: Bool {
    guard headBytes == 0 else { return true }
    guard let handle, handle.number(CURLINFO_NUM_CONNECTS) > 0 else { return false }
    return handle.microseconds(CURLINFO_PRETRANSFER_TIME_T) > 0
  }

  private func reach(connected: Bool) -> Reach {
    let isHere = configuration.unixSocket != nil
    return Reach(
      host: origin.host, isPublic: origin.isPublic && !isHere, connected: connected)
  }
}
