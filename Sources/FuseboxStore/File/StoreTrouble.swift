import Foundation
import FuseboxCore
import GRDB

/// Why a database cannot be used now.
struct StoreTrouble: Error, Equatable {
  /// Never `fine`.
  var condition: StoreHealth.Condition
  /// What happened, in a few words: "the disk is full".
  var what: String

  /// Somebody deleted the file, or put another in its place, while it was open.
  static let gone = StoreTrouble(.failed, "deleted while the agent runs")

  /// The file will not be tried again before the next start.
  var isLasting: Bool { condition == .corrupt || condition == .newer }

  init(_ condition: StoreHealth.Condition, _ what: String) {
    self.condition = condition
    self.what = what
  }

  init(_ error: any Error) {
    switch error {
    case let trouble as StoreTrouble: self = trouble
    case let error as DatabaseError: self.init(error)
    case let error as CocoaError where error.code == .fileWriteOutOfSpace:
      self.init(.full, "the disk is full")
    case is CocoaError: self.init(.readOnly, "the directory cannot be written")
    default: self.init(.failed, "cannot be used")
    }
  }

  private init(_ error: DatabaseError) {
    switch error.resultCode {
    case .SQLITE_FULL: self.init(.full, "the disk is full")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
      self.init(.readOnly, "cannot be written")
    case .SQLITE_CORRUPT, .SQLITE_NOTADB: self.init(.corrupt, "damaged")
    case .SQLITE_BUSY, .SQLITE_LOCKED, .SQLITE_PROTOCOL:
      self.init(.locked, "another process holds it")
    default:
      // Making the -shm file longer fails with this when there is no room for it.
      if error.extendedResultCode == .SQLITE_IOERR_SHMSIZE {
        self.init(.full, "the disk is full")
      } else {
        self.init(.failed, "SQLite error \(error.extendedResultCode.rawValue)")
      }
    }
  }
}

extension StoreTrouble {
  /// For who asked what is in the file.
  func refusal(of schema: Schema) -> CommandRefusal {
    .historyUnreadable("\(schema.fileName): \(what)")
  }
}

extension Result where Failure == StoreTrouble {
  /// Why it failed; nil for a success.
  var trouble: StoreTrouble? {
    if case .failure(let trouble) = self { trouble } else { nil }
  }
}
