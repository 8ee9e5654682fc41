/// One message of a `text/event-stream`.
package struct ServerSentEvent: Sendable, Equatable {
  /// `event:`; `message` when the stream names none.
  package var event: String
  /// `id:`, the sequence number to resume from; nil when the message has none.
  package var id: String?
  package var data: String

  package init(event: String, id: String? = nil, data: String) {
    self.event = event
    self.id = id
    self.data = data
  }

  /// The message with its closing blank line. Line ends inside `event` and `id` would begin a new
  /// field: they are left out.
  package var encoded: [UInt8] {
    var text = "event: \(Self.oneLine(event))\n"
    if let id { text += "id: \(Self.oneLine(id))\n" }
    for line in data.split(separator: "\n", omittingEmptySubsequences: false) {
      text += "data: \(line)\n"
    }
    return Array((text + "\n").utf8)
  }

  private static func oneLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\n" && $0 != "\r" }))
  }
}
