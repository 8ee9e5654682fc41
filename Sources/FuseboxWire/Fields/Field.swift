import FuseboxCore

/// A value as it stands in a stored or sent document.
protocol Field: Sendable, Equatable {
  /// It is not written, and neither is its name: an optional without a value.
  var isAbsent: Bool { get }
  func write(to text: inout FieldWriter) throws(FieldTrouble)
  init(_ json: JSONTree) throws(FieldTrouble)
}

extension Field {
  var isAbsent: Bool { false }
}

/// A value with named fields. They are listed once, for writing and for reading: so the two cannot
/// drift apart. Fields that a reader does not know are skipped.
protocol Document: Field {
  /// What stands where a document leaves a field out.
  static var blank: Self { get }
  /// Names every field to `fields`, in the order in which they are written.
  mutating func list(_ fields: inout some FieldList) throws(FieldTrouble)
}

/// What a document's fields are named to: the writer or the reader.
protocol FieldList {
  /// A field without which the document means nothing.
  mutating func must<Value: Field>(
    _ name: String, _ value: inout Value
  ) throws(FieldTrouble)
  /// A field that keeps its value when the document leaves it out.
  mutating func may<Value: Field>(
    _ name: String, _ value: inout Value
  ) throws(FieldTrouble)
}

extension Document {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    var fields = self
    text.open("{")
    try fields.list(&text)
    text.close("}")
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard case .object(let members) = json else { throw .otherType }
    var reader = FieldReader(members)
    self = .blank
    try list(&reader)
  }
}

/// What is wrong with a field, and where; it never quotes the text, which may hold anything.
struct FieldTrouble: Error, Equatable {
  /// Names and indices from the document inwards.
  var path: [String] = []
  var what: String

  static let missing = Self(what: "is missing")
  static let otherType = Self(what: "has another type")
  static let badValue = Self(what: "has a bad value")
  /// A number that JSON cannot hold.
  static let unwritable = Self(what: "cannot be written")

  func inside(_ name: String) -> Self { Self(path: [name] + path, what: what) }

  var wireError: WireError {
    .malformed(path.isEmpty ? "it \(what)" : "\(path.joined(separator: ".")) \(what)")
  }
}
