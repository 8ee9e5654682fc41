import FuseboxCore

/// Segment. Workspaces in the EU use other rows of the page than those in the US: all count.
enum Segment {
  static let provider = Provider(
    id: "segment", name: "Segment", category: .analytics, docs: "https://segment.com/docs",
    page: PageFeed(
      url: "https://status.segment.com/api/v2/summary.json",
      humanURL: "https://status.segment.com", pageID: "yzw83vcxbysq"),
    credentials: [
      CredentialField("write_key", environment: ["SEGMENT_WRITE_KEY"])
    ])
}
