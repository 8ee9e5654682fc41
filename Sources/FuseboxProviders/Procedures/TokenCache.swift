import FuseboxCore

/// Which token: of a provider, for one purpose.
package struct TokenID: Hashable, Sendable {
  package var provider: ProviderID
  /// What it lets do, or the account it stands for: `messaging`.
  package var purpose: String

  package init(_ provider: ProviderID, _ purpose: String) {
    self.provider = provider
    self.purpose = purpose
  }
}

/// A token that a provider gave us for a while. A secret like those that people configure.
package struct MintedToken: Sendable, Equatable {
  package var value: Secret
  /// nil: it is good for the procedure that asked and for no other.
  package var expiresAt: WallTime?

  package init(_ value: Secret, expiresAt: WallTime?) {
    self.value = value
    self.expiresAt = expiresAt
  }
}

/// A token in the hand of a procedure.
package struct Token: Sendable, Equatable {
  package var value: Secret
  /// Minted for a procedure before this one: it may have been revoked meanwhile.
  package var isCached: Bool

  package init(_ value: Secret, isCached: Bool) {
    self.value = value
    self.isCached = isCached
  }
}

/// What a procedure asks for when it needs a token.
package struct TokenAsk: Sendable {
  package var id: TokenID
  /// The minting call's own name: `oauth2.token`.
  package var name: String
  /// Mints one; carried out only when none is kept.
  package var mint: any Procedure
  /// One that the provider has just refused: another is wanted.
  package var refused: Secret?

  package init(_ id: TokenID, name: String, mint: any Procedure, refused: Secret? = nil) {
    self.id = id
    self.name = name
    self.mint = mint
    self.refused = refused
  }
}

/// Minted tokens while they are good. Time is an argument.
package struct TokenCache: Sendable {
  private var tokens: [TokenID: MintedToken] = [:]

  /// A token is not used in the last minute of its life: it has a way to go.
  static let margin = Duration.seconds(60)

  package init() {}

  /// The kept token; nil when there is none, it is about to end, or it is the one that was refused.
  package func token(_ id: TokenID, besides refused: Secret? = nil, at now: WallTime) -> Secret? {
    guard let token = tokens[id], token.value != refused, let end = token.expiresAt,
      now + Self.margin < end
    else { return nil }
    return token.value
  }

  /// Keeps a token in place of the one before.
  package mutating func keep(_ token: MintedToken, as id: TokenID) { tokens[id] = token }

  /// Every token of a provider that was kept last, good or not: none of them may be shown.
  package func secrets(of provider: ProviderID) -> [Secret] {
    tokens.filter { $0.key.provider == provider }.map(\.value.value)
  }
}
