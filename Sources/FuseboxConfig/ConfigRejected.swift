/// What a person configured is not taken: why, one line each.
package struct ConfigRejected: Error, Sendable, Equatable {
  package var lines: [String]

  package init(lines: [String]) { self.lines = lines }
}
