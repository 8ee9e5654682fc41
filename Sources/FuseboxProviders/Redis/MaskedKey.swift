import FuseboxCore

/// A client's key as it may be shown: keys are addresses or user names, personal data.
enum MaskedKey {
  /// | key | shown |
  /// |---|---|
  /// | `1.2.3.4` | `1.2.•.•` |
  /// | `2001:db8:0:100::/56` | `2001:db8:•` |
  /// | anything else | its first two characters and `•••`; of a short one none |
  static func of(_ key: Substring) -> String {
    let bytes = key.split(separator: ".", omittingEmptySubsequences: false)
    if bytes.count == 4, bytes.allSatisfy({ UInt8($0) != nil }) {
      return "\(bytes[0]).\(bytes[1]).•.•"
    }
    let groups = key.split(separator: ":", omittingEmptySubsequences: false)
    if groups.count > 2, groups.prefix(2).allSatisfy(isGroup) {
      return "\(groups[0]):\(groups[1]):•"
    }
    return TerminalSafe("\(key.count > 4 ? key.prefix(2) : "")•••", cap: 10).text
  }

  private static func isGroup(_ text: Substring) -> Bool {
    (0...4).contains(text.utf8.count) && text.allSatisfy(\.isHexDigit)
  }
}
