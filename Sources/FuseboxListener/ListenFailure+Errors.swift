import FuseboxCore
import Glibc
import NIOCore

extension ListenFailure {
  /// What went wrong, for a person who chose this address.
  init(_ error: any Error, at address: ListenAddress) {
    let place =
      switch address {
      case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
      case .unix(let path): path
      }
    let sentence =
      switch ((error as? IOError)?.errnoCode, address) {
      case (EADDRINUSE, .tcp(_, let port)): "port \(port) is taken"
      case (EADDRNOTAVAIL, _): "\(place) is not an address of this machine"
      case (EACCES, _), (EPERM, _): "no permission to listen on \(place)"
      case (EROFS, _): "cannot listen on \(place): the file system is read-only"
      case (ENOENT, _): "cannot listen on \(place): its directory is gone"
      case (ENOSPC, _): "cannot listen on \(place): the disk is full"
      default: "cannot listen on \(place): \(error)"
      }
    self.init(sentence: TerminalSafe(sentence).text)
  }
}
