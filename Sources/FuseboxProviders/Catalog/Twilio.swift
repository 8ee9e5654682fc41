import FuseboxCore

/// Twilio. Its page-wide word is red most days, for some carrier somewhere, and other products share
/// the page: what counts is text messages and calls.
enum Twilio {
  static let provider = Provider(
    id: "twilio", name: "Twilio", category: .messaging, docs: "https://www.twilio.com/docs",
    page: PageFeed(
      url: "https://status.twilio.com/api/v2/summary.json",
      humanURL: "https://status.twilio.com", pageID: "gpkpyklzq55q",
      scope: [.prefix("SMS,"), .prefix("Voice,")]),
    credentials: [
      CredentialField("account_sid", environment: ["TWILIO_ACCOUNT_SID"], secret: false),
      CredentialField("auth_token", environment: ["TWILIO_AUTH_TOKEN"]),
    ])
}
