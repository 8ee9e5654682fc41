import FuseboxCore

/// Auth0: its page is one feed a tenant, `?domain=TENANT.REGION.auth0.com`, in Atom.
enum Auth0 {
  static let provider = Provider(
    id: "auth0", name: "Auth0", category: .authentication, docs: "https://auth0.com/docs/api",
    page: PageFeed(
      dialect: .unread("Auth0's tenant feed is not read yet"),
      url: "https://status.auth0.com/feed", humanURL: "https://status.auth0.com"),
    credentials: [
      CredentialField("domain", environment: ["AUTH0_DOMAIN"], secret: false),
      CredentialField("client_id", environment: ["AUTH0_CLIENT_ID"], secret: false),
      CredentialField("client_secret", environment: ["AUTH0_CLIENT_SECRET"]),
    ])
}
