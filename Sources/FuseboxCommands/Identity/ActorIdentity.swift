import FuseboxCore

/// Who is at the keyboard, for the audit: by what name, and what the system knows besides.
package enum ActorIdentity {
  /// `FUSEBOX_ACTOR`, else `SUDO_USER`, else the login name, else `uid 1000`.
  ///
  /// - Parameters:
  ///   - uid: the real user of this process; a name from the environment is a claim, this is not.
  ///   - login: the name the system has for that user; nil or empty when it has none.
  ///   - terminal: `/dev/pts/3`; nil without one.
  package static func actor(
    environment: [String: String], uid: UInt32, login: String?, terminal: String?
  ) -> Actor {
    let claims = [
      ("FUSEBOX_ACTOR", environment["FUSEBOX_ACTOR"]), ("SUDO_USER", environment["SUDO_USER"]),
      ("login", login), ("uid", "uid \(uid)"),
    ]
    let (source, name) =
      claims.lazy
      .map { ($0, clean($1 ?? "")) }
      .first { !$1.isEmpty } ?? ("uid", "uid \(uid)")
    return Actor(
      name: name, nameSource: source, uid: uid,
      tty: clean(terminal.map { $0.hasPrefix("/dev/") ? String($0.dropFirst(5)) : $0 } ?? ""),
      sshClient: clean(sshClient(environment)))
  }

  /// The first word of `SSH_CONNECTION` (client address, client port, server address, server
  /// port; ssh(1)).
  private static func sshClient(_ environment: [String: String]) -> String {
    String((environment["SSH_CONNECTION"] ?? "").prefix { $0 != " " })
  }

  /// On a board and in a database: one line, without what a terminal obeys or a space around it.
  private static func clean(_ text: String) -> String {
    let safe = TerminalSafe(text, cap: 40).text
    return String(safe.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
