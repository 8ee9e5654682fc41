import FuseboxCore

/// An operation under way, without I/O: it says what to ask, takes the reply, and in the end says
/// what it all came to. The agent asks, in this order:
///
///     while let ask = procedure.next() { procedure.take(reply(to: ask)) }
///     procedure.result
package protocol Procedure: Sendable {
  /// What is to be asked now; nil when nothing more is.
  mutating func next() -> Ask?
  /// The reply to what was asked last.
  mutating func take(_ reply: Reply)
  /// What it came to; wanted once `next` is nil.
  var result: OperationResult { get }
}

/// One thing that a procedure needs to know from outside.
package enum Ask: Sendable {
  /// - as: the call's own name where that is not the operation's.
  /// - isPart: it serves the operation and does not tell how the provider is: a clean-up.
  case http(HTTPRequest, as: String? = nil, isPart: Bool = false)
  /// All pipelines of a procedure are one call.
  case redis(RedisAsk)
  case token(TokenAsk)
}

/// One pipeline for a Redis.
package struct RedisAsk: Sendable {
  package var commands: [[String]]
  package var target: RedisTarget
  package var deadline: Duration
  /// Bytes of all replies together.
  package var byteCap: Int

  package init(
    _ commands: [[String]], to target: RedisTarget, deadline: Duration, byteCap: Int = 4 << 20
  ) {
    self.commands = commands
    self.target = target
    self.deadline = deadline
    self.byteCap = byteCap
  }
}

/// What came of an ask.
package enum Reply: Sendable {
  case http(HTTPAnswer)
  case redis(RedisReply)
  case token(Token)
  /// No answer came, or no token was to be had: what that comes to.
  case refused(OperationResult)
  /// We ask no more: the procedure took longer than one may.
  case outOfTime

  /// What the reply to a call over HTTP comes to, its answer read by `read`.
  func result(_ read: (HTTPAnswer) -> OperationResult) -> OperationResult {
    switch self {
    case .http(let answer): read(answer)
    case .refused(let refusal): refusal
    case .redis, .token, .outOfTime: .unfinished
    }
  }
}
