/// Which ordinary permits are out, so that each completes once. A ring by serial number: O(1), and
/// no allocation once it has grown to the calls usually in flight.
struct OpenPermits: Sendable {
  /// Beyond so many in flight the oldest is forgotten: its result will count as late.
  static let most = 16_384

  /// Serial numbers at their place, 0 for a free one. The count is a power of two.
  private var places = [UInt64](repeating: 0, count: 64)

  mutating func insert(_ serial: UInt64) {
    while places[place(of: serial)] != 0, places.count < Self.most { grow() }
    places[place(of: serial)] = serial
  }

  /// False when it is not out (any more).
  mutating func remove(_ serial: UInt64) -> Bool {
    let place = place(of: serial)
    guard places[place] == serial else { return false }
    places[place] = 0
    return true
  }

  mutating func removeAll() {
    for index in places.indices { places[index] = 0 }
  }

  private func place(of serial: UInt64) -> Int {
    Int(truncatingIfNeeded: serial & UInt64(places.count - 1))
  }

  private mutating func grow() {
    let before = places
    places = [UInt64](repeating: 0, count: before.count * 2)
    for serial in before where serial != 0 { places[place(of: serial)] = serial }
  }
}
