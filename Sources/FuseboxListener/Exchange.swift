import FuseboxCore
import HTTPTypes
import HummingbirdCore
import NIOCore

/// One request and its answer on a connection that may carry many.
struct Exchange: Sendable {
  /// Thrown to have the connection closed; nobody reads it.
  private struct Over: Error {}

  let address: ListenAddress
  let limits: ListenLimits
  let connections: Connections
  let answer: @Sendable (Inbound) async -> Outbound

  func run(
    _ request: Request, _ writer: consuming ResponseWriter, on channel: any Channel
  ) async throws {
    guard connections.begin(on: channel) else { throw Over() }
    defer { connections.end(on: channel) }
    guard let body = try await readBody(of: request, on: channel) else {
      let head = HTTPResponse(
        status: .contentTooLarge, headerFields: [.connection: "close", .contentLength: "0"])
      return try await writer.writeResponse(head)
    }
    let inbound = await Inbound(request, body: body, peerUID: peerUID(on: channel))
    let isAnswered = connections.answer(in: limits.share(inbound), on: channel)
    let outbound = isAnswered ? await answer(inbound) : limits.busy
    let head = HTTPResponse(outbound)
    switch outbound.body {
    case .bytes(let bytes):
      connections.write(on: channel)
      try await write(head, bytes, to: writer, isHead: request.method == .head)
    case .chunks(let chunks):
      try await stream(head, chunks, to: writer, on: channel)
    case .cut(let bytes, let promised):
      var unkept = head
      unkept.headerFields[.contentLength] = String(promised)
      var body = try await writer.writeHead(unkept)
      try await body.write(ByteBuffer(bytes: bytes))
      throw Over()
    case .reset:
      try await channel.reset()
      throw Over()
    }
  }

  private func peerUID(on channel: any Channel) async -> UInt32? {
    guard case .unix = address else { return nil }
    return await PeerCredentials.read(from: channel)?.uid
  }

  /// The whole body; nil when it is, or says it will be, above the cap of its path. The idle
  /// time-out does not end a body that drips in, so a clock of its own closes the connection;
  /// after too large a body it is left running, to end what the sender goes on sending.
  private func readBody(of request: Request, on channel: any Channel) async throws -> [UInt8]? {
    let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(limits.requestTimeout)) {
      channel.close(promise: nil)
    }
    let cap = limits.bodyCap(request.uri.path)
    if let promised = request.headers[.contentLength], (Int(promised) ?? .max) > cap { return nil }
    var bytes: [UInt8] = []
    for try await part in request.body {
      guard bytes.count + part.readableBytes <= cap else { return nil }
      bytes += part.readableBytesView
    }
    deadline.cancel()
    // A closed connection ends the sequence just as the end of a body does.
    guard channel.isActive else { throw Over() }
    return bytes
  }

  private func write(
    _ head: HTTPResponse, _ bytes: [UInt8], to writer: consuming ResponseWriter, isHead: Bool
  ) async throws {
    guard head.status.code >= 200, head.status.code != 204, head.status.code != 304 else {
      return try await writer.writeResponse(head)
    }
    var sized = head
    sized.headerFields[.contentLength] = String(bytes.count)
    let body = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
    try await writer.write(response: sized, body: body)
  }

  /// Ends with the stream, or as soon as the other end has left. A task of its own waits for the
  /// chunks, one at a time as they are wanted: only so can the leaving end that wait.
  private func stream(
    _ head: HTTPResponse, _ chunks: AsyncStream<[UInt8]>, to writer: consuming ResponseWriter,
    on channel: any Channel
  ) async throws {
    let (wishes, wish) = AsyncStream.makeStream(of: Void.self)
    let (arrivals, arrival) = AsyncStream.makeStream(of: [UInt8].self)
    try await channel.setOption(.allowRemoteHalfClosure, value: false).get()
    channel.closeFuture.whenComplete { _ in arrival.finish() }
    var body = try await writer.writeHead(head)
    try await withThrowingTaskGroup { group in
      group.addTask {
        var chunks = chunks.makeAsyncIterator()
        for await _ in wishes {
          guard let chunk = await chunks.next() else { break }
          arrival.yield(chunk)
        }
        arrival.finish()
      }
      wish.yield()
      for await chunk in arrivals {
        try await body.write(ByteBuffer(bytes: chunk))
        wish.yield()
      }
      group.cancelAll()
    }
    try await body.finish(nil)
  }
}

extension Inbound {
  fileprivate init(_ request: Request, body: [UInt8], peerUID: UInt32?) {
    self.init(
      method: request.method.rawValue, path: request.uri.path,
      query: request.uri.queryParameters.map {
        FuseboxCore.HTTPField(String($0.key), String($0.value))
      },
      headers: request.headers.map { FuseboxCore.HTTPField($0.name.rawName, $0.value) },
      body: body, peerUID: peerUID)
  }
}

extension HTTPResponse {
  /// The head of an answer. A status that HTTP does not have becomes 500, a field whose name it
  /// does not allow is left out.
  fileprivate init(_ outbound: Outbound) {
    let code = (100...599).contains(outbound.status) ? outbound.status : 500
    self.init(status: HTTPResponse.Status(code: code))
    for field in outbound.headers {
      guard let name = HTTPTypes.HTTPField.Name(field.name) else { continue }
      headerFields.append(HTTPTypes.HTTPField(name: name, value: field.value))
    }
  }
}
