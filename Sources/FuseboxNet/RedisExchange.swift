import CCurl
import FuseboxCore
import FuseboxWire

/// One pipeline to a Redis on the owner thread. libcurl makes the connection and does TLS
/// (`CURLOPT_CONNECT_ONLY`); the bytes are ours.
final class RedisExchange: LoopCall {
  private(set) var deadline: ContinuousClock.Instant?
  private(set) var isOver = false

  private let order: RedisOrder
  private let id: UInt
  private let startedAt: ContinuousClock.Instant
  private let settling: Settling<RedisReply>
  private let loop: CurlLoop
  private let caFile: String?

  /// The handle while libcurl connects it, and after.
  private var handle: EasyHandle?
  private var connection: RedisConnection?
  /// The connection is one of before.
  private var isKept = false
  private var isAuthenticating = false
  private var output: ArraySlice<UInt8> = []
  private var parser: RESPParser
  private var values: [RedisValue] = []
  private var timings = Timings()
  private var sentAt: ContinuousClock.Instant

  init(
    _ order: RedisOrder, id: UInt, since startedAt: ContinuousClock.Instant, caFile: String?,
    loop: CurlLoop, settling: Settling<RedisReply>
  ) {
    self.order = order
    self.id = id
    self.startedAt = startedAt
    self.settling = settling
    self.loop = loop
    self.caFile = caFile
    deadline = startedAt + order.deadline
    parser = RESPParser(byteCap: order.byteCap)
    sentAt = startedAt
  }

  // MARK: Connecting

  func start() {
    if let kept = loop.kept.take(for: order.target) {
      handle = kept.handle
      connection = kept
      isKept = true
      return sendCommands()
    }
    guard let handle = EasyHandle(callID: id) else {
      return fail(.refusedHere, EasyHandle.missing)
    }
    self.handle = handle
    let origin = order.target.origin
    let isSecure = origin.scheme == "rediss"
    let address = Origin(scheme: isSecure ? "https" : "http", host: origin.host, port: origin.port)
    handle.set(CURLOPT_URL, address.description)
    handle.set(CURLOPT_CONNECT_ONLY, 1)
    // The proxies of the environment speak HTTP.
    handle.set(CURLOPT_PROXY, "")
    handle.set(CURLOPT_SSL_ENABLE_ALPN, 0)
    handle.set(connectTimeout: order.deadline)
    if let caFile { handle.set(CURLOPT_CAINFO, caFile) }
    let code = handle.add(to: loop.multi)
    if code != CURLE_OK { fail(TransportFailure.Kind(code), handle.words(for: code)) }
  }

  func completed(_ code: CURLcode) {
    guard let handle else { return }
    timings = handle.phases
    guard code == CURLE_OK else {
      return fail(TransportFailure.Kind(code), handle.words(for: code))
    }
    guard let socket = handle.socket else { return fail(.cut, "closed at once") }
    connection = RedisConnection(handle: handle, socket: socket)
    if let password = order.target.password {
      isAuthenticating = true
      let user = order.target.user.map { [$0] } ?? []
      send(RESPEncoder.encode([["AUTH"] + user + [password.reveal()]]))
    } else {
      sendCommands()
    }
  }

  // MARK: Talking

  var wait: curl_waitfd? {
    guard let connection, !isOver else { return nil }
    let events = CURL_WAIT_POLLIN | (output.isEmpty ? 0 : CURL_WAIT_POLLOUT)
    return curl_waitfd(fd: connection.socket, events: Int16(events), revents: 0)
  }

  func advance() {
    guard let connection else { return }
    flush(connection)
    if !isOver { read(connection) }
  }

  private func sendCommands() {
    isAuthenticating = false
    send(RESPEncoder.encode(order.commands))
  }

  /// The next `advance`, still in this round or right after it, writes them.
  private func send(_ bytes: [UInt8]) {
    output = bytes[...]
    sentAt = .now
    timings.firstByte = 0
  }

  private func flush(_ connection: RedisConnection) {
    while !output.isEmpty {
      var count = 0
      let code = output.withUnsafeBytes {
        fusebox_easy_send(connection.handle.pointer, $0.baseAddress, $0.count, &count)
      }
      if code == CURLE_AGAIN { return }
      guard code == CURLE_OK else { return fail(.cut, connection.handle.words(for: code)) }
      output = output.dropFirst(count)
    }
  }

  private func read(_ connection: RedisConnection) {
    var part = [UInt8](repeating: 0, count: 16 << 10)
    while !isOver {
      var count = 0
      let code = fusebox_easy_recv(connection.handle.pointer, &part, part.count, &count)
      if code == CURLE_AGAIN { return }
      guard code == CURLE_OK, count > 0 else {
        // Whom it does not let in it tells so, once, and closes.
        if case .error? = values.last { return finish(values) }
        return fail(.cut, code == CURLE_OK ? "closed" : connection.handle.words(for: code))
      }
      if timings.firstByte == 0 {
        timings.firstByte = max(1, (.now - sentAt).nanosecondsClamped / 1000)
      }
      parser.feed(part[..<count])
      takeValues(connection)
    }
  }

  private func takeValues(_ connection: RedisConnection) {
    do {
      while !isOver, let value = try parser.next() { take(value, from: connection) }
    } catch {
      switch error {
      case .tooLarge: fail(.tooLarge, "more than \(order.byteCap) bytes")
      case .tooDeep, .notRESP: fail(.notRedis, "not a Redis answer")
      }
    }
  }

  private func take(_ value: RedisValue, from connection: RedisConnection) {
    if isAuthenticating {
      guard case .error = value else { return sendCommands() }
      return finish([value])
    }
    values.append(value)
    guard values.count == order.commands.count else { return }
    if !parser.hasLeftover {
      loop.kept.keep(connection, for: order.target)
      handle = nil
    }
    finish(values)
  }

  // MARK: Ending

  func end(_ kind: TransportFailure.Kind) { fail(kind, kind.words(within: order.deadline)) }

  private func finish(_ values: [RedisValue]) {
    settle { .success(RedisReply(values: values, timings: $0, reach: $1)) }
  }

  private func fail(_ kind: TransportFailure.Kind, _ detail: String) {
    let detail = TransportFailure.clean(detail, hiding: [order.target.password].compactMap(\.self))
    settle { .failure(TransportFailure(kind: kind, detail: detail, timings: $0, reach: $1)) }
  }

  private func settle(
    _ outcome: (Timings, Reach) -> Result<RedisReply, TransportFailure>
  ) {
    handle?.remove()
    isOver = true
    timings.total = (.now - startedAt).nanosecondsClamped / 1000
    let origin = order.target.origin
    // A connection kept from before says nothing about the network of now.
    let isConnected = timings.firstByte > 0 || (connection != nil && !isKept)
    let reach = Reach(host: origin.host, isPublic: origin.isPublic, connected: isConnected)
    settling.resume(returning: outcome(timings, reach))
  }
}
