import FuseboxCore
import Glibc

extension FileIdentity {
  /// As the kernel knows it, in one call: Foundation also looks up the names of its owner and group,
  /// each time in their files. nil when there is nothing at the path.
  package init?(at path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(device: UInt64(status.st_dev), number: UInt64(status.st_ino))
  }
}
