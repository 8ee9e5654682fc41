import FuseboxCore

/// What an error reply means, by its first word, and for `ERR` by its text.
/// https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
///
/// | refusal | outcome | whose |
/// |---|---|---|
/// | NOAUTH, WRONGPASS, AUTH without a password there | credential, refused | ours |
/// | database that is not there, any but 0 of a cluster | credential, refused | ours: REDIS_URL |
/// | Sentinel, READONLY, MOVED, ASK, CROSSSLOT | credential, refused | ours: REDIS_URL |
/// | NOPERM, DENIED, unknown or renamed command | credential, forbidden | ours |
/// | OOM | quota | ours |
/// | LOADING, BUSY, MASTERDOWN, MISCONF, CLUSTERDOWN, NOREPLICAS, max clients | failure | theirs |
/// | anything else | wiring | not known |
enum RedisRefusal {
  /// The reason may hold what the server said at length: a secret of ours can be in it, which only
  /// the caller knows and takes out before it shortens the words.
  /// - Parameters:
  ///   - error: as it came, without the leading `-`.
  ///   - database: the one that was asked for.
  static func result(of error: String, database: Int = 0) -> OperationResult {
    let (outcome, words): (Outcome, String) =
      switch error.prefix(while: { $0 != " " }) {
      case "NOAUTH": (.credential(.refused), "key refused: a password is wanted, none is set")
      case "WRONGPASS": (.credential(.refused), "key refused: wrong user or password")
      case "NOPERM": (.credential(.forbidden), forbidden(error))
      case "DENIED": (.credential(.forbidden), "its protected mode lets nobody in from here")
      case "READONLY": elsewhere("a replica, it takes no writes")
      case "MOVED", "ASK", "CROSSSLOT", "TRYAGAIN": elsewhere("a cluster's node, not the whole")
      case "OOM": (.quota, "memory full: writes are refused")
      case "LOADING": (.failure(.server), "still loading its data")
      case "BUSY": (.failure(.server), "busy with a script, answers nobody")
      case "MASTERDOWN": (.failure(.server), "a replica that has lost its master")
      case "MISCONF": (.failure(.server), "cannot save to disk: writes are refused")
      case "CLUSTERDOWN": (.failure(.server), "its cluster is down")
      case "NOREPLICAS": (.failure(.server), "too few replicas: writes are refused")
      default: other(error, database)
      }
    return OperationResult(outcome: outcome, reason: words)
  }

  /// It works, and it is not what the limiter needs: the address is ours.
  static func elsewhere(_ words: String) -> (Outcome, String) {
    (.credential(.refused), "\(words): see REDIS_URL")
  }

  private static func other(_ error: String, _ database: Int) -> (Outcome, String) {
    let words = error.lowercased()
    if words.contains("max number of clients") {
      return (.failure(.server), "no connection left: maxclients reached")
    }
    if words.contains("without any password") || words.contains("no password is set") {
      return (.credential(.refused), "it has no password, ours has: see REDIS_URL")
    }
    if words.contains("not allowed in cluster mode") {
      return elsewhere("a cluster has no database but 0")
    }
    if words.contains("db index") { return elsewhere("no database \(database) there") }
    if let command = unknownCommand(error) {
      let why = command == "SELECT" ? "a Sentinel or a proxy?" : "renamed or switched off"
      return (.credential(.forbidden), "it knows no \(command): \(why)")
    }
    return (.wiring, TerminalSafe("answered \(error)", cap: 1000).text)
  }

  private static func forbidden(_ error: String) -> String {
    switch kind(of: error) {
    case .command(let name): "our user may not call \(name)"
    default: "our user lacks a right there"
    }
  }

  /// What a refusal keeps from us.
  enum Kind: Equatable {
    /// The keys that were named.
    case keys
    /// A command, in capitals.
    case command(String)
    case moved
    case other
  }

  static func kind(of error: String) -> Kind {
    if error.hasPrefix("NOPERM") {
      // "… permissions to run the 'getrange' command", "… to access one of the keys …".
      guard !error.contains("key") else { return .keys }
      return quoted(error).map { .command($0) } ?? .other
    }
    if error.hasPrefix("MOVED ") || error.hasPrefix("ASK ") { return .moved }
    return unknownCommand(error).map { .command($0) } ?? .other
  }

  private static func unknownCommand(_ error: String) -> String? {
    let words = error.lowercased()
    guard words.contains("unknown command") || words.contains("unknown subcommand") else {
      return nil
    }
    return quoted(error) ?? "command of ours"
  }

  /// The first word in quotes or backquotes, where it is a command's name.
  private static func quoted(_ error: String) -> String? {
    let parts = error.split(omittingEmptySubsequences: false) { $0 == "'" || $0 == "`" }
    guard parts.count > 2, (1...20).contains(parts[1].count),
      parts[1].allSatisfy({ $0.isASCII && ($0.isLetter || $0 == "|" || $0 == ".") })
    else { return nil }
    return parts[1].uppercased()
  }
}
