import Foundation

/// Reading files, as a value, so that tests need none.
package struct FileReading: Sendable {
  package struct Contents: Sendable {
    package var bytes: [UInt8]
    /// Permission bits: 0o600.
    package var mode: Int

    package init(bytes: [UInt8], mode: Int = 0o600) {
      self.bytes = bytes
      self.mode = mode
    }
  }

  /// Why there are no contents.
  package enum Failure: Error, Equatable {
    case missing
    /// In the system's words.
    case unreadable(String)
    /// It is read, and is no text.
    case notText(FileText.Fault)

    /// As an error of the file at `source`.
    package func error(in source: String) -> FileError {
      let (place, reason): (Place?, FileError.Reason) =
        switch self {
        case .missing: (nil, .unreadable("there is no such file"))
        case .unreadable(let why): (nil, .unreadable(why))
        case .notText(let fault): (fault.place, .notText(fault.why))
        }
      return FileError(source: source, place: place, key: "", reason: reason)
    }
  }

  /// The file at this path, whole.
  package var read: @Sendable (String) -> Result<Contents, Failure>

  package init(read: @escaping @Sendable (String) -> Result<Contents, Failure>) {
    self.read = read
  }

  /// The real files. More than 16 MiB are refused: nothing we read is as long.
  package static let real = FileReading { path in
    guard FileManager.default.fileExists(atPath: path) else { return .failure(.missing) }
    do {
      let facts = try FileManager.default.attributesOfItem(
        atPath: URL(filePath: path).resolvingSymlinksInPath().path)
      guard facts[.type] as? FileAttributeType != .typeDirectory else {
        return .failure(.unreadable("it is a directory"))
      }
      guard (facts[.size] as? Int ?? 0) <= 16 << 20 else {
        return .failure(.unreadable("larger than 16 MiB"))
      }
      let bytes = [UInt8](try Data(contentsOf: URL(filePath: path)))
      return .success(Contents(bytes: bytes, mode: facts[.posixPermissions] as? Int ?? 0o777))
    } catch {
      return .failure(.unreadable(error.localizedDescription))
    }
  }

  /// No file at all.
  package static let none = FileReading { _ in .failure(.missing) }

  /// Text of a file a person wrote.
  package func text(_ path: String) -> Result<String, Failure> {
    read(path).flatMap { FileText.decode($0.bytes).mapError(Failure.notText) }
  }
}
