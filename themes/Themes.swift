/// The themes shipped with fusebox, compiled in so that the binary needs no files beside it.
package enum ShippedThemes {
  /// Theme name and its YAML text, in the order the picker shows them.
  package static var all: [(name: String, yaml: String)] {
    [
      ("dark", String(decoding: PackageResources.dark_yaml, as: UTF8.self)),
      ("light", String(decoding: PackageResources.light_yaml, as: UTF8.self)),
    ]
  }
}
