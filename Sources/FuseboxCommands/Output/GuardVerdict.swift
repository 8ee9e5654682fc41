import FuseboxCore

/// What the end of a guarded command says of the provider.
enum GuardVerdict: Equatable {
  case outcome(Outcome)
  /// Nothing: the permit is given back.
  case none

  /// By the conventions of shells: 126 and 127 are a command that did not run; 128 and the number
  /// of HUP, INT, QUIT or TERM one that somebody ended.
  /// - Parameter wasAskedToEnd: such a signal came while it ran, whatever it made of it.
  init(exitCode: Int32, wasAskedToEnd: Bool) {
    switch exitCode {
    case 0: self = .outcome(.success)
    case 126, 127, 129, 130, 131, 143: self = .none
    default: self = wasAskedToEnd ? .none : .outcome(.failure(.server))
    }
  }
}
