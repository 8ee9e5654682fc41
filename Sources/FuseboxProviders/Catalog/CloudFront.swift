import FuseboxCore

/// Amazon CloudFront: on the same page as S3, under the service `cloudfront`, without a region, and
/// with the same keys.
enum CloudFront {
  static let provider = Provider(
    id: "cloudfront", name: "Amazon CloudFront", category: .storage,
    docs: "https://docs.aws.amazon.com/cloudfront/",
    page: S3.provider.page, credentials: S3.provider.credentials)
}
