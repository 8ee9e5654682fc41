import Foundation
import FuseboxConfig
import Testing

@Suite struct FileReadingTests {
  /// A file of this test's own, gone after it.
  private func withFile(
    _ bytes: [UInt8], mode: Int = 0o600, _ body: (String) throws -> Void
  ) throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "fusebox-test-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
    try body(path)
  }

  @Test(arguments: [0o600, 0o640, 0o644, 0o400])
  func `a real file comes with its bytes and its permissions`(mode: Int) throws {
    try withFile([0x61, 0x0A], mode: mode) { path in
      let contents = try FileReading.real.read(path).get()
      #expect(contents.bytes == [0x61, 0x0A])
      #expect(contents.mode & 0o777 == mode)
    }
  }

  @Test func `what is missing, a directory, huge or not UTF-8 is said to be`() throws {
    #expect(FileReading.real.text("/nowhere/at/all") == .failure(.missing))
    #expect(FileReading.real.text("/") == .failure(.unreadable("it is a directory")))
    try withFile([0x61, 0xFF]) { path in
      let error = FileError(
        source: "f", place: Place(line: 1, column: 2), key: "",
        reason: .notText("byte 0xFF is not UTF-8; save the file as UTF-8"))
      #expect(FileReading.real.text(path).mapError { $0.error(in: "f") }.failure == error)
    }
    try withFile(Array(repeating: 0x20, count: (16 << 20) + 1)) { path in
      #expect(FileReading.real.text(path) == .failure(.unreadable("larger than 16 MiB")))
    }
  }
}

extension Result {
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
