import Foundation
import FuseboxCore
import FuseboxTerminal
import FuseboxView
import FuseboxWire
import FuseboxWords

/// Carries out what the screen asks of the world, away from its thread, and posts what came of it.
struct EffectRunner: Sendable {
  let client: any AgentClient
  let mailbox: MessageQueue<Message>
  let directory: URL
  let loop: SystemLoop

  func run(_ effect: Effect) {
    Task.detached(executorPreference: executor(for: effect)) { [self] in
      switch effect {
      case .perform(let command):
        do throws(CommandRefusal) {
          mailbox.post(.commandDone(command, .success(try await client.perform(command))))
        } catch {
          mailbox.post(.commandDone(command, .failure(error)))
        }
      case .export(let format, let board):
        mailbox.post(SnapshotFile.write(board, format, to: directory, at: loop.now.wall))
      case .loadChanges(let provider):
        do throws(CommandRefusal) {
          let changes = try await client.changes(provider: provider, since: nil, limit: 50)
          mailbox.post(.storedChanges(provider, changes))
        } catch .historyUnreadable(let why) {
          mailbox.post(.failed(CommandRefusal.historyUnreadable(why).sentence))
        } catch {
          // An agent that is lost says so in the header.
        }
      default: break
      }
    }
  }

  /// The loop must not wait for a disk.
  private func executor(for effect: Effect) -> (any TaskExecutor)? {
    if case .export = effect { nil } else { loop.executor }
  }

  func say(_ message: Message) { mailbox.post(message) }
}
