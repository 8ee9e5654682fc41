import FuseboxCore

/// Datadog: one page a site. This is the page of the first, US1; `page:` names another. No row is
/// called API, so the whole page counts.
enum Datadog {
  static let provider = Provider(
    id: "datadog", name: "Datadog", category: .monitoring,
    docs: "https://docs.datadoghq.com/api/latest/",
    page: PageFeed(
      url: "https://status.datadoghq.com/api/v2/summary.json",
      humanURL: "https://status.datadoghq.com", pageID: "1k6wzpspjf99"),
    credentials: [
      CredentialField("api_key", environment: ["DD_API_KEY"]),
      CredentialField("app_key", environment: ["DD_APP_KEY"]),
      CredentialField("site", environment: ["DD_SITE"], secret: false),
    ])
}
