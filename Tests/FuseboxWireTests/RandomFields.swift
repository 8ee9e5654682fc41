import FuseboxCore

@testable import FuseboxWire

/// Fills every field that a document lists with a random value: a field that is added later is
/// covered by that alone.
struct RandomFields: FieldList {
  private var generator: SeededGenerator
  private var depth = 0

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  mutating func must<Value: Field>(_ name: String, _ value: inout Value) { value = make() }
  mutating func may<Value: Field>(_ name: String, _ value: inout Value) { value = make() }

  mutating func make<Value: Field>(_ type: Value.Type = Value.self) -> Value {
    depth += 1
    defer { depth -= 1 }
    let value: any Field =
      switch type {
      case let type as any Arbitrary.Type: type.random(&self)
      case let type as any Document.Type: document(type)
      case let type as any Word.Type: word(type)
      default: preconditionFailure("\(type) has no random values")
      }
    guard let value = value as? Value else { preconditionFailure("\(type) made another type") }
    return value
  }

  mutating func document<Value: Document>(_ type: Value.Type) -> Value {
    var value = type.blank
    try? value.list(&self)
    return value
  }

  private mutating func word<Value: Word>(_ type: Value.Type) -> Value {
    while true {
      if let word = Value(rawValue: Self.words[number(below: Self.words.count)]) { return word }
    }
  }

  private static let words: [String] = [
    ["stripe", "none", "present", "unset", "forced_open", "forced_closed", "page", "agent"],
    CallSource.words, JudgedWindow.Kind.words, Signal.allCases.map(\.rawValue),
    BreakerState.allCases.map(\.rawValue), OverrideAction.allCases.map(\.rawValue),
    Command.Kind.allCases.map(\.rawValue), MeterKind.allCases.map(\.rawValue),
    MeterUnit.allCases.map(\.rawValue), Blame.allCases.map(\.rawValue),
    Cause.allCases.map(\.rawValue), PageState.allCases.map(\.rawValue),
    StoreHealth.Condition.allCases.map(\.rawValue),
  ].flatMap { $0 }

  mutating func number(below count: Int) -> Int { Int.random(in: 0..<count, using: &generator) }

  mutating func pick<Value>(_ values: [Value]) -> Value { values[number(below: values.count)] }

  /// Small, large, negative, or at the end of the range.
  mutating func integer<Value: FixedWidthInteger>() -> Value {
    switch number(below: 4) {
    case 0: Value.random(in: 0...9, using: &generator)
    case 1: [Value.min, Value.max][number(below: 2)]
    default: Value.random(in: .min ... .max, using: &generator)
    }
  }

  /// Fewer the deeper they stand.
  mutating func count() -> Int { number(below: max(2, 5 - depth)) }
}

extension CallSource { fileprivate static let words = ["poll", "canary", "reported", "gateway"] }

extension JudgedWindow.Kind { fileprivate static let words = ["traffic", "polls", "low_traffic"] }

protocol Arbitrary: Field {
  static func random(_ source: inout RandomFields) -> Self
}

extension String: Arbitrary {
  static func random(_ source: inout RandomFields) -> String {
    let parts = [
      "a", "\"", "\\", "\n", "\r\n", "\t", "\u{0}", "\u{1B}[2J", "é", "“", "😀", "\u{2028}", "/",
      "{", "}", "null", "\u{7F}", "\u{202E}",
    ]
    return (0..<source.number(below: 6)).map { _ in parts[source.number(below: parts.count)] }
      .joined()
  }
}

extension Bool: Arbitrary {
  static func random(_ source: inout RandomFields) -> Bool { source.number(below: 2) == 0 }
}

extension Int64: Arbitrary {
  static func random(_ source: inout RandomFields) -> Int64 { source.integer() }
}

extension Int: Arbitrary {
  static func random(_ source: inout RandomFields) -> Int { source.integer() }
}

extension Int32: Arbitrary {
  static func random(_ source: inout RandomFields) -> Int32 { source.integer() }
}

extension UInt32: Arbitrary {
  static func random(_ source: inout RandomFields) -> UInt32 { source.integer() }
}

extension Double: Arbitrary {
  static func random(_ source: inout RandomFields) -> Double {
    let odd: [Double] = [
      0, -0.0, 50, 0.1, -1e300, .leastNonzeroMagnitude, .greatestFiniteMagnitude, 1e16, 1 / 3,
    ]
    return odd[source.number(below: odd.count)]
  }
}

extension WallTime: Arbitrary {
  static func random(_ source: inout RandomFields) -> WallTime {
    source.number(below: 4) == 0
      ? WallTime(milliseconds: source.integer())
      : WallTime(milliseconds: 1_795_444_327_250 + Int64(source.number(below: 1 << 40)))
  }
}

extension Outcome: Arbitrary {
  static func random(_ source: inout RandomFields) -> Outcome {
    let outcomes: [Outcome] = [
      .success, .failure(.transport), .failure(.server), .throttled(until: source.make()),
      .credential(.forbidden), .quota, .caller, .wiring,
    ]
    return outcomes[source.number(below: outcomes.count)]
  }
}

extension MeterAlert.Level: Arbitrary {
  static func random(_ source: inout RandomFields) -> Self {
    [.below, .pastAlert, .atLimit][source.number(below: 3)]
  }
}

extension Optional: Arbitrary where Wrapped: Field {
  static func random(_ source: inout RandomFields) -> Self {
    source.number(below: 3) == 0 ? nil : .some(source.make())
  }
}

extension Array: Arbitrary where Element: Field {
  static func random(_ source: inout RandomFields) -> Self {
    (0..<source.count()).map { _ in source.make() }
  }
}
