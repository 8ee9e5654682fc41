import FuseboxCore

extension CommandRefusal {
  /// A sentence a tired person understands.
  package var sentence: String {
    switch self {
    case .unknownProvider(let name, let near):
      near.isEmpty
        ? "There is no provider \(name)."
        : "There is no provider \(name); did you mean \(near.joined(separator: " or "))?"
    case .reasonMissing: "A change needs a reason."
    case .lengthMissing: "Holding closed needs a length: 15m, say."
    case .lengthTooLong:
      "A hold lasts at most 24 hours, a trip a year, or until reset when no length is given."
    case .changedMeanwhile(let name, let at):
      "\(name) changed this breaker on \(Day.words(at)) at \(at.clock); look again before you act."
    case .nothingToUndo: "There is no change of the last 30 seconds to take back."
    case .pageOnly(let name):
      "\(name) is watched by its page only; there is no breaker to change."
    case .tripped(let name):
      "\(name) has tripped this breaker; R ends the trip, and p lets one probe decide."
    case .tooSoon(let until): "It was asked a moment ago; the next call may go at \(until.clock)."
    case .agentLost(let why): "The agent does not answer: \(why)."
    case .historyUnreadable(let why): "What is stored cannot be read: \(why)."
    case .otherVersion(let agent, let own):
      "The agent is \(agent ?? "of another version"), this is \(own): they do not read each other. "
        + "Start the agent anew with this one."
    }
  }
}
