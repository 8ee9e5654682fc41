import FuseboxCore

@testable import FuseboxView

/// The board of the drawings: one incident at 14:32:07, every state on screen once.
enum MockBoard {
  static let now = time("14:32:07")

  /// A time of that day.
  static func time(_ clock: String) -> WallTime {
    WallTime(rfc3339: "2026-11-23T\(clock)Z") ?? WallTime(milliseconds: 0)
  }

  static func instant(_ seconds: Int64 = 0) -> Instant {
    Instant(monotonic: .zero + .seconds(1000 + seconds), wall: now + .seconds(seconds))
  }

  static let actor = Actor(name: "mara", nameSource: "FUSEBOX_ACTOR", uid: 1000, tty: "pts/3")

  static var board: Board {
    var board = Board()
    board.seq = 100
    board.at = now + .seconds(-1)
    board.providers = [
      algolia, auth0, cloudfront, datadog, fcm, ga4, github, redis, s3, segment, sendgrid, sentry,
      stripe, twilio,
    ]
    board.agent = AgentFacts(
      boot: "b1", startedAt: time("09:00:00"), profile: "prod-eu", version: "1", pid: 7,
      providers: board.providers.map(\.facts))
    board.changes = changes
    return board
  }

  /// A screen that shows it.
  static func model(_ columns: Int, _ rows: Int, unicode: Bool = true) -> Model {
    model(board, columns, rows, unicode: unicode)
  }

  static func model(_ board: Board, _ columns: Int, _ rows: Int, unicode: Bool = true) -> Model {
    var model = Model(
      size: Size(columns: columns, rows: rows),
      capabilities: Capabilities(colours: .indexed256, unicode: unicode), actor: actor,
      now: instant())
    _ = update(&model, .board(board, at: instant()))
    return model
  }

  private static var changes: [Change] {
    let lines: [(String, ProviderID, Change.Kind, String, String)] = [
      ("14:30:52", "sendgrid", .breaker, "OPEN → half-open", "wait of 58 s over"),
      ("14:29:30", "auth0", .verdict, "US", "key refused: expired"),
      ("14:27:58", "twilio", .page, "page: SMS partial", "posted 14:21, their page knew first"),
      ("14:27:55", "twilio", .breaker, "closed → OPEN", "24 of 40 calls failed (504) ≥ 50 %"),
      ("14:26:11", "sendgrid", .breaker, "closed → OPEN", "13 of 20 calls failed (503) ≥ 50 %"),
      ("14:01:00", "segment", .override, "tripped by mk until 15:01", "bad deploy 4411"),
      ("13:41:10", "twilio", .breaker, "half-open → closed", "one probe fine"),
    ]
    return lines.enumerated().map { index, line in
      Change(
        seq: Int64(100 - index), at: time(line.0), provider: line.1,
        fact: .told(line.2, what: line.3, why: line.4))
    }
  }
}
