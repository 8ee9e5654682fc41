import FuseboxCore

/// How a value stands in a scenario file, both ways.
struct ScalarForm<Value>: Sendable {
  /// What is expected, for messages: "a length such as 40ms".
  let expected: String
  let read: @Sendable (String) -> Value?
  let write: @Sendable (Value) -> String
}

extension ScalarForm<String> {
  static let text = ScalarForm(expected: "a text", read: { $0 }, write: { $0 })
}

extension ScalarForm<Bool> {
  static let flag = ScalarForm(
    expected: "true or false", read: { ["true": true, "false": false][$0] }, write: { "\($0)" })
}

extension ScalarForm<UInt64> {
  static let seed = ScalarForm(
    expected: "a whole number", read: { UInt64($0) }, write: { "\($0)" })
}

extension ScalarForm<Int64> {
  static let count = ScalarForm(
    expected: "a whole number, 0 or more",
    read: { Int64($0).flatMap { $0 >= 0 ? $0 : nil } }, write: { "\($0)" })
}

extension ScalarForm<Int> {
  static let status = ScalarForm(
    expected: "an HTTP status, 200 to 599",
    read: { Int($0).flatMap { (200...599).contains($0) ? $0 : nil } }, write: { "\($0)" })
}

extension ScalarForm<Double> {
  static let share = ScalarForm(
    expected: "a share, 0% to 100%",
    read: { text in
      guard text.hasSuffix("%"), let number = Double(text.dropLast()),
        (0...100).contains(number)
      else { return nil }
      return number / 100
    },
    write: { "\(number($0 * 100))%" })

  /// A second.
  static let rate = ScalarForm(
    expected: "a rate such as 4/s, at most 1000000/s",
    read: { text in
      guard text.hasSuffix("/s"), let number = Double(text.dropLast(2)),
        (0...1_000_000).contains(number)
      else { return nil }
      return number
    },
    write: { "\(number($0))/s" })

  private static func number(_ value: Double) -> String {
    Int64(exactly: value).map { "\($0)" } ?? "\(value)"
  }
}

extension ScalarForm<Duration> {
  /// Up to a day.
  static let length = ScalarForm(
    expected: "a length such as 40ms, 10s or 2m",
    read: { text in span(text).flatMap { $0 >= .zero ? $0 : nil } }, write: { words($0) })

  /// A length that may lie before the step.
  static let offset = ScalarForm(
    expected: "a length such as -6m or 10s", read: { span($0) }, write: { words($0) })

  private static let units = [("ms", Int64(1)), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]

  private static func span(_ text: String) -> Duration? {
    for (unit, milliseconds) in units where text.hasSuffix(unit) {
      guard let number = Int64(text.dropLast(unit.count)) else { continue }
      let (product, overflow) = number.multipliedReportingOverflow(by: milliseconds)
      guard !overflow, product.magnitude <= 86_400_000 else { return nil }
      return .milliseconds(product)
    }
    return nil
  }

  /// In the largest unit that leaves a whole number.
  private static func words(_ length: Duration) -> String {
    let total = length.milliseconds
    let unit = units.last { total % $0.1 == 0 && total.magnitude >= $0.1 } ?? ("s", 1000)
    return "\(total / unit.1)\(unit.0)"
  }
}

extension ScalarForm
where Value: RawRepresentable & CaseIterable & Sendable, Value.RawValue == String {
  /// One of an enum's words.
  static var word: Self {
    ScalarForm(
      expected: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "),
      read: { Value(rawValue: $0) }, write: { $0.rawValue })
  }
}
