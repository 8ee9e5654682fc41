import FuseboxCore
import FuseboxWire

/// The control socket's routes: HTTP and JSON, so that `curl --unix-socket` works.
///
/// | route | answer |
/// |---|---|
/// | `GET /healthz` | 200 while the agent lives, and its version |
/// | `GET /v1/board` | the board |
/// | `GET /v1/events?after=SEQ` | server-sent events from there on; 410 when that is too old. A
/// person's screen adds `for=screen`: it has a place beside those of applications |
/// | `GET /v1/changes?provider=&since=&limit=` | stored changes, newest first |
/// | `GET /v1/audit?provider=&limit=` | audit rows, newest first |
/// | `POST /v1/breakers/{provider}/{trip,reset,hold,probe,undo,refresh}` | the audit record |
/// | `POST /v1/permits` | admit: a permit, or open with retry-after and why |
/// | `PUT /v1/permits/{id}` | done: outcome, milliseconds |
/// | `DELETE /v1/permits/{id}` | cancel: the call was not made, or says nothing of the provider |
///
/// Only processes of the agent's own user, and root, are answered.
package struct ControlRoutes: Sendable {
  private let agent: Agent
  private let uid: UInt32
  private let document = BoardDocument()

  /// - Parameter uid: the user this agent runs as.
  package init(agent: Agent, uid: UInt32) {
    self.agent = agent
    self.uid = uid
  }

  package func answer(_ request: Inbound) async -> Outbound {
    guard let peer = request.peerUID, peer == uid || peer == 0 else {
      return refusal(403, "not_yours", "This socket belongs to another user.")
    }
    let parts = request.path.split(separator: "/").map(String.init)
    do {
      switch (request.method, parts.first, parts.count) {
      case ("GET", "healthz", 1):
        return json(try AliveCodec.encode(version: await agent.board.agent?.version ?? ""))
      case ("GET", "v1", 2): return try await read(parts[1], request)
      case ("POST", "v1", 4) where parts[1] == "breakers":
        return try await command(ProviderID(parts[2]), action: parts[3], request, from: peer)
      case ("POST", "v1", 2) where parts[1] == "permits":
        return try await admit(request, from: peer)
      case ("PUT", "v1", 3) where parts[1] == "permits":
        return try await done(parts[2], request, from: peer)
      case ("DELETE", "v1", 3) where parts[1] == "permits":
        return await cancel(parts[2], from: peer)
      default: return refusal(404, "no_route", "There is nothing at \(request.path).")
      }
    } catch {
      return refusal(400, error.label, error.sentence)
    }
  }

  private func read(_ what: String, _ request: Inbound) async throws(WireError) -> Outbound {
    let provider = request.item("provider").map { ProviderID($0) }
    let limit = request.item("limit").flatMap { Int($0) }.map { min(max(1, $0), 1000) } ?? 100
    switch what {
    case "board":
      return json(try document.bytes(of: await agent.board, now: agent.now.wall))
    case "events": return await events(request)
    case "changes":
      let since = request.item("since").flatMap { WallTime(rfc3339: $0) }
      let changes: [Change]
      do {
        changes = try await agent.changes(provider: provider, since: since, limit: limit)
      } catch {
        return try unreadable(error)
      }
      return json(try ChangeListCodec.encode(changes))
    case "audit":
      let records: [AuditRecord]
      do {
        records = try await agent.audit(provider: provider, limit: limit)
      } catch {
        return try unreadable(error)
      }
      return json(try AuditListCodec.encode(records))
    default: return refusal(404, "no_route", "There is nothing at \(request.path).")
    }
  }

  private func unreadable(_ refusal: CommandRefusal) throws(WireError) -> Outbound {
    Outbound(
      status: 503, headers: Self.jsonHeaders, body: .bytes(try RefusalCodec.encode(refusal)))
  }

  /// A reader that stands still, a stopped screen say, is let go by the hub; it comes again by
  /// itself.
  private func events(_ request: Inbound) async -> Outbound {
    let named = (request.item("after") ?? request.field("Last-Event-ID")).flatMap { Int64($0) }
    let after = if let named { named } else { await agent.board.seq }
    guard let events = await agent.events(after: after) else {
      return refusal(410, "too_old", "Those events are gone; get the board again.")
    }
    // Each event is encoded when its reader wants it: no task between the agent and the socket.
    let chunks = AsyncStream<[UInt8]> {
      var events = events.makeAsyncIterator()
      while let envelope = await events.next() {
        if let chunk = Self.chunk(envelope) { return chunk }
      }
      return nil
    }
    return Outbound(
      status: 200,
      headers: [
        HTTPField("Content-Type", "text/event-stream"), HTTPField("Cache-Control", "no-store"),
      ], body: .chunks(chunks))
  }

  private static func chunk(_ envelope: Envelope) -> [UInt8]? {
    guard let bytes = try? EnvelopeCodec.encode(envelope) else { return nil }
    return ServerSentEvent(
      event: envelope.event.kind.rawValue, id: String(envelope.seq),
      data: String(decoding: bytes, as: UTF8.self)
    ).encoded
  }

  private func command(
    _ provider: ProviderID, action: String, _ request: Inbound, from peer: UInt32
  ) async throws(WireError) -> Outbound {
    var command = try CommandCodec.decode(request.body)
    // The name is what the client says; the user is what the kernel says.
    command.actor.uid = peer
    let isReset = action == "reset" && command.kind == .resetWithProbe
    let isAll = provider == "all" && command.kind == .refresh && command.provider.rawValue.isEmpty
    guard command.provider == provider || isAll, command.kind.rawValue == action || isReset else {
      return refusal(400, "mismatch", "The path and the body name different things.")
    }
    do {
      return json(try ReceiptCodec.encode(try await agent.perform(command)))
    } catch let refusal as CommandRefusal {
      let status = if case .unknownProvider = refusal { 404 } else { 409 }
      return Outbound(
        status: status, headers: Self.jsonHeaders,
        body: .bytes(try RefusalCodec.encode(refusal)))
    } catch let error as WireError {
      throw error
    } catch {
      return self.refusal(500, "failed", "The command failed.")
    }
  }

  private func admit(
    _ request: Inbound, from peer: UInt32
  ) async throws(WireError) -> Outbound {
    let wish = try AdmitRequest(decoding: request.body)
    if let lease = wish.leaseMilliseconds, lease <= 0 {
      return refusal(400, "bad_lease", "lease_milliseconds must be more than 0.")
    }
    let answer = await agent.admit(
      wish.provider, client: wish.client, caller: peer,
      lease: wish.leaseMilliseconds.map { .milliseconds($0) })
    switch answer {
    case .permit(let id): return json(try AdmitReply(permit: id, state: "permit").encoded())
    case .uncounted(let why):
      return json(try AdmitReply(permit: "uncounted", state: "permit", why: why).encoded())
    case .refused(let why, let retryAfter):
      let reply = AdmitReply(
        state: "open", retryAfterMilliseconds: retryAfter?.milliseconds, why: why)
      return json(try reply.encoded())
    case .unknownProvider:
      return refusal(
        404, "unknown_provider", "\(wish.provider) has no breaker here.")
    }
  }

  private func done(
    _ id: String, _ request: Inbound, from peer: UInt32
  ) async throws(WireError) -> Outbound {
    let report = try DoneRequest(decoding: request.body)
    let wait = report.retryAfterMilliseconds.map {
      Duration.milliseconds(min(max(0, $0), 86_400_000))
    }
    guard let outcome = Outcome(label: report.outcome, until: wait.map { agent.now.wall + $0 })
    else {
      return refusal(400, "unknown_outcome", "There is no outcome \(report.outcome).")
    }
    let isKnown = await agent.done(
      id, caller: peer, outcome: outcome, took: .milliseconds(max(0, report.milliseconds)),
      words: report.words ?? "", retryAfter: wait)
    return isKnown ? accepted : noPermit
  }

  private func cancel(_ id: String, from peer: UInt32) async -> Outbound {
    await agent.cancel(id, caller: peer) ? accepted : noPermit
  }

  private var accepted: Outbound { json(Array("{\"schema\":1}\n".utf8)) }

  private var noPermit: Outbound {
    refusal(404, "no_permit", "There is no such permit: it is done, or its lease has ended.")
  }

  static let jsonHeaders = [HTTPField("Content-Type", "application/json")]

  private func json(_ body: [UInt8]) -> Outbound {
    Outbound(status: 200, headers: Self.jsonHeaders, body: .bytes(body))
  }

  private func refusal(_ status: Int, _ code: String, _ message: String) -> Outbound {
    let safe = TerminalSafe(message, cap: 200).text
    let body = (try? RefusalCodec.encode(code: code, message: safe)) ?? []
    return Outbound(status: status, headers: Self.jsonHeaders, body: .bytes(body))
  }
}
