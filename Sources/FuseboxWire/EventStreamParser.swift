/// Reads a `text/event-stream` chunk by chunk, cut anywhere: the WHATWG rules for line ends,
/// comments and fields, without `retry`.
package struct EventStreamParser: Sendable {
  private let limit: Int
  private var line: [UInt8] = []
  private var event = ""
  private var id: String?
  private var data: [UInt8] = []
  private var hasData = false
  private var lastWasReturn = false

  /// - Parameter limit: bytes that one message may have.
  package init(limit: Int = 8 << 20) { self.limit = limit }

  /// The messages that these bytes complete.
  package mutating func feed(_ bytes: [UInt8]) throws(WireError) -> [ServerSentEvent] {
    var messages: [ServerSentEvent] = []
    for byte in bytes {
      let followsReturn = lastWasReturn
      lastWasReturn = byte == 0x0D
      switch byte {
      case 0x0A where followsReturn: break
      case 0x0A, 0x0D:
        if let message = endLine() { messages.append(message) }
      default:
        guard line.count + data.count < limit else { throw .tooLong(limit: limit) }
        line.append(byte)
      }
    }
    return messages
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    guard !line.isEmpty else { return endMessage() }
    let colon = line.firstIndex(of: 0x3A) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == 0x20 { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": event = String(decoding: value, as: UTF8.self)
    case "id": id = String(decoding: value, as: UTF8.self)
    case "data":
      if hasData { data.append(0x0A) }
      data += value
      hasData = true
    default: break
    }
    return nil
  }

  private mutating func endMessage() -> ServerSentEvent? {
    defer {
      event = ""
      id = nil
      data.removeAll(keepingCapacity: true)
      hasData = false
    }
    guard hasData else { return nil }
    return ServerSentEvent(
      event: event.isEmpty ? "message" : event, id: id,
      data: String(decoding: data, as: UTF8.self))
  }
}
