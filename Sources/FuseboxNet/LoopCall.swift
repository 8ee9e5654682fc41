import CCurl
import FuseboxCore

/// One call in flight, as `CurlLoop` drives it. Made, used and dropped on the owner thread only.
protocol LoopCall: AnyObject {
  /// When the call ends with `deadline`; nil once that no longer applies.
  var deadline: ContinuousClock.Instant? { get }
  /// A socket that the call reads and writes by itself, and what it waits for there.
  var wait: curl_waitfd? { get }
  /// Its continuation was resumed; the loop drops it.
  var isOver: Bool { get }

  func start()
  /// libcurl is done with the call's handle.
  func completed(_ code: CURLcode)
  /// Once in each round of the loop: what its own socket allows.
  func advance()
  /// Ends it from outside: `cancelled`, `deadline`, `stopped`. Closes its connection.
  func end(_ kind: TransportFailure.Kind)
}

/// Where the outcome of a call goes. Only the owner thread resumes it, once.
typealias Settling<Answer: Sendable> =
  CheckedContinuation<Result<Answer, TransportFailure>, Never>
