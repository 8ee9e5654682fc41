import FuseboxCore
import GRDB

/// Numbers of a database come from outside: a bit may have flipped, somebody may have edited it.
/// Whatever is read goes through here, so that no sum of it overflows.
enum StoredNumber {
  /// Event numbers, revisions, times and counts.
  static let range: ClosedRange<Int64> = 0...(1 << 53)

  /// nil for what is no integer, and for one that nothing of ours ever is.
  static func read(_ value: DatabaseValue) -> Int64? {
    guard case .int64(let number) = value.storage, range.contains(number) else { return nil }
    return number
  }

  /// Whether each number of a JSON text is one of which sums can be made.
  static func areSound(inJSON text: String) -> Bool {
    var isInString = false
    var isEscaped = false
    var number: [UInt8] = []
    for byte in text.utf8 {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      if isOfNumber(byte) {
        number.append(byte)
        continue
      }
      guard isSound(number) else { return false }
      number.removeAll(keepingCapacity: true)
      isInString = byte == UInt8(ascii: "\"")
    }
    return isSound(number)
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"),
      UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
      true
    default: false
    }
  }

  private static func isSound(_ digits: [UInt8]) -> Bool {
    // Short ones, by far most, need no reading.
    guard digits.count >= 16 || digits.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }),
      let number = Double(String(decoding: digits, as: UTF8.self))
    else { return true }
    // Not at the bound itself: what is just beyond it is rounded to it.
    return abs(number) < Double(range.upperBound)
  }
}

extension Row {
  /// nil for a column that is missing, holds no integer, or one out of `StoredNumber.range`.
  func number(_ column: String) -> Int64? {
    (self[column] as DatabaseValue?).flatMap(StoredNumber.read)
  }

  /// nil for a column that is missing or holds no text.
  func text(_ column: String) -> String? {
    guard case .string(let text)? = (self[column] as DatabaseValue?)?.storage else { return nil }
    return text
  }
}
