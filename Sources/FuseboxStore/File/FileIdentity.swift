import Foundation

/// Which file a path leads to: one that was deleted and made anew is another, whatever its name.
package struct FileIdentity: Sendable, Equatable {
  private let device: UInt64
  private let number: UInt64

  /// nil when there is nothing at the path.
  package init?(path: String) {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let device = attributes[.systemNumber] as? NSNumber,
      let number = attributes[.systemFileNumber] as? NSNumber
    else { return nil }
    self.device = device.uint64Value
    self.number = number.uint64Value
  }
}
