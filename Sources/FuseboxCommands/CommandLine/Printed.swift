import ArgumentParser
import FuseboxConfig
import FuseboxCore
import FuseboxSystem

/// Runs asynchronous work for a command that prints; what it throws ends the command with a
/// sentence and 1.
/// - Parameter executor: where the work goes; nil: the pool of threads.
func printed<Value: Sendable>(
  on executor: (any TaskExecutor)? = nil, _ work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  try orComplain { try attempt(on: executor, work).get() }
}

/// Runs asynchronous work from the main thread.
func attempt<Value: Sendable>(
  on executor: (any TaskExecutor)? = nil, _ work: @escaping @Sendable () async throws -> Value
) -> Result<Value, any Error> {
  runBlocking(on: executor) {
    do { return .success(try await work()) } catch { return .failure(error) }
  }
}

/// Ends the command with what is wrong, one line each, and 1.
func orComplain<Value>(_ work: () throws -> Value) throws -> Value {
  do {
    return try work()
  } catch let exit as ExitCode {
    throw exit
  } catch {
    for line in Complaint.lines(error) { Output.complain(line) }
    throw ExitCode(1)
  }
}

/// Errors that end a command, in words.
enum Complaint {
  static func lines(_ error: any Error) -> [String] {
    switch error {
    case let rejected as ConfigRejected: rejected.lines
    case let errors as FileErrors: errors.all.map(\.line)
    case let known as any Sentence: [TerminalSafe(known.sentence, cap: 400).text]
    case let taken as InstanceLock.Taken:
      ["The agent of this state directory does not answer: \(taken.holder?.words ?? "unknown")."]
    default: ["It failed: \(SystemWords.of(error))."]
    }
  }
}
