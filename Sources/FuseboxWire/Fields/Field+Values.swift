import FuseboxCore

extension String: Field {
  func write(to text: inout FieldWriter) { text.quoted(self) }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard case .string(let text) = json else { throw .otherType }
    self = text
  }
}

extension Bool: Field {
  func write(to text: inout FieldWriter) { text.plain(self ? "true" : "false") }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard case .bool(let value) = json else { throw .otherType }
    self = value
  }
}

extension Int64: Field {
  func write(to text: inout FieldWriter) { text.plain(String(self)) }

  init(_ json: JSONTree) throws(FieldTrouble) {
    switch json {
    case .integer(let number): self = number
    case .number(let number):
      guard let whole = Int64(exactly: number) else { throw .badValue }
      self = whole
    default: throw .otherType
    }
  }
}

/// The narrower whole numbers, of which one that does not fit is a bad value.
protocol NarrowField: Field, FixedWidthInteger {}

extension NarrowField {
  func write(to text: inout FieldWriter) { text.plain(String(self)) }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard let number = Self(exactly: try Int64(json)) else { throw .badValue }
    self = number
  }
}

extension Int: NarrowField {}
extension Int32: NarrowField {}
extension UInt32: NarrowField {}

extension Double: Field {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    guard isFinite else { throw .unwritable }
    if let whole = Int64(exactly: self), whole != 0 {
      whole.write(to: &text)
    } else {
      text.plain("\(self)")
    }
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    switch json {
    case .integer(let number): self = Double(number)
    case .number(let number): self = number
    default: throw .otherType
    }
  }
}

/// RFC 3339; years that it cannot say are written as 0.1 wrote all times: in milliseconds since
/// 1970-01-01T00:00:00Z.
extension WallTime: Field {
  private static let sayable =
    CalendarTime(year: 0, month: 1, day: 1)
    .wallTime..<CalendarTime(year: 10_000, month: 1, day: 1).wallTime

  func write(to text: inout FieldWriter) {
    if Self.sayable.contains(self) {
      text.quoted(rfc3339)
    } else {
      milliseconds.write(to: &text)
    }
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    if case .string(let text) = json {
      guard let time = WallTime(rfc3339: text) else { throw .badValue }
      self = time
    } else {
      self.init(milliseconds: try Int64(json))
    }
  }
}

extension Optional: Field where Wrapped: Field {
  var isAbsent: Bool { self == nil }

  func write(to text: inout FieldWriter) throws(FieldTrouble) { try self?.write(to: &text) }

  init(_ json: JSONTree) throws(FieldTrouble) { self = .some(try Wrapped(json)) }
}

extension Array: Field where Element: Field {
  func write(to text: inout FieldWriter) throws(FieldTrouble) {
    text.open("[")
    for element in self {
      text.next()
      try element.write(to: &text)
    }
    text.close("]")
  }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard case .array(let elements) = json else { throw .otherType }
    self = []
    reserveCapacity(elements.count)
    for (index, element) in elements.enumerated() {
      do {
        append(try Element(element))
      } catch {
        throw error.inside(String(index))
      }
    }
  }
}
