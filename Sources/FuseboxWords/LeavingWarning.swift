import FuseboxCore

/// Whom an agent that ends with its screen would cut off.
package enum LeavingWarning {
  /// An application that asked this recently still counts on an answer.
  private static let memory = Duration.seconds(60)

  /// "checkout asks this agent before its calls, 1 screen is attached"; empty for nobody.
  /// - Parameter followers: who follows the agent's events over its socket.
  package static func words(_ board: Board, followers: Int, at now: WallTime) -> String {
    let screens = followers == 1 ? "1 screen is attached" : "\(followers) screens are attached"
    return [applications(board, at: now), followers > 0 ? screens : ""]
      .filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static func applications(_ board: Board, at now: WallTime) -> String {
    let clients = board.providers.flatMap(\.calls.applications)
      .filter { now - $0.lastAskedAt <= memory }.map(\.client)
    let names = Set(clients).sorted()
    switch names.count {
    case 0: return ""
    case 1: return "\(names[0]) asks this agent before its calls"
    default: return "\(names.count) applications ask this agent before their calls"
    }
  }
}
