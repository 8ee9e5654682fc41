/// A provider's stable name, as in configuration, the command line and storage: `stripe`.
/// Lower-case letters and digits, at most ten characters, so that it fits the board's column.
package struct ProviderID: RawRepresentable, Hashable, Sendable, Comparable,
  CustomStringConvertible, ExpressibleByStringLiteral
{
  package let rawValue: String

  package init(rawValue: String) { self.rawValue = rawValue }
  package init(_ rawValue: String) { self.rawValue = rawValue }
  package init(stringLiteral value: String) { rawValue = value }

  package var description: String { rawValue }

  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One thing watched of a provider. Each has its own interval and its own slot in the poller.
package enum Signal: String, Sendable, CaseIterable {
  /// The provider's own status page.
  case status
  /// One cheap authenticated call that proves the API and our credential.
  case probe
  /// Metered quantities against the plan's limits.
  case usage
  /// Deliveries received from the provider.
  case webhooks
  /// Calls of our applications, reported through `admit` and `done`.
  case traffic
}
