import ArgumentParser
import Foundation
import FuseboxCore
import FuseboxView
import FuseboxWire

/// Prints the board once.
struct StatusCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case table, json }

  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Print the board once and leave.",
    discussion: """
      Asks the running agent, else polls itself: what fails is tried up to three times, and what
      has not answered by then prints ?. The JSON is versioned ("schema": 1), times are RFC 3339 UTC.

      Examples: fusebox status · fusebox status --format json | jq '.providers[].verdict'
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var wait: WaitOptions
  @Option(help: "table or json.") var format = Format.table

  func run() throws {
    let (board, now) = try BoardSource.read(common.setup(), patience: wait.patience)
    switch format {
    case .table: Output.say(plainText(board, at: now))
    case .json: Output.write(try StatusDocument(board, at: now).json() + [0x0A])
    }
  }
}

/// Prints a usage snapshot.
struct SnapshotCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case json, csv }

  static let configuration = CommandConfiguration(
    commandName: "snapshot", abstract: "Export usage: one row a meter, as JSON or CSV.",
    discussion: """
      Writes to standard output, or with --dir to a file of mode 0600 whose path it prints.

      Examples: fusebox snapshot --format csv > usage.csv · fusebox snapshot --dir /var/reports
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var wait: WaitOptions
  @Option(help: "json or csv.") var format = Format.json
  @Option(help: "Write a file into this directory.") var dir: String?

  func run() throws {
    let (board, now) = try BoardSource.read(common.setup(), patience: wait.patience)
    let snapshot = UsageSnapshot(board, at: now)
    if let dir {
      let kind: ExportFormat = format == .json ? .json : .csv
      switch SnapshotFile.write(board, kind, to: URL(filePath: dir), at: now) {
      case .exported(let path): Output.say(path)
      case .failed(let sentence):
        Output.complain(sentence)
        throw ExitCode(1)
      default: break
      }
      return
    }
    switch format {
    case .json: Output.write(try snapshot.json() + [0x0A])
    case .csv: Output.write(Array(snapshot.csv().utf8))
    }
  }
}
