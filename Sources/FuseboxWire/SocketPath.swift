/// Where the agent of a state directory listens.
package enum SocketPath {
  /// What a unix socket address holds on Linux, without the closing zero.
  package static let longest = 107

  /// `DIRECTORY/agent.sock`; nil when that is longer than a socket address holds.
  package static func inDirectory(_ directory: String) -> String? {
    let path = directory.hasSuffix("/") ? directory + "agent.sock" : directory + "/agent.sock"
    return path.utf8.count <= longest ? path : nil
  }
}
