import FuseboxCore

extension HistoryFile {
  /// In words: what happened, and what that means.
  static func health(
    _ trouble: StoreTrouble?, setAside: String?, damaged: Int, dropped: Int
  ) -> StoreHealth {
    guard let trouble else {
      if setAside == nil, damaged > 0 {
        let entries = damaged == 1 ? "1 entry" : "\(damaged) entries"
        return StoreHealth(
          .history, StoreTrouble(.corrupt, "\(entries) damaged"),
          meaning: "left out; the others are read")
      }
      guard let setAside else {
        return StoreHealth(file: Schema.history.fileName, condition: .fine)
      }
      return StoreHealth(
        .history, StoreTrouble(.corrupt, "damaged"),
        meaning: "set aside as \(setAside), a new one is begun")
    }
    let lost = dropped > 0 ? " (\(dropped) lost so far)" : ""
    let meaning =
      switch trouble.condition {
      case .full: "readings are not kept until there is room"
      case .locked: "readings wait until it is free"
      case .newer: "left as it is; readings are not kept"
      case .readOnly, .corrupt, .failed, .fine: "readings are not kept"
      }
    return StoreHealth(.history, trouble, meaning: meaning + lost)
  }
}
