import FuseboxCore

/// What tells whether a page says something new.
struct KnownPage {
  /// What its bytes come to. Pages may be large, so they are not kept.
  struct Content: Equatable {
    var hash: Int
    var length: Int
  }

  /// ETag and Last-Modified.
  let validators: Validators
  let content: Content

  /// nil for an answer that is no page.
  init?(_ answer: HTTPAnswer) {
    guard answer.status == 200 else { return nil }
    validators = Validators(
      etag: answer.field("ETag"), lastModified: answer.field("Last-Modified"))
    var hasher = Hasher()
    hasher.combine(answer.body)
    content = Content(hash: hasher.finalize(), length: answer.body.count)
  }
}
