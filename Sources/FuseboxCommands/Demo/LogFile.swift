import Foundation
import FuseboxCore

/// Lines written to a file of its own, which replaces one that is there.
final class LogFile: Sendable {
  /// The file cannot be made.
  struct Failure: Error, Sentence {
    var path: String
    var sentence: String { "\(path) cannot be written." }
  }

  private let handle: FileHandle

  init(_ path: String) throws(Failure) {
    guard
      FileManager.default.createFile(
        atPath: path, contents: nil, attributes: [.posixPermissions: 0o600]),
      let file = FileHandle(forWritingAtPath: path)
    else { throw Failure(path: path) }
    handle = file
  }

  func write(_ line: String) {
    try? handle.write(contentsOf: Data((line + "\n").utf8))
  }
}
