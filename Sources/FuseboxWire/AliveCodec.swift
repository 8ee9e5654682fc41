import FuseboxCore

/// The answer of `GET /healthz`: `{"schema":1,"alive":true,"version":"0.1.0"}`. Programs of any two
/// versions tell each other by it which they are, so no version changes what these names mean.
package enum AliveCodec {
  /// - Parameter version: the agent's.
  package static func encode(version: String) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 1) { text throws(FieldTrouble) in
      try text.write("alive", true)
      try text.write("version", version)
    }
  }

  /// The agent's version, terminal-safe; nil when it does not say.
  package static func version(_ bytes: [UInt8]) -> String? {
    let version = try? WireText.decode(bytes) { fields throws(FieldTrouble) in
      var version = ""
      try fields.may("version", &version)
      return TerminalSafe(version, cap: 20).text
    }
    return version.flatMap { $0.isEmpty ? nil : $0 }
  }
}
