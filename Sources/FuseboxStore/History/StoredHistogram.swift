import Foundation
import FuseboxCore
import GRDB

/// A histogram as a column's bytes: for each bucket, in order, its distance from the one before and
/// its count, each as seven bits a byte, the lowest first, the eighth bit set when more follow.
enum StoredHistogram {
  static func bytes(_ histogram: LatencyHistogram) -> [UInt8] {
    var bytes: [UInt8] = []
    var last = 0
    for (bucket, calls) in histogram.counts.sorted(by: { $0.key < $1.key }) {
      append(UInt64(bucket - last), to: &bytes)
      append(UInt64(calls), to: &bytes)
      last = bucket
    }
    return bytes
  }

  /// Empty for bytes that are damaged: what is merged with it is kept.
  static func read(_ bytes: some Sequence<UInt8>) -> LatencyHistogram {
    var numbers: [Int64] = []
    var number: UInt64 = 0
    var shift = 0
    for byte in bytes {
      guard shift < 56 else { return LatencyHistogram() }
      number |= UInt64(byte & 0x7F) << UInt64(shift)
      shift += 7
      guard byte & 0x80 == 0 else { continue }
      numbers.append(Int64(number))
      (number, shift) = (0, 0)
    }
    guard shift == 0, numbers.count.isMultiple(of: 2) else { return LatencyHistogram() }
    var counts: [Int: Int64] = [:]
    var bucket = 0
    for index in stride(from: 0, to: numbers.count, by: 2) where numbers[index] < 2000 {
      bucket += Int(numbers[index])
      counts[bucket] = numbers[index + 1]
    }
    return LatencyHistogram(counts: counts) ?? LatencyHistogram()
  }

  /// `merge_latency(a, b)`: both together; NULL counts nothing.
  static let merge = DatabaseFunction("merge_latency", argumentCount: 2, pure: true) { values in
    var sum = LatencyHistogram()
    for value in values { sum.merge(read(value)) }
    return Data(bytes(sum))
  }

  static func read(_ value: DatabaseValue) -> LatencyHistogram {
    guard case .blob(let data) = value.storage else { return LatencyHistogram() }
    return read(data)
  }

  private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7F) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }
}
