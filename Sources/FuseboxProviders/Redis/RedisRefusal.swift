import FuseboxCore

/// What an error reply means, by its first word.
/// https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors
enum RedisRefusal {
  /// The reason may hold what the server said at length: a secret of ours can be in it, which only
  /// the caller knows and takes out before it shortens the words.
  /// - Parameter error: as it came, without the leading `-`.
  static func result(of error: String) -> OperationResult {
    let code = error.prefix { $0 != " " }
    let (outcome, words): (Outcome, String) =
      switch code {
      case "NOAUTH": (.credential(.refused), "key refused: a password is wanted, none is set")
      case "WRONGPASS": (.credential(.refused), "key refused: wrong user or password")
      case "NOPERM": (.credential(.forbidden), "key lacks a permission: PING, INFO")
      case "DENIED": (.credential(.forbidden), "its protected mode lets nobody in from here")
      case "OOM": (.quota, "memory full: writes are refused")
      case "LOADING": (.failure(.server), "still loading its data")
      case "MASTERDOWN": (.failure(.server), "a replica that has lost its master")
      case "MISCONF": (.failure(.server), "cannot save to disk: writes are refused")
      case "CLUSTERDOWN": (.failure(.server), "its cluster is down")
      default: other(error)
      }
    return OperationResult(outcome: outcome, reason: words)
  }

  private static func other(_ error: String) -> (Outcome, String) {
    let words = error.lowercased()
    if words.contains("max number of clients") {
      return (.failure(.server), "no connection left: maxclients reached")
    }
    if words.contains("without any password") || words.contains("no password is set") {
      return (.credential(.refused), "it has no password, ours has: see REDIS_URL")
    }
    return (.failure(.server), TerminalSafe("answered \(error)", cap: 1000).text)
  }
}
