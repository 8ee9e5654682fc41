import FuseboxCore

/// Google Analytics 4: it is on the dashboard of Google Ads, not on that of Workspace or Cloud.
enum GA4 {
  static let provider = Provider(
    id: "ga4", name: "Google Analytics 4", category: .analytics,
    docs: "https://developers.google.com/analytics",
    page: PageFeed(
      dialect: .unread("Google's dashboard is not read yet"),
      url: "https://ads.google.com/status/publisher/incidents.json",
      humanURL: "https://ads.google.com/status/publisher/"),
    credentials: [
      CredentialField("service_account", environment: ["GOOGLE_APPLICATION_CREDENTIALS"])
    ])
}
