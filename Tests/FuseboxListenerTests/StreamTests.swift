import FuseboxCore
import FuseboxListener
import Testing

/// Answers that come in chunks, end early, or do not come at all.
@Suite(.timeLimit(.minutes(1))) struct StreamTests {
  private static let request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n"

  @Test func `chunks go out as they come`() async throws {
    let (chunks, chunk) = AsyncStream.makeStream(of: [UInt8].self)
    let last = try await listening { _ in
      Outbound(status: 200, body: .chunks(chunks))
    } use: {
      port in
      let client = try RawClient(port: port)
      client.write(Self.request)
      chunk.yield(Array("data: 1\n\n".utf8))
      #expect(await client.read(until: "data: 1").end == .none)
      chunk.yield(Array("data: 2\n\n".utf8))
      #expect(await client.read(until: "data: 2").end == .none)
      chunk.finish()
      return await client.read(until: "0\r\n\r\n")
    }
    #expect(last.text.hasSuffix("0\r\n\r\n"))
  }

  @Test func `a stream is cancelled when its reader has left`() async throws {
    let (chunks, chunk) = AsyncStream.makeStream(of: [UInt8].self)
    let (ends, ended) = AsyncStream.makeStream(of: Bool.self)
    chunk.onTermination = { reason in
      if case .cancelled = reason { ended.yield(true) } else { ended.yield(false) }
    }
    let isCancelled = try await listening { _ in
      Outbound(status: 200, body: .chunks(chunks))
    } use: { port in
      let client = try RawClient(port: port)
      client.write(Self.request)
      chunk.yield(Array("data: 1\n\n".utf8))
      _ = await client.read(until: "data: 1")
      client.leave()
      return await ends.first { _ in true }
    }
    #expect(isCancelled == true)
  }

  @Test func `stopping ends a stream that nobody ends`() async throws {
    let (chunks, chunk) = AsyncStream.makeStream(of: [UInt8].self)
    let client = try await listening { _ in
      Outbound(status: 200, body: .chunks(chunks))
    } use: {
      port in
      let client = try RawClient(port: port)
      client.write(Self.request)
      chunk.yield(Array("data: 1\n\n".utf8))
      _ = await client.read(until: "data: 1")
      return client
    }
    #expect(await client.read().end != .none)
    chunk.finish()
  }

  @Test func `stopping cancels a handler that waits`() async throws {
    let (nothing, _) = AsyncStream.makeStream(of: Void.self)
    let (arrivals, arrival) = AsyncStream.makeStream(of: Void.self)
    try await listening { _ in
      arrival.yield()
      for await _ in nothing {}
      return said("")
    } use: { port in
      let client = try RawClient(port: port)
      client.write(Self.request)
      _ = await arrivals.first { true }
    }
  }

  @Test func `a cut answer ends before its promised length`() async throws {
    let reply = try await listening { _ in
      Outbound(status: 200, body: .cut(Array("half".utf8), promised: 100))
    } use: { port in
      let client = try RawClient(port: port)
      client.write(Self.request)
      return await client.read()
    }
    #expect(reply.text.lowercased().contains("content-length: 100\r\n"))
    #expect(reply.text.afterHead == "half")
    #expect(reply.end == .closed)
  }

  @Test func `a reset answer is a reset on the wire`() async throws {
    let reply = try await listening { _ in
      Outbound(status: 200, body: .reset)
    } use: { port in
      let client = try RawClient(port: port)
      client.write(Self.request)
      return await client.read()
    }
    #expect(reply.text == "")
    #expect(reply.end == .reset)
  }
}
