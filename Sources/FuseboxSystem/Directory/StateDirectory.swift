import Foundation

/// The directory that holds the databases, the lock and the socket.
package enum StateDirectory {
  /// What a person chooses it with.
  package static let settings = "--state, storage.directory or XDG_STATE_HOME"

  /// Makes it where there is none, for its owner only.
  package static func make(_ directory: URL) throws(Unusable) {
    do {
      try FileManager.default.createDirectory(
        at: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw Unusable(path: directory.path, why: SystemWords.of(error))
    }
  }

  /// Why nothing can be kept there.
  package struct Unusable: Error, Equatable {
    package var path: String
    /// In the system's words.
    package var why: String

    package var sentence: String {
      """
      The state directory \(path) cannot be used: \(why). \
      Choose another with \(settings).
      """
    }
  }

  /// Why no socket fits in it.
  package struct TooLong: Error, Equatable {
    package var path: String
    /// What chose it, for "Choose a shorter one with …".
    package var chosenBy: String

    package init(path: String, chosenBy: String = StateDirectory.settings) {
      self.path = path
      self.chosenBy = chosenBy
    }

    package var sentence: String {
      """
      The state directory's path is too long for a socket, so nobody could ask the agent: \(path). \
      Choose a shorter one with \(chosenBy).
      """
    }
  }
}
