import Foundation

/// The first bytes of a database file, read before SQLite touches it.
/// https://www.sqlite.org/fileformat.html#the_database_header
enum FileHeader: Equatable {
  /// No file, or an empty one.
  case nothing
  case database(applicationID: Int32, userVersion: Int)
  /// Something else.
  case foreign

  /// Throws when the file is there but cannot be read.
  init(path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
      self = .nothing
      return
    }
    // Mapped: a history may have hundreds of megabytes.
    self.init(try Data(contentsOf: URL(filePath: path), options: .alwaysMapped).prefix(100))
  }

  init(_ bytes: Data) {
    let bytes = Array(bytes)
    guard !bytes.isEmpty else {
      self = .nothing
      return
    }
    guard bytes.count == 100, bytes.starts(with: Array("SQLite format 3\0".utf8)) else {
      self = .foreign
      return
    }
    func number(at offset: Int) -> Int32 {
      Int32(bitPattern: bytes[offset..<offset + 4].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
    self = .database(applicationID: number(at: 68), userVersion: Int(number(at: 60)))
  }
}
