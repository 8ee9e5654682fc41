import FuseboxAgent
import FuseboxCore
import FuseboxSystem
import FuseboxWire
import FuseboxWords

/// An error with a sentence for whoever started the command.
protocol Sentence: Error {
  var sentence: String { get }
}

extension AdmitFailure: Sentence {
  var sentence: String { "It failed: \(words)." }
}
extension CommandRefusal: Sentence {}
extension StateDirectory.Unusable: Sentence {}
extension StateDirectory.TooLong: Sentence {}
extension ListenFailure: Sentence {}
extension WireError: Sentence {}
