import Foundation
import FuseboxCore

/// The directory that holds the databases, the lock and the socket.
enum StateDirectory {
  /// Makes it where there is none, for its owner only.
  static func make(_ directory: URL) throws(Unusable) {
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Unusable(path: directory.path, why: SystemWords.of(error))
    }
  }

  /// Why nothing can be kept there.
  struct Unusable: Error, Sentence, Equatable {
    var path: String
    /// In the system's words.
    var why: String

    var sentence: String {
      """
      The state directory \(path) cannot be used: \(why). \
      Choose another with --state, storage.directory or XDG_STATE_HOME.
      """
    }
  }

  /// Why no socket fits in it.
  struct TooLong: Error, Sentence, Equatable {
    var path: String

    var sentence: String {
      """
      The state directory's path is too long for a socket, so nobody could ask the agent: \(path). \
      Choose a shorter one with --state, storage.directory or XDG_STATE_HOME.
      """
    }
  }
}
