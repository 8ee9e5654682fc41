import FuseboxCore

/// Algolia: some three hundred clusters, of which only one's own matter. Its `/api/v2/summary.json`
/// is a decoy: it answers 200 with HTML.
enum Algolia {
  static let provider = Provider(
    id: "algolia", name: "Algolia", category: .search, docs: "https://www.algolia.com/doc",
    page: PageFeed(
      dialect: .unread("Algolia's clusters are not read yet"),
      url: "https://status.algolia.com/1/status", humanURL: "https://status.algolia.com"),
    credentials: [
      CredentialField("app_id", environment: ["ALGOLIA_APP_ID"], secret: false),
      CredentialField("api_key", environment: ["ALGOLIA_ADMIN_KEY", "ALGOLIA_API_KEY"]),
    ])
}
