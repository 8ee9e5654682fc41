/// Numbers of things.
package enum Count {
  /// `no limits`, `1 limit`, `2 limits`.
  package static func words(_ count: Int, _ one: String) -> String {
    switch count {
    case 0: "no \(one)s"
    case 1: "1 \(one)"
    default: "\(count) \(one)s"
    }
  }
}
