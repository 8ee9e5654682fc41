import FuseboxCore

/// What a person asks for, over the socket: `{"schema":1,"command":{…}}`.
package enum CommandCodec {
  package static func encode(_ command: Command) throws(WireError) -> [UInt8] {
    try WireText.encode(schema: 1) { text throws(FieldTrouble) in
      try text.write("command", command)
    }
  }

  package static func decode(_ bytes: [UInt8]) throws(WireError) -> Command {
    try WireText.decode(bytes, schemas: 1...1) { fields throws(FieldTrouble) in
      var command = Command.blank
      try fields.must("command", &command)
      return command
    }
  }
}
