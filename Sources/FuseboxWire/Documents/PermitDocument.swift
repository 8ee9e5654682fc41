import FuseboxCore

/// A body of the permits: `snake_case` names, and no `schema` asked of applications, so that one
/// line of curl is enough.
protocol PermitDocument: Document {}

extension PermitDocument {
  fileprivate init(permit bytes: [UInt8]) throws(WireError) {
    self = try WireText.decode(bytes) { fields throws(FieldTrouble) in
      var document = Self.blank
      try document.list(&fields)
      return document
    }
  }

  fileprivate func text() throws(WireError) -> [UInt8] {
    try WireText.encode { text throws(FieldTrouble) in
      var document = self
      try document.list(&text)
    }
  }
}

extension AdmitRequest: PermitDocument {
  static var blank: Self { Self(provider: "", client: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("provider", &provider)
    try fields.must("client", &client)
    try fields.may("lease_milliseconds", &leaseMilliseconds)
  }

  package init(decoding bytes: [UInt8]) throws(WireError) { try self.init(permit: bytes) }
  package func encoded() throws(WireError) -> [UInt8] { try text() }
}

extension AdmitReply: PermitDocument {
  static var blank: Self { Self(state: "") }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.may("permit", &permit)
    try fields.must("state", &state)
    try fields.may("retry_after_milliseconds", &retryAfterMilliseconds)
    try fields.may("why", &why)
  }

  package init(decoding bytes: [UInt8]) throws(WireError) { try self.init(permit: bytes) }
  package func encoded() throws(WireError) -> [UInt8] { try text() }
}

extension DoneRequest: PermitDocument {
  static var blank: Self { Self(outcome: "", milliseconds: 0) }

  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble) {
    try fields.must("outcome", &outcome)
    try fields.must("milliseconds", &milliseconds)
    try fields.may("words", &words)
    try fields.may("retry_after_milliseconds", &retryAfterMilliseconds)
  }

  package init(decoding bytes: [UInt8]) throws(WireError) { try self.init(permit: bytes) }
  package func encoded() throws(WireError) -> [UInt8] { try text() }
}
