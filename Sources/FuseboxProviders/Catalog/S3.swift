import FuseboxCore

/// Amazon S3. The page lists the events of every region and service: without a region it is always
/// red, so it waits for its own reader.
enum S3 {
  static let provider = Provider(
    id: "s3", name: "Amazon S3", category: .storage, docs: "https://docs.aws.amazon.com/s3/",
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
