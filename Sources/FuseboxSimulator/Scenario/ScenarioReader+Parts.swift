import FuseboxCore

extension ScenarioReader {
  mutating func scenario(_ file: ScenarioNode) -> Scenario? {
    let keys = ["name", "about", "seed", "length", "providers", "checkout", "at"]
    guard let block = block(file, at: "", keys: keys) else { return nil }
    let name = required("name", of: block, as: .text) ?? ""
    let length = required("length", of: block, as: .length) ?? .zero
    var scenario = Scenario(name: name, length: length)
    scenario.about = value("about", of: block, as: .text) ?? ""
    scenario.seed = value("seed", of: block, as: .seed) ?? scenario.seed
    if let providers = block["providers"],
      let block = self.block(providers, at: "providers", keys: SimulatedSites.names)
    {
      scenario.opening.servers = servers(in: block)
    }
    scenario.opening.load = block["checkout"].flatMap { load($0, at: "checkout") }
    scenario.steps = block["at"].map { steps($0) } ?? []
    return scenario
  }

  private mutating func steps(_ node: ScenarioNode) -> [Scenario.Step] {
    guard case .list(let nodes) = node.content else {
      report(.wrongType(expected: "a list", found: node.kind), "at", at: node.place)
      return []
    }
    var steps: [Scenario.Step] = []
    for (index, node) in nodes.enumerated() {
      guard let step = step(node, at: "at[\(index)]") else { continue }
      if let last = steps.last, step.at < last.at {
        report(.outOfRange("must not be before the step above"), "at[\(index)].t", at: node.place)
      }
      steps.append(step)
    }
    return steps
  }

  private mutating func step(_ node: ScenarioNode, at path: String) -> Scenario.Step? {
    let keys = ["t", "note", "caption", "checkout"] + SimulatedSites.names
    guard let block = block(node, at: path, keys: keys),
      let time = required("t", of: block, as: .length)
    else { return nil }
    return Scenario.Step(
      at: time, note: value("note", of: block, as: .text) ?? "",
      caption: value("caption", of: block, as: .text) ?? "",
      change: Scenario.Change(
        servers: servers(in: block),
        load: block["checkout"].flatMap { load($0, at: block.path(to: "checkout")) }))
  }

  private mutating func servers(in block: Block) -> [ProviderID: ServerChange] {
    var servers: [ProviderID: ServerChange] = [:]
    for name in SimulatedSites.names {
      guard let node = block[name] else { continue }
      servers[ProviderID(name)] = server(node, at: block.path(to: name))
    }
    return servers
  }

  private mutating func server(_ node: ScenarioNode, at path: String) -> ServerChange? {
    guard let block = block(node, at: path, keys: ["api", "page", "token", "usage"]) else {
      return nil
    }
    var change = ServerChange()
    if let node = block["api"], let block = part(node, at: block.path(to: "api"), Self.serving) {
      change.api = behaviour(block)
    }
    if let node = block["page"],
      let block = part(node, at: block.path(to: "page"), Self.serving + Self.content)
    {
      change.page = page(block)
    }
    change.token = value("token", of: block, as: .word)
    if let node = block["usage"],
      let block = self.block(node, at: block.path(to: "usage"), keys: ["used", "limit", "rate"])
    {
      change.usage = UsageChange(
        used: value("used", of: block, as: .count), limit: value("limit", of: block, as: .count),
        rate: value("rate", of: block, as: .rate))
    }
    return change
  }

  private static let serving = [
    "latency", "status", "fault", "share", "retry_after", "message", "echo_key",
  ]
  private static let content = [
    "component", "state", "incident", "stage", "impact", "update", "started", "maintenance",
    "until",
  ]

  /// A map, or the word `ok` for one that says nothing.
  private mutating func part(_ node: ScenarioNode, at path: String, _ keys: [String]) -> Block? {
    if node.content == .scalar("ok") { return Block(path: path, place: node.place, members: [:]) }
    return block(node, at: path, keys: keys)
  }

  private mutating func behaviour(_ block: Block) -> Behaviour {
    let fine = Behaviour()
    return Behaviour(
      latency: value("latency", of: block, as: .length) ?? fine.latency,
      status: value("status", of: block, as: .status) ?? fine.status,
      fault: value("fault", of: block, as: .word),
      share: value("share", of: block, as: .share) ?? fine.share,
      retryAfter: value("retry_after", of: block, as: .length),
      message: value("message", of: block, as: .text) ?? fine.message,
      echoesKey: value("echo_key", of: block, as: .flag) ?? fine.echoesKey)
  }

  private mutating func page(_ block: Block) -> SimulatedPage {
    var page = SimulatedPage(serving: behaviour(block))
    page.component = value("component", of: block, as: .text)
    page.state = value("state", of: block, as: .word) ?? page.state
    page.maintenance = maintenance(block)
    guard let name = value("incident", of: block, as: .text) else {
      for key in ["stage", "impact", "update", "started"] where block[key] != nil {
        report(
          .outOfRange("needs an incident beside it"), block.path(to: key), at: block.place)
      }
      return page
    }
    var incident = SimulatedPage.Incident(name)
    incident.stage = value("stage", of: block, as: .word) ?? incident.stage
    incident.impact = value("impact", of: block, as: .word) ?? incident.impact
    incident.update = value("update", of: block, as: .text) ?? incident.update
    incident.started = value("started", of: block, as: .offset) ?? incident.started
    page.incident = incident
    return page
  }

  private mutating func maintenance(_ block: Block) -> SimulatedPage.Maintenance? {
    guard let name = value("maintenance", of: block, as: .text) else {
      if block["until"] != nil {
        report(
          .outOfRange("needs a maintenance beside it"), block.path(to: "until"), at: block.place)
      }
      return nil
    }
    var work = SimulatedPage.Maintenance(name)
    work.until = value("until", of: block, as: .length) ?? work.until
    return work
  }

  private mutating func load(_ node: ScenarioNode, at path: String) -> CheckoutLoad? {
    guard let block = block(node, at: path, keys: ["orders", "hits"]) else { return nil }
    var load = CheckoutLoad()
    load.orders = value("orders", of: block, as: .rate) ?? load.orders
    guard let hits = block["hits"] else { return load }
    guard case .map(let members) = hits.content else {
      report(.wrongType(expected: "a map", found: hits.kind), "\(path).hits", at: hits.place)
      return load
    }
    for member in members {
      let place = "\(path).hits.\(member.key)"
      load.hits[member.key] = scalar(member.value, at: place, as: .rate)
    }
    return load
  }
}
