import Foundation
import FuseboxCore
import Testing

@testable import FuseboxProviders

/// Recorded shapes of answers, one folder a provider.
enum Fixture {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fixtures")

  static func bytes(_ path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: folder.appending(path: path)))
  }

  static func text(_ path: String) throws -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  static func tree(_ path: String) throws -> JSONTree {
    try JSONTree(bytes(path)) ?? { throw Missing(path: path) }()
  }

  struct Missing: Error { var path: String }

  /// Monday 2026-11-23T14:32:07Z.
  static let now = WallTime(seconds: 1_795_444_327)

  static let reach = Reach(host: "api.example.com", isPublic: true, connected: true)

  static func answer(
    _ status: Int, _ body: String = "", headers: [String: String] = [:]
  ) -> HTTPAnswer { answer(status, Array(body.utf8), headers: headers) }

  static func answer(
    _ status: Int, _ body: [UInt8], headers: [String: String] = [:]
  ) -> HTTPAnswer {
    HTTPAnswer(
      status: status, headers: headers.map { HTTPField($0.key, $0.value) }, body: body,
      reach: reach)
  }

  /// Every credential of the provider set to a value that must not come out anywhere.
  static func context(_ provider: Provider) -> CallContext {
    let secrets = provider.credentials.map { ($0.key, Secret("LEAKME-\($0.key)-0123456789")) }
    return CallContext(
      provider: provider.id, base: provider.api ?? "",
      credentials: .init(uniqueKeysWithValues: secrets),
      now: now)
  }
}

extension Provider: CustomTestStringConvertible {
  /// Its id: the whole value fills a screen.
  public var testDescription: String { id.rawValue }
}
