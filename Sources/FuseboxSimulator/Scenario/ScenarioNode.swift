/// A scenario file after its syntax is dealt with: what is left of YAML are texts, lists and maps
/// in the order of the file. Whoever reads files makes these.
package struct ScenarioNode: Sendable, Equatable {
  package indirect enum Content: Sendable, Equatable {
    case scalar(String)
    case list([ScenarioNode])
    case map([Member])
  }

  package struct Member: Sendable, Equatable {
    package var key: String
    package var place: Place
    package var value: ScenarioNode

    package init(_ key: String, at place: Place = Place(), _ value: ScenarioNode) {
      self.key = key
      self.place = place
      self.value = value
    }
  }

  /// Both count from 1; 0 where there is no file.
  package struct Place: Sendable, Equatable {
    package var line = 0
    package var column = 0

    package init(line: Int = 0, column: Int = 0) {
      self.line = line
      self.column = column
    }
  }

  package var content: Content
  package var place: Place

  package init(_ content: Content, at place: Place = Place()) {
    self.content = content
    self.place = place
  }

  /// For messages: "a map".
  var kind: String {
    switch content {
    case .scalar: "a value"
    case .list: "a list"
    case .map: "a map"
    }
  }
}
