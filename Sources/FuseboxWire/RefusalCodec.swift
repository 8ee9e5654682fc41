import FuseboxCore
import FuseboxWords

/// Why a request was refused: `{"schema":1,"error":{"code":…,"message":…}}`. The code is a word
/// from a bounded set, the message a sentence; what the sentence names stands beside them.
package enum RefusalCodec {
  package static func encode(_ refusal: CommandRefusal) throws(WireError) -> [UInt8] {
    var error = ErrorFields(code: refusal.label, message: refusal.sentence)
    switch refusal {
    case .unknownProvider(let name, let near): (error.name, error.near) = (name, near)
    case .changedMeanwhile(let by, let at): (error.by, error.at) = (by, at)
    case .pageOnly(let name): error.name = name
    case .agentLost(let why), .historyUnreadable(let why): error.why = why
    case .tripped(let by): error.by = by
    case .tooSoon(let until): error.at = until
    case .reasonMissing, .otherVersion, .lengthMissing, .lengthTooLong, .nothingToUndo: break
    }
    return try error.encoded()
  }

  /// A refusal that is not about a command: a wrong path, a body that cannot be read.
  package static func encode(code: String, message: String) throws(WireError) -> [UInt8] {
    try ErrorFields(code: code, message: message).encoded()
  }

  /// A code that is not a command's becomes `agentLost` with the message.
  package static func decode(_ bytes: [UInt8]) throws(WireError) -> CommandRefusal {
    let error = try ErrorFields(decoding: bytes)
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
      return .tooSoon(until: until)
    case "history_unreadable": return .historyUnreadable(error.why ?? error.message)
    case "changed_meanwhile":
      guard let by = error.by, let at = error.at else { break }
      return .changedMeanwhile(by: by, at: at)
    default: break
    }
    return .agentLost(error.why ?? error.message)
  }
}

private struct ErrorFields: Document {
  var code: String
  var message: String
  var name: String?
  var near: [String]?
  var by: String?
  var at: WallTime?
  var why: String?

  static var blank: Self { Self(code: "", message: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("code", &code)
    try fields.must("message", &message)
    try fields.may("name", &name)
    try fields.may("near", &near)
    try fields.may("by", &by)
    try fields.may("at", &at)
    try fields.may("why", &why)
  }
}

extension ErrorFields {
  init(decoding bytes: [UInt8]) throws(WireError) {
    self = try WireText.decode(bytes, schemas: 1...1) { fields throws(FieldTrouble) in
      var error = Self.blank
      try fields.must("error", &error)
      return error
    }
  }

  func encoded() throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 1) { text throws(FieldTrouble) in try text.write("error", self) }
  }
}
