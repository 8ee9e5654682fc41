import FuseboxCore
import FuseboxWire
import Testing

/// RESP2 on bytes alone.
struct RESPTests {
  static let values: [(String, RedisValue)] = [
    ("+PONG\r\n", .simple("PONG")), ("+\r\n", .simple("")),
    ("-ERR no\r\n", .error("ERR no")), (":-9223372036854775808\r\n", .integer(.min)),
    ("$0\r\n\r\n", .bulk([])), ("$4\r\na\r\nb\r\n", .bulk(Array("a\r\nb".utf8))),
    ("$-1\r\n", .bulk(nil)), ("*0\r\n", .array([])), ("*-1\r\n", .array(nil)),
    (
      "*3\r\n:1\r\n*2\r\n+a\r\n*0\r\n$1\r\nx\r\n",
      .array([.integer(1), .array([.simple("a"), .array([])]), .bulk([0x78])])
    ),
  ]

  @Test(arguments: values)
  func `a value is read whole, byte by byte, and after another`(
    text: String, value: RedisValue
  ) throws {
    var whole = RESPParser(byteCap: 1000)
    whole.feed(Array((text + text).utf8))
    let read = [try whole.next(), try whole.next(), try whole.next()]
    #expect(read == [value, value, nil])
    #expect(!whole.hasLeftover)

    var slow = RESPParser(byteCap: 1000)
    for (index, byte) in text.utf8.enumerated() {
      slow.feed([byte])
      let read = try slow.next()
      #expect(read == (index == text.utf8.count - 1 ? value : nil))
    }
  }

  @Test(arguments: [
    ("?\r\n", RESPParser.Trouble.notRESP), ("\r\n", .notRESP), (":1x\r\n", .notRESP),
    (":\r\n", .notRESP), ("$-2\r\n", .notRESP), ("$1\r\nabc", .notRESP),
    ("*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n", .tooDeep),
    ("$101\r\n", .tooLarge), ("*101\r\n", .tooLarge),
    (String(repeating: "x", count: 101), .tooLarge),
  ])
  func `what cannot be read has a reason that stays`(text: String, reason: RESPParser.Trouble) {
    var parser = RESPParser(byteCap: 100)
    parser.feed(Array(text.utf8))
    for more in ["", "+OK\r\n"] {
      parser.feed(Array(more.utf8))
      var found: RESPParser.Trouble?
      do throws(RESPParser.Trouble) { _ = try parser.next() } catch { found = error }
      #expect(found == reason)
    }
  }

  @Test func `eight arrays within each other are read`() throws {
    var parser = RESPParser(byteCap: 100)
    parser.feed(Array((String(repeating: "*1\r\n", count: 8) + ":7\r\n").utf8))
    var value = try parser.next()
    for _ in 0..<8 {
      guard case .array(let inner?) = value else { break }
      value = inner.first
    }
    #expect(value == .integer(7))
  }

  @Test func `commands are written as arrays of bulk strings, counted in bytes`() {
    let bytes = RESPEncoder.encode([["PING"], ["SET", "ä", ""]])
    #expect(
      String(decoding: bytes, as: UTF8.self)
        == "*1\r\n$4\r\nPING\r\n*3\r\n$3\r\nSET\r\n$2\r\nä\r\n$0\r\n\r\n")
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `no bytes make it trap or read past its cap`(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    let alphabet = Array("*$+-:0123456789\r\n\r\n\r\nx".utf8)
    var read = 0
    for _ in 0..<500 {
      var parser = RESPParser(byteCap: 64)
      for _ in 0..<64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        parser.feed([alphabet[Int(state >> 33) % alphabet.count]])
        if let value = try? parser.next(), !"\(value)".isEmpty { read += 1 }
      }
    }
    #expect(read > 0)
  }
}
