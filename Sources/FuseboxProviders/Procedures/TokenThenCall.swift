import FuseboxCore

/// A call that needs a token which another call mints. A kept token that is refused may have been
/// revoked: then the call is made once more with a new one, before anybody is blamed.
struct TokenThenCall: Procedure {
  private let ask: TokenAsk
  private let key: String
  private let call: Operation
  private var context: CallContext
  private var token: Token?
  private var inner: (any Procedure)?
  private var refused: Secret?
  private var isOver = false
  private var refusal: OperationResult?

  /// - Parameters:
  ///   - key: the call finds the token under it among the context's credentials, where it is
  ///     redacted like these.
  ///   - call: of one step or of several.
  init(_ ask: TokenAsk, as key: String, then call: Operation, in context: CallContext) {
    self.ask = ask
    self.key = key
    self.call = call
    self.context = context
  }

  mutating func next() -> Ask? {
    guard !isOver else { return nil }
    if token != nil {
      if let next = inner?.next() { return next }
      guard isWorthAnotherToken else {
        isOver = true
        return nil
      }
      refused = token?.value
      (token, inner) = (nil, nil)
    }
    var ask = ask
    ask.refused = refused
    return .token(ask)
  }

  private var isWorthAnotherToken: Bool {
    refused == nil && token?.isCached == true
      && inner?.result.outcome == .credential(.refused)
  }

  mutating func take(_ reply: Reply) {
    switch (reply, token) {
    case (.token(let minted), nil):
      token = minted
      context.credentials[key] = minted.value
      inner = call.begin(context)
      isOver = inner == nil
    case (.refused(let result), nil): (refusal, isOver) = (result, true)
    case (_, nil): isOver = true
    default: inner?.take(reply)
    }
  }

  var result: OperationResult { refusal ?? inner?.result ?? .unfinished }
}
