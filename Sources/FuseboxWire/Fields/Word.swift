import FuseboxCore

/// A value that is written as its word.
protocol Word: Field, RawRepresentable<String> {
  /// What a word stands for that only a newer program knows; nil: the document cannot be read.
  static var unknownWord: Self? { get }
}

extension Word {
  static var unknownWord: Self? { nil }

  func write(to text: inout FieldWriter) { text.quoted(rawValue) }

  init(_ json: JSONTree) throws(FieldTrouble) {
    guard let word = Self(rawValue: try String(json)) ?? Self.unknownWord else { throw .badValue }
    self = word
  }
}

extension ProviderID: Word {}
extension Signal: Word {}
extension CallSource: Word {}
extension BreakerState: Word {}
extension EffectiveState: Word {}
extension JudgedWindow.Kind: Word {}
extension Override.Kind: Word {}
extension OverrideAction: Word {}
extension Command.Kind: Word {}
extension MeterKind: Word {}
extension MeterUnit: Word {}
extension Blame: Word {}
extension Cause: Word {}
extension Change.Kind: Word {}
extension StoreHealth.Condition: Word {}
extension ProviderFacts.CredentialState: Word {}
extension PageState: Word {
  static var unknownWord: Self? { .unknown }
}
