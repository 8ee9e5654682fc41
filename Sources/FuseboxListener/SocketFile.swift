import Glibc
import NIOCore

extension ChannelPipeline.SynchronousOperations {
  /// Makes the file of a unix socket that is about to be bound readable and writable by its
  /// owner alone. Linux gives the file the mode of the unbound socket (unix(7)), so there is no
  /// moment at which somebody else could connect.
  func keepToOwner() throws {
    let result = try withUnsafeTransportIfAvailable(of: NIOBSDSocket.Handle.self) {
      fchmod($0, S_IRUSR | S_IWUSR)
    }
    guard result == 0 else { throw IOError(errnoCode: errno, reason: "fchmod") }
  }
}
