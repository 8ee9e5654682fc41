/// Which file a path leads to: one that was deleted and made anew is another, whatever its name.
package struct FileIdentity: Sendable, Equatable {
  private let device: UInt64
  private let number: UInt64

  /// - Parameters:
  ///   - device: `st_dev` of the file.
  ///   - number: `st_ino`.
  package init(device: UInt64, number: UInt64) {
    self.device = device
    self.number = number
  }
}
