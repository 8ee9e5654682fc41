import FuseboxCore

/// Writes commands as Redis reads them: arrays of bulk strings.
/// https://redis.io/docs/latest/develop/reference/protocol-spec/
package enum RESPEncoder {
  /// The bytes of a pipeline; each command is its words.
  package static func encode(_ commands: [[String]]) -> [UInt8] {
    var bytes: [UInt8] = []
    for words in commands {
      bytes += "*\(words.count)\r\n".utf8
      for word in words {
        bytes += "$\(word.utf8.count)\r\n".utf8
        bytes += word.utf8
        bytes += "\r\n".utf8
      }
    }
    return bytes
  }
}

/// Reads RESP2 values from bytes as they arrive, each byte once. Nothing is reserved for what
/// the other side merely promises: memory is bounded by what came, and that by `byteCap`.
package struct RESPParser {
  /// Why the bytes cannot be read; nothing after it is read either.
  package enum Trouble: String, Error, Sendable, CaseIterable {
    case notRESP = "not_resp"
    case tooDeep = "too_deep"
    case tooLarge = "too_large"
  }

  /// Arrays within arrays.
  package static let depthCap = 8

  /// An array that is not complete yet.
  private struct OpenArray {
    var missing: Int
    var values: [RedisValue] = []
  }

  private let byteCap: Int
  private var taken = 0
  private var buffer: [UInt8] = []
  private var position = 0
  /// No line end before here: a long line is searched once.
  private var searched = 0
  /// A bulk string's length, read already, while its bytes are awaited.
  private var bulkLength: Int?
  private var arrays: [OpenArray] = []
  private var trouble: Trouble?

  /// - Parameter byteCap: for all bytes of all values.
  package init(byteCap: Int) { self.byteCap = byteCap }

  /// Bytes came that belong to no complete value yet, or to one not taken yet.
  package var hasLeftover: Bool { position < buffer.count || bulkLength != nil || !arrays.isEmpty }

  /// Takes bytes as they arrived.
  package mutating func feed(_ bytes: some Collection<UInt8>) {
    guard trouble == nil else { return }
    taken += bytes.count
    if taken > byteCap { trouble = .tooLarge }
    buffer.removeFirst(position)
    searched = max(0, searched - position)
    position = 0
    buffer += bytes
  }

  /// The next complete value; nil until more bytes come.
  package mutating func next() throws(Trouble) -> RedisValue? {
    while trouble == nil {
      guard let value = try nextToken() else { return nil }
      if let whole = place(value) { return whole }
    }
    if let trouble { throw trouble }
    return nil
  }

  /// A token: a value of its own, or the start of an array.
  private enum Token {
    case value(RedisValue)
    case array(Int)
  }

  /// Puts a token where it belongs; the outermost value once it is complete.
  private mutating func place(_ token: Token) -> RedisValue? {
    var value: RedisValue
    switch token {
    case .array(let count) where count > 0:
      arrays.append(OpenArray(missing: count))
      return nil
    case .array: value = .array([])
    case .value(let single): value = single
    }
    while var open = arrays.popLast() {
      open.values.append(value)
      open.missing -= 1
      guard open.missing == 0 else {
        arrays.append(open)
        return nil
      }
      value = .array(open.values)
    }
    return value
  }

  private mutating func nextToken() throws(Trouble) -> Token? {
    if let length = bulkLength { return try takeBulk(length) }
    guard let line = takeLine() else { return nil }
    guard let kind = line.first else { throw fail(.notRESP) }
    let text = line.dropFirst()
    switch kind {
    case UInt8(ascii: "+"): return .value(.simple(String(decoding: text, as: UTF8.self)))
    case UInt8(ascii: "-"): return .value(.error(String(decoding: text, as: UTF8.self)))
    case UInt8(ascii: ":"): return .value(.integer(try number(text)))
    case UInt8(ascii: "$"):
      guard let length = try count(text) else { return .value(.bulk(nil)) }
      bulkLength = length
      return try takeBulk(length)
    case UInt8(ascii: "*"):
      guard let count = try count(text) else { return .value(.array(nil)) }
      if arrays.count >= Self.depthCap { throw fail(.tooDeep) }
      return .array(count)
    default: throw fail(.notRESP)
    }
  }

  private mutating func takeBulk(_ length: Int) throws(Trouble) -> Token? {
    let end = position + length
    guard buffer.count >= end + 2 else { return nil }
    guard buffer[end] == 0x0D, buffer[end + 1] == 0x0A else { throw fail(.notRESP) }
    let bytes = Array(buffer[position..<end])
    position = end + 2
    bulkLength = nil
    return .value(.bulk(bytes))
  }

  /// The bytes before the next CRLF.
  private mutating func takeLine() -> ArraySlice<UInt8>? {
    var index = max(position, searched)
    while index + 1 < buffer.count {
      if buffer[index] == 0x0D, buffer[index + 1] == 0x0A {
        let line = buffer[position..<index]
        position = index + 2
        return line
      }
      index += 1
    }
    searched = index
    return nil
  }

  private mutating func number(_ text: ArraySlice<UInt8>) throws(Trouble) -> Int64 {
    guard let number = Int64(String(decoding: text, as: UTF8.self)) else { throw fail(.notRESP) }
    return number
  }

  /// A length; nil for -1, which stands for null. More than the cap cannot come any more.
  private mutating func count(_ text: ArraySlice<UInt8>) throws(Trouble) -> Int? {
    let number = try number(text)
    if number == -1 { return nil }
    guard number >= 0 else { throw fail(.notRESP) }
    guard number <= byteCap else { throw fail(.tooLarge) }
    return Int(number)
  }

  private mutating func fail(_ reason: Trouble) -> Trouble {
    trouble = reason
    return reason
  }
}
