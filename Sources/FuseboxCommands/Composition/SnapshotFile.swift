import Foundation
import FuseboxCore
import FuseboxView
import FuseboxWire

/// Writes a usage snapshot to a file of its own, readable by its owner only.
enum SnapshotFile {
  /// What to tell the person: the path, or why not.
  static func write(
    _ board: Board, _ format: ExportFormat, to directory: URL, at now: WallTime
  ) -> Message {
    let snapshot = UsageSnapshot(board, at: now)
    do throws(WireError) {
      let bytes =
        switch format {
        case .json: Data(try snapshot.json())
        case .csv: Data(snapshot.csv().utf8)
        }
      let path = directory.appending(path: snapshot.fileName(extension: format.rawValue)).path
      let isWritten = FileManager.default.createFile(
        atPath: path, contents: bytes, attributes: [.posixPermissions: 0o600])
      return isWritten
        ? .exported(path: path) : .failed("The export could not be written to \(path).")
    } catch {
      return .failed(error.sentence)
    }
  }
}
