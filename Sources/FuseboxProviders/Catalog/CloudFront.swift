import FuseboxCore

/// Amazon CloudFront: on the same page as S3, under the service `cloudfront`, without a region.
enum CloudFront {
  static let provider = Provider(
    id: "cloudfront", name: "Amazon CloudFront", category: .storage,
    docs: "https://docs.aws.amazon.com/cloudfront/",
    page: PageFeed(
      dialect: .unread("AWS's events are not read yet"),
      url: "https://health.aws.amazon.com/public/currentevents",
      humanURL: "https://health.aws.amazon.com/health/status"),
    credentials: [
      CredentialField("profile", environment: ["AWS_PROFILE"], secret: false),
      CredentialField("access_key_id", environment: ["AWS_ACCESS_KEY_ID"], secret: false),
      CredentialField("secret_access_key", environment: ["AWS_SECRET_ACCESS_KEY"]),
    ])
}
