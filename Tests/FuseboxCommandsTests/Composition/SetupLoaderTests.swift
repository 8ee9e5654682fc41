import ArgumentParser
import Foundation
import FuseboxConfig
import FuseboxCore
import Testing

@testable import FuseboxCommands

/// A configuration with a theme beside it, in a directory of its own.
@Suite final class SetupLoaderTests {
  private let directory = FileManager.default.temporaryDirectory
    .appending(path: "fusebox-test-\(UUID().uuidString)")

  init() throws {
    try FileManager.default.createDirectory(
      at: directory.appending(path: "themes"), withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: directory) }

  private func written(config: String, theme: String) throws -> SetupLoader {
    let file = directory.appending(path: "prod.yaml")
    try config.write(to: file, atomically: true, encoding: .utf8)
    let themeFile = directory.appending(path: "themes/mine.yaml")
    try theme.write(to: themeFile, atomically: true, encoding: .utf8)
    return SetupLoader(
      options: try CommonOptions.parse(["--config", file.path]), environment: ["HOME": "/nowhere"])
  }

  private func complaints(config: String, theme: String) throws -> [String] {
    let loader = try written(config: config, theme: theme)
    do throws(ConfigRejected) {
      _ = try loader.check()
      return []
    } catch {
      return error.lines.map { $0.replacing("\(directory.path)/", with: "") }
    }
  }

  private static let config = "version: 1\nscreen: {theme: mine}\n"
  private static let theme = "inherits: dark\nroles: {muted: {bold: true}}\n"

  @Test func `a theme beside a named file is found`() throws {
    #expect(try complaints(config: Self.config, theme: Self.theme) == [])
  }

  @Test func `errors of the configuration and of its theme are named at once`() throws {
    let wrong = try complaints(
      config: Self.config + "profil: x\n", theme: "inherits: dark\nroles: {mutd: {bold: true}}\n")
    #expect(
      wrong == [
        "prod.yaml:3:1: unknown key profil; did you mean profile?",
        "themes/mine.yaml:2:9: \"mutd\" is not a role; did you mean \"muted\"?",
      ])
  }

  @Test func `a theme that is no YAML says where`() throws {
    let wrong = try complaints(config: Self.config, theme: "roles: {muted: [}\n")
    #expect(wrong.count == 1)
    #expect(wrong.allSatisfy { $0.hasPrefix("themes/mine.yaml:1:") })
  }

  @Test func `an unknown theme is named with what it may mean`() throws {
    let wrong = try complaints(
      config: "version: 1\nscreen: {theme: ligth}\n", theme: Self.theme)
    #expect(wrong == ["unknown theme ligth; did you mean light?"])
  }

  @Test func `without any file the shipped theme is there`() throws {
    let loader = SetupLoader(
      options: try CommonOptions.parse([]), environment: ["HOME": "/nowhere"], files: .none)
    #expect(throws: Never.self) { try loader.theme() }
  }
}
