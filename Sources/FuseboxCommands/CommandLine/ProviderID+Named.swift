import FuseboxCore
import FuseboxProviders

extension ProviderID {
  /// A provider as a person names it. What nobody knows is refused with the names it may mean,
  /// before anything is asked or stored.
  init(named text: String) throws(CommandRefusal) {
    let id = ProviderID(text)
    guard Registry[id] != nil else {
      throw .unknownProvider(
        TerminalSafe(text, cap: 40).text, near: Registry.near(text).map(\.rawValue))
    }
    self = id
  }
}
