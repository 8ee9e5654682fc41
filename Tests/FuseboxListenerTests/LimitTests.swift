import FuseboxCore
import FuseboxListener
import Testing

/// What holds before a handler runs.
@Suite(.timeLimit(.minutes(1))) struct LimitTests {
  private static let brief = ListenLimits(requestTimeout: .milliseconds(300))

  /// Runs with a handler that must not be called; whether it was.
  private func untouched(
    limits: ListenLimits, _ use: (Int) async throws -> RawClient.Received
  ) async throws -> RawClient.Received {
    let calls = Guarded(0)
    let reply = try await listening(limits: limits) { _ in
      calls.withLock { $0 += 1 }
      return said("")
    } use: {
      try await use($0)
    }
    #expect(calls.withLock { $0 } == 0)
    return reply
  }

  @Test(arguments: [
    "Content-Length: 11\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n",
    "Content-Length: 99999999999999999999\r\n\r\n",
  ])
  func `a body above the cap of its path is not read`(rest: String) async throws {
    let limits = ListenLimits(bodyCap: { $0 == "/small" ? 10 : 1000 })
    let reply = try await untouched(limits: limits) { port in
      let client = try RawClient(port: port)
      client.write("POST /small HTTP/1.1\r\nHost: x\r\n\(rest)")
      return await client.read(until: "\r\n\r\n")
    }
    #expect(reply.text.hasPrefix("HTTP/1.1 4"))
  }

  @Test func `a body at the cap is read`() async throws {
    let limits = ListenLimits(bodyCap: { _ in 10 })
    let reply = try await listening(limits: limits) {
      said("got \($0.body.count)")
    } use: { port in
      let client = try RawClient(port: port)
      client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n0123456789")
      return await client.read(until: "got 10")
    }
    #expect(reply.text.hasPrefix("HTTP/1.1 200 "))
  }

  @Test func `who goes on sending after a 413 is cut off`() async throws {
    let limits = ListenLimits(requestTimeout: .milliseconds(300), bodyCap: { _ in 10 })
    let end = try await listening(limits: limits) { _ in
      said("")
    } use: { port in
      let client = try RawClient(port: port)
      client.write("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9999999\r\n\r\n")
      return await client.drip("x").end
    }
    #expect(end != .none)
  }

  @Test(arguments: [(fields: 1, length: 9 << 10), (3, 7 << 10), (101, 1)])
  func `too long a head is refused`(fields: Int, length: Int) async throws {
    let value = String(repeating: "a", count: length)
    let fields = (0..<fields).map { "X-\($0): \(value)\r\n" }.joined()
    let reply = try await untouched(limits: ListenLimits()) { port in
      let client = try RawClient(port: port)
      client.write("GET / HTTP/1.1\r\nHost: x\r\n\(fields)\r\n")
      return await client.read()
    }
    #expect(reply.end != .none)
  }

  @Test(arguments: ["", "GET / HT", "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nab"])
  func `who stops in the middle is cut off`(start: String) async throws {
    let reply = try await untouched(limits: Self.brief) { port in
      let client = try RawClient(port: port)
      client.write(start)
      return await client.read()
    }
    #expect(reply.end != .none)
  }

  @Test(arguments: [
    "GET / HTTP/1.1\r\nX-Long: ", "POST / HTTP/1.1\r\nContent-Length: 9000\r\n\r\n",
  ])
  func `who drips is cut off`(start: String) async throws {
    let reply = try await untouched(limits: Self.brief) { port in
      let client = try RawClient(port: port)
      client.write(start)
      return await client.drip("x")
    }
    #expect(reply.end != .none)
  }

  @Test func `a handler may take longer than a request`() async throws {
    let (longEnough, isLongEnough) = AsyncStream.makeStream(of: Void.self)
    // Enough for its request to be read on a machine that has much else to do.
    let limits = ListenLimits(requestTimeout: .seconds(2))
    let reply = try await listening(limits: limits) { _ in
      for await _ in longEnough {}
      return said("late")
    } use: { port in
      let client = try RawClient(port: port)
      client.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
      // A client that says nothing is cut off after the time that a request may take.
      _ = await (try RawClient(port: port)).read()
      isLongEnough.finish()
      return await client.read(until: "late")
    }
    #expect(reply.text.afterHead == "late")
  }
}
