import FuseboxCore

/// SendGrid: its page has moved into Twilio's, of which it is a slice; one fetch serves both.
enum SendGrid {
  static let provider = Provider(
    id: "sendgrid", name: "SendGrid", category: .email,
    docs: "https://www.twilio.com/docs/sendgrid/api-reference",
    page: PageFeed(
      url: "https://status.twilio.com/api/v2/summary.json",
      humanURL: "https://status.twilio.com", pageID: "gpkpyklzq55q",
      scope: [.component(id: "87xnt5pfw06t", name: "SendGrid Mail Sending")]),
    credentials: [
      CredentialField("api_key", environment: ["SENDGRID_API_KEY"])
    ])
}
