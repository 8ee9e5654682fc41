import FuseboxCore
import FuseboxWords

/// Why a request was refused: `{"error":{"code":…,"message":…},"schema":1}`. The code is a word
/// from a bounded set, the message a sentence; what the sentence names stands beside them.
package enum RefusalCodec {
  package static func encode(_ refusal: CommandRefusal) throws(WireError) -> [UInt8] {
    var error = ErrorFields(code: refusal.label, message: refusal.sentence)
    switch refusal {
    case .unknownProvider(let name, let near): (error.name, error.near) = (name, near)
    case .changedMeanwhile(let by, let at): (error.by, error.at) = (by, TimeField(at))
    case .pageOnly(let name): error.name = name
    case .agentLost(let why), .historyUnreadable(let why): error.why = why
    case .tripped(let by): error.by = by
    case .tooSoon(let until): error.at = TimeField(until)
    case .reasonMissing, .lengthMissing, .lengthTooLong, .nothingToUndo: break
    }
    return try WireJSON.encode(ErrorDocument(error: error))
  }

  /// A refusal that is not about a command: a wrong path, a body that cannot be read.
  package static func encode(code: String, message: String) throws(WireError) -> [UInt8] {
    try WireJSON.encode(ErrorDocument(error: ErrorFields(code: code, message: message)))
  }

  /// A code that is not a command's becomes `agentLost` with the message.
  package static func decode(_ bytes: [UInt8]) throws(WireError) -> CommandRefusal {
    let error = try WireJSON.decode(ErrorDocument.self, from: bytes).error
    switch error.code {
    case "unknown_provider": return .unknownProvider(error.name ?? "", near: error.near ?? [])
    case "reason_missing": return .reasonMissing
    case "length_missing": return .lengthMissing
    case "length_too_long": return .lengthTooLong
    case "nothing_to_undo": return .nothingToUndo
    case "page_only": return .pageOnly(error.name ?? "")
    case "tripped": return .tripped(by: error.by ?? "somebody")
    case "too_soon":
      guard let until = error.at else { break }
      return .tooSoon(until: until.wall)
    case "history_unreadable": return .historyUnreadable(error.why ?? error.message)
    case "changed_meanwhile":
      guard let by = error.by, let at = error.at else { break }
      return .changedMeanwhile(by: by, at: at.wall)
    default: break
    }
    return .agentLost(error.why ?? error.message)
  }
}

private struct ErrorDocument: Codable {
  var schema = SchemaField()
  var error: ErrorFields
}

private struct ErrorFields: Codable {
  var code: String
  var message: String
  var name: String?
  var near: [String]?
  var by: String?
  var at: TimeField?
  var why: String?
}
