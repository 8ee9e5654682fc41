import FuseboxCore

/// What a person asks for, over the socket: `{"command":{…},"schema":1}`.
package enum CommandCodec {
  package static func encode(_ command: Command) throws(WireError) -> [UInt8] {
    try WireJSON.encode(CommandDocument(command: command))
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> Command {
    try WireJSON.decode(CommandDocument.self, from: bytes).command
  }
}

private struct CommandDocument: Codable {
  var schema = SchemaField()
  var command: Command
}
