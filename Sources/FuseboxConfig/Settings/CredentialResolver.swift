import FuseboxCore
import FuseboxProviders

/// Finds a provider's credentials: where the configuration says, else under their conventional
/// variables.
struct CredentialResolver {
  let environment: [String: String]
  let files: FileReading

  /// What was found of one provider.
  struct Found {
    var values: [String: Secret] = [:]
    /// Where each field was looked for, also when nothing was there.
    var origins: [String: ConfigLayer.Entry] = [:]
    var state = ProviderFacts.CredentialState.none
    /// The variable or file that holds, or should hold, what decides the state.
    var name = ""
    /// A secret file that others can read, by field.
    var openFiles: [String] = []
  }

  /// The first conventional variable of a field that is set.
  func detected(_ field: CredentialField) -> String? {
    field.environment.first { environment[$0].map { !$0.isEmpty } ?? false }
  }

  /// Whether the environment alone says that this provider is in use: a secret of it is set.
  func isDetected(_ provider: Provider) -> Bool {
    provider.credentials.contains { $0.secret && detected($0) != nil }
  }

  func find(_ provider: Provider, in file: ConfigLayer) -> Found {
    var found = Found()
    var missing: [(field: CredentialField, name: String, isConfigured: Bool)] = []
    for field in provider.credentials {
      let path = ConfigPath.provider(provider.id, "credentials.\(field.key)")
      if let entry = file[path] {
        found.origins[field.key] = entry
      } else if let variable = detected(field) {
        found.origins[field.key] = ConfigLayer.Entry(
          .secret(.environment(variable)), .detected(variable))
      }
      let entry = found.origins[field.key]
      if let value = value(of: entry, field: field.key, &found) {
        found.values[field.key] = value
      } else {
        missing.append((field, name(of: entry, field), file[path] != nil))
      }
    }
    let isNeeded = provider.isCalled && !found.values.isEmpty
    if let gap = missing.first(where: { $0.isConfigured || isNeeded }) {
      (found.state, found.name) = (.unset, gap.name)
    } else if let first = provider.credentials.first {
      found.state = found.values.isEmpty ? .none : .present
      found.name = name(of: found.origins[first.key], first)
    }
    return found
  }

  private func value(
    of entry: ConfigLayer.Entry?, field: String, _ found: inout Found
  ) -> Secret? {
    switch entry?.value {
    case .text(let text): return Secret(text)
    case .secret(.environment(let name)):
      return environment[name].flatMap { $0.isEmpty ? nil : Secret($0) }
    case .secret(.file(let path)): return read(path, field: field, isChecked: true, &found)
    case .secret(.credential(let name)):
      guard let directory = environment["CREDENTIALS_DIRECTORY"] else { return nil }
      return read("\(directory)/\(name)", field: field, isChecked: false, &found)
    default: return nil
    }
  }

  /// - Parameter isChecked: others must not be able to read it. systemd sees to its own files.
  private func read(
    _ path: String, field: String, isChecked: Bool, _ found: inout Found
  ) -> Secret? {
    guard case .success(let contents) = files.read(path) else { return nil }
    guard !isChecked || contents.mode & 0o077 == 0 else {
      found.openFiles.append(field)
      return nil
    }
    guard var text = String(validating: contents.bytes, as: UTF8.self) else { return nil }
    while text.last?.isNewline == true { text.removeLast() }
    return text.isEmpty ? nil : Secret(text)
  }

  private func name(of entry: ConfigLayer.Entry?, _ field: CredentialField) -> String {
    if case .secret(let reference) = entry?.value { return reference.name }
    return field.environment.first ?? field.key
  }
}
