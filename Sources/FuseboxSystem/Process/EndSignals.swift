import Foundation
import FuseboxCore

/// Waits for the signals that ask a program to end, without a handler that runs inside them.
package final class EndSignals: Sendable {
  /// Guarded, so that the sources live exactly as long as this does.
  private let sources: Guarded<[Source]>
  private let stream: AsyncStream<Int32>

  private struct Source {
    let source: any DispatchSourceSignal
  }

  /// - Parameter numbers: taken over from here on.
  package init(_ numbers: [Int32] = [SIGINT, SIGTERM, SIGHUP]) {
    let (stream, continuation) = AsyncStream.makeStream(of: Int32.self)
    self.stream = stream
    sources = Guarded(Self.sources(numbers, continuation))
  }

  private static func sources(
    _ numbers: [Int32], _ continuation: AsyncStream<Int32>.Continuation
  ) -> [Source] {
    numbers.map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { continuation.yield(number) }
      source.resume()
      return Source(source: source)
    }
  }

  /// The next of them; nil when the task is cancelled first.
  package func next() async -> Int32? {
    for await number in stream { return number }
    return nil
  }
}
