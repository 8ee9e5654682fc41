import FuseboxCore

extension StoreHealth {
  /// A file's health in words: what happened, and what that means for a person.
  init(_ schema: Schema, _ trouble: StoreTrouble, meaning: String, unaudited: Int = 0) {
    self.init(
      file: schema.fileName, condition: trouble.condition,
      message: "\(schema.fileName): \(trouble.what); \(meaning)", unaudited: unaudited)
  }
}
