import Foundation
import FuseboxCore

extension FileIdentity {
  /// nil when there is nothing at the path.
  init?(path: String) {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
      let device = attributes[.systemNumber] as? NSNumber,
      let number = attributes[.systemFileNumber] as? NSNumber
    else { return nil }
    self.init(device: device.uint64Value, number: number.uint64Value)
  }
}
