import FoundationEssentials

/// JSON as fusebox writes it: keys sorted, one line, no escaped slashes; equal values give equal
/// bytes.
enum WireJSON {
  /// The number that every document carries.
  static let schema = 1

  /// How keys are spelt.
  enum Keys {
    /// As in the domain: boards and events, read by fusebox itself.
    case domain
    /// `snake_case`: documents for applications and scripts.
    case document
  }

  static func encode(
    _ value: some Encodable, keys: Keys = .domain
  ) throws(WireError) -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if keys == .document { encoder.keyEncodingStrategy = .convertToSnakeCase }
    do {
      return Array(try encoder.encode(value))
    } catch {
      throw .malformed(words(error))
    }
  }

  static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: [UInt8], keys: Keys = .domain
  ) throws(WireError) -> Value {
    let decoder = JSONDecoder()
    if keys == .document { decoder.keyDecodingStrategy = .convertFromSnakeCase }
    do {
      return try decoder.decode(type, from: Data(bytes))
    } catch let error as WireError {
      throw error
    } catch {
      throw .malformed(words(error))
    }
  }

  /// Where and what, without quoting the text: it may hold anything.
  private static func words(_ error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, let context):
      "\(path(context.codingPath + [key])) is missing"
    case DecodingError.typeMismatch(_, let context),
      DecodingError.valueNotFound(_, let context):
      "\(path(context.codingPath)) has another type"
    case DecodingError.dataCorrupted(let context):
      context.codingPath.isEmpty ? "not JSON" : "\(path(context.codingPath)) has a bad value"
    case EncodingError.invalidValue(_, let context):
      "\(path(context.codingPath)) cannot be written"
    default: "not JSON"
    }
  }

  private static func path(_ keys: [any CodingKey]) -> String {
    keys.map { $0.intValue.map(String.init) ?? $0.stringValue }.joined(separator: ".")
  }
}
