import FuseboxCore

/// A whole document as bytes: `{"schema":2,…}`.
enum WireText {
  static func encode(
    schema: Int? = nil, _ write: (inout FieldWriter) throws(FieldTrouble) -> Void
  ) throws(WireError) -> [UInt8] {
    var text = FieldWriter()
    do throws(FieldTrouble) {
      text.open("{")
      try text.write("schema", schema)
      try write(&text)
      text.close("}")
    } catch {
      throw error.wireError
    }
    return text.bytes
  }

  /// - Parameter schemas: those that this program knows; nil: of applications none is asked.
  static func decode<Value>(
    _ bytes: [UInt8], schemas: ClosedRange<Int>? = nil,
    _ read: (inout FieldReader) throws(FieldTrouble) -> Value
  ) throws(WireError) -> Value {
    guard let json = JSONTree(bytes) else { throw .malformed("it is not JSON") }
    guard case .object(let members) = json else { throw .malformed("it is no object") }
    var fields = FieldReader(members)
    if let schemas { try check(&fields, schemas) }
    do {
      return try read(&fields)
    } catch {
      throw error.wireError
    }
  }

  private static func check(
    _ fields: inout FieldReader, _ schemas: ClosedRange<Int>
  ) throws(WireError) {
    var schema = 0
    do {
      try fields.must("schema", &schema)
    } catch {
      throw error.wireError
    }
    guard schemas.contains(schema) else {
      throw .unknownSchema(schema, known: schemas.upperBound)
    }
  }
}
