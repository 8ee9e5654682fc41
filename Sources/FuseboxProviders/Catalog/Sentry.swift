import FuseboxCore

/// Sentry, as a service: the page says nothing of a self-hosted one.
enum Sentry {
  static let provider = Provider(
    id: "sentry", name: "Sentry", category: .monitoring, docs: "https://docs.sentry.io/api/",
    page: PageFeed(
      url: "https://status.sentry.io/api/v2/summary.json",
      humanURL: "https://status.sentry.io", pageID: "t687h3m0nh65"),
    credentials: [
      CredentialField("auth_token", environment: ["SENTRY_AUTH_TOKEN"])
    ])
}
