import FuseboxCore
import Glibc
import NIOCore
import NIOPosix

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
      default: "cannot listen on \(place)\(Self.reason(error))"
      }
    self.init(sentence: TerminalSafe(sentence).text)
  }

  /// In our words: a library's own text names functions and pointers. Empty where nothing is known.
  private static func reason(_ error: any Error) -> String {
    switch error {
    case is UnixDomainSocketPathWrongType: ": a file that is no socket has this name"
    case SocketAddressError.unixDomainSocketPathTooLong: ": the path is too long for a socket"
    case SocketAddressError.unknown: ": no such host is known"
    case let error as IOError:
      switch error.errnoCode {
      case ENOTDIR: ": a part of the path is no directory"
      case ELOOP: ": the path goes round in circles"
      case EMFILE, ENFILE: ": too many files are open"
      case ENOMEM, ENOBUFS: ": the machine is out of memory"
      case let code: ": the system's error \(code)"
      }
    default: ""
    }
  }
}
