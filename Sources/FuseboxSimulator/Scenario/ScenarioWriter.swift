import FuseboxCore

extension Scenario {
  /// The scenario as the file that reads back to it: what `--print-scenario` shows.
  package var yaml: String { node.yaml }

  /// As a tree, without what is left at its default.
  package var node: ScenarioNode {
    var file = NodeWriter()
    file.put("name", name, .text)
    file.put("about", about, .text, unless: "")
    file.put("seed", seed, .seed)
    file.put("length", length, .length)
    var providers = NodeWriter()
    providers.put(opening.servers)
    file.put("providers", providers, unless: providers.members.isEmpty)
    file.put(opening.load)
    let steps = steps.map { step in
      var map = NodeWriter()
      map.put("t", step.at, .length)
      map.put("note", step.note, .text, unless: "")
      map.put("caption", step.caption, .text, unless: "")
      map.put(step.change.servers)
      map.put(step.change.load)
      return map.node
    }
    if !steps.isEmpty { file.members.append(.init("at", ScenarioNode(.list(steps)))) }
    return file.node
  }
}

/// Builds a map.
private struct NodeWriter {
  var members: [ScenarioNode.Member] = []

  var node: ScenarioNode { ScenarioNode(.map(members)) }

  mutating func put<Value: Equatable>(
    _ key: String, _ value: Value?, _ form: ScalarForm<Value>, unless fallback: Value? = nil
  ) {
    guard let value, value != fallback else { return }
    members.append(.init(key, ScenarioNode(.scalar(form.write(value)))))
  }

  mutating func put(_ key: String, _ map: NodeWriter, unless isLeftOut: Bool = false) {
    if !isLeftOut { members.append(.init(key, map.node)) }
  }

  mutating func put(_ servers: [ProviderID: ServerChange]) {
    for (provider, change) in servers.sorted(by: { $0.key < $1.key }) {
      var map = NodeWriter()
      if let api = change.api { map.putPart("api") { $0.put(api) } }
      if let page = change.page { map.putPart("page") { $0.put(page) } }
      map.put("token", change.token, .word)
      if let usage = change.usage {
        var level = NodeWriter()
        level.put("used", usage.used, .count)
        level.put("limit", usage.limit, .count)
        level.put("rate", usage.rate, .rate)
        map.put("usage", level)
      }
      put(provider.rawValue, map)
    }
  }

  /// A map, or `ok` when everything in it is at its default.
  private mutating func putPart(_ key: String, _ fill: (inout NodeWriter) -> Void) {
    var map = NodeWriter()
    fill(&map)
    let node = map.members.isEmpty ? ScenarioNode(.scalar("ok")) : map.node
    members.append(.init(key, node))
  }

  private mutating func put(_ behaviour: Behaviour) {
    let fine = Behaviour()
    put("latency", behaviour.latency, .length, unless: fine.latency)
    put("status", behaviour.status, .status, unless: fine.status)
    put("fault", behaviour.fault, .word)
    put("share", behaviour.share, .share, unless: fine.share)
    put("retry_after", behaviour.retryAfter, .length)
    put("message", behaviour.message, .text, unless: fine.message)
    put("echo_key", behaviour.echoesKey, .flag, unless: fine.echoesKey)
  }

  private mutating func put(_ page: SimulatedPage) {
    put("component", page.component, .text)
    put("state", page.state, .word, unless: .operational)
    if let incident = page.incident {
      let plain = SimulatedPage.Incident("")
      put("incident", incident.name, .text)
      put("stage", incident.stage, .word, unless: plain.stage)
      put("impact", incident.impact, .word, unless: plain.impact)
      put("update", incident.update, .text, unless: plain.update)
      put("started", incident.started, .offset, unless: plain.started)
    }
    if let work = page.maintenance {
      put("maintenance", work.name, .text)
      put("until", work.until, .length, unless: SimulatedPage.Maintenance("").until)
    }
    put(page.serving)
  }

  mutating func put(_ load: CheckoutLoad?) {
    guard let load else { return }
    var map = NodeWriter()
    map.put("orders", load.orders, .rate)
    var hits = NodeWriter()
    for (client, rate) in load.hits.sorted(by: { $0.key < $1.key }) {
      hits.put(client, rate, .rate)
    }
    map.put("hits", hits, unless: hits.members.isEmpty)
    put("checkout", map)
  }
}
