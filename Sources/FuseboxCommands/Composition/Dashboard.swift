import Foundation
import FuseboxAgent
import FuseboxCore
import FuseboxSystem
import FuseboxTerminal
import FuseboxView

/// The screen: the main thread owns the terminal and sleeps in `poll`; everything else posts to
/// its mailbox.
struct Dashboard {
  let setup: Setup
  let theme: Theme
  let environment: [String: String]
  let loop: SystemLoop

  /// Standard input and output are a terminal.
  static var hasTerminal: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

  /// The terminal, taken over, and what other threads post to the one that owns it.
  struct Stage {
    let screen: TerminalScreen
    let mailbox: MessageQueue<Message>
  }

  /// Takes the terminal over; nil when there is none to use.
  func open() -> Stage? {
    guard
      let mailbox = MessageQueue<Message>(merge: { queued, new in
        if case .board = queued, case .board = new { new } else { nil }
      }),
      let screen = TerminalScreen.open(
        theme: theme, options: TerminalScreen.Options(setup.screen),
        environment: environment)
    else { return nil }
    return Stage(screen: screen, mailbox: mailbox)
  }

  /// Runs on the calling thread until the person leaves; then gives the terminal back.
  /// - Parameters:
  ///   - client: the agent, in this process or another.
  ///   - board: what the first frame shows; nil waits for the client's.
  ///   - shown: called when that frame is out: the network's libraries are loaded after it.
  ///   - leavingWarning: what leaving now would cut off, said once before `q` leaves; empty when
  ///     nothing. nil: leaving cuts nothing off.
  ///   - captions: what the demo says to the person who watches.
  func run(
    on stage: Stage, _ client: any AgentClient, showing board: Board? = nil,
    shown: () -> Void = {},
    leavingWarning: ((Board, WallTime) -> String)? = nil,
    captions: AsyncStream<String>? = nil
  ) -> Int32 {
    let (screen, mailbox) = (stage.screen, stage.mailbox)
    defer { screen.close() }
    let feed = follow(client, mailbox)
    let subtitles = captions.map { captions in
      Task.detached(executorPreference: loop.executor) {
        for await caption in captions { mailbox.post(.caption(caption)) }
      }
    }
    defer {
      feed.cancel()
      subtitles?.cancel()
    }
    var model = Model(
      size: screen.size, capabilities: screen.capabilities, actor: setup.actor, now: loop.now)
    // What holds at the start is no news: it rings no bell.
    if let board {
      _ = update(&model, .board(board, at: loop.now))
      screen.paint(view(model, size: screen.size))
    }
    shown()
    let effects = EffectRunner(
      client: client, mailbox: mailbox, directory: setup.exportDirectory, loop: loop)
    let terminal = TerminalLoop(
      screen: screen, mailbox: mailbox, now: { [loop] in loop.now.monotonic })
    return terminal.run(
      handle: { event in
        model.leavingWarning = leavingWarning?(model.board, loop.now.wall) ?? ""
        return handle(event, &model, effects, screen)
      },
      frame: { size, _ in view(model, size: size) })
  }

  /// On the loop, where boards come from: a pool thread between them would wake for each.
  private func follow(
    _ client: any AgentClient, _ mailbox: MessageQueue<Message>
  ) -> Task<Void, Never> {
    Task.detached(executorPreference: loop.executor) { [loop] in
      for await board in await client.boards() {
        let rows = await client.rows(of: board)
        mailbox.post(.board(board, judged: rows, at: loop.now))
      }
    }
  }

  private func handle(
    _ event: LoopEvent<Message>, _ model: inout Model, _ effects: EffectRunner,
    _ screen: TerminalScreen
  ) -> LoopReply {
    let message: Message =
      switch event {
      case .input(let input): .input(input, at: loop.now)
      case .message(let message): message
      case .deadline: .tick(loop.now)
      }
    // The agent's heartbeat moves the clock and the ages; without an agent this does.
    var reply = LoopReply(deadline: loop.now.monotonic + .milliseconds(1200))
    for effect in update(&model, message) {
      switch effect {
      case .bell: reply.bell = true
      case .quit(let code): reply.exit = code
      case .redraw: screen.forget()
      case .suspend: raise(SIGTSTP)
      case .copy(let text):
        effects.say(.copied(how: screen.copy(text, tmux: TmuxBuffer.load).words))
      case .openRunbook(let address):
        effects.say(
          .copied(how: "\(screen.copy(address, tmux: TmuxBuffer.load).words): \(address)"))
      case .perform, .export, .loadChanges: effects.run(effect)
      }
    }
    return reply
  }
}

extension CopyRoute {
  /// How a text was copied, for the toast.
  var words: String { rawValue }
}
