import Foundation
import FuseboxCore
import FuseboxSystem

/// Where a command's words go: data to standard output, talk to standard error.
enum Output {
  /// The first reason why data was not written.
  private static let failure = Guarded<WriteFailure?>(nil)

  static func say(_ text: String) { write(Array((text + "\n").utf8)) }

  static func complain(_ text: String) {
    // There is nobody left to tell.
    try? ThisProcess.write(Array((text + "\n").utf8), to: STDERR_FILENO)
  }

  /// After a failure nothing more is written: the rest without its beginning is no answer.
  static func write(_ bytes: [UInt8]) {
    guard !isLost else { return }
    do throws(WriteFailure) {
      try ThisProcess.write(bytes, to: STDOUT_FILENO)
    } catch {
      failure.withLock { $0 = $0 ?? error }
    }
  }

  /// Data was not written.
  static var isLost: Bool { failure.withLock { $0 != nil } }

  /// The exit code of a command that would end with `code`; says so when its data was not written.
  static func exitCode(_ code: Int32) -> Int32 {
    let failure = failure.withLock { $0 }
    if let sentence = sentence(failure) { complain(sentence) }
    return exitCode(code, after: failure)
  }

  /// Nothing is well when nobody got the answer.
  static func exitCode(_ code: Int32, after failure: WriteFailure?) -> Int32 {
    code == 0 && failure != nil ? 1 : code
  }

  /// What is said of it; nil when there is nothing to say.
  static func sentence(_ failure: WriteFailure?) -> String? {
    guard let failure, !failure.readerHasLeft else { return nil }
    return "fusebox: the output could not be written: \(failure.words)"
  }
}
