/// The scenarios shipped with fusebox as files, compiled in so that the binary needs none.
package enum ShippedScenarios {
  /// Name and YAML text.
  package static var all: [(name: String, yaml: String)] {
    [
      ("maintenance", String(decoding: PackageResources.maintenance_yaml, as: UTF8.self)),
      ("one-refusal", String(decoding: PackageResources.one_refusal_yaml, as: UTF8.self)),
      ("quota", String(decoding: PackageResources.quota_yaml, as: UTF8.self)),
      ("retry-after", String(decoding: PackageResources.retry_after_yaml, as: UTF8.self)),
      ("throttled", String(decoding: PackageResources.throttled_yaml, as: UTF8.self)),
    ]
  }
}
