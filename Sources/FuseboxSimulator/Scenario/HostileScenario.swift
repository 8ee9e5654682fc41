import FuseboxCore

/// Servers that send what a terminal, a log, a spreadsheet or a secret must not meet.
package enum HostileScenario {
  package static let standard = Scenario(
    name: "hostile", about: "Escape sequences, formulas and an echoed key in every text",
    seed: 1, length: .seconds(60),
    opening: Scenario.Change(
      servers: [
        "stripe": ServerChange(
          api: Behaviour(
            status: 500, share: 0.5, message: "\(clear)\(clipboard)\(oneByte) failed\r\n\u{7}",
            echoesKey: true),
          page: page),
        "github": ServerChange(
          api: Behaviour(status: 403, message: "=HYPERLINK(\"x\")\(reversed)", echoesKey: true),
          page: page, usage: UsageChange(used: 10, limit: 5000, rate: 1)),
      ]),
    steps: [
      Scenario.Step(
        at: .seconds(30), note: "Bodies of another kind\(clear)",
        change: Scenario.Change(
          servers: [
            "stripe": ServerChange(api: Behaviour(fault: .garbage)),
            "github": ServerChange(
              api: Behaviour(fault: .cut), page: SimulatedPage(serving: Behaviour(fault: .garbage))),
          ]))
    ])

  /// CSI: clear the screen, cursor home.
  private static let clear = "\u{1B}[2J\u{1B}[H"
  /// OSC 52: write to the clipboard.
  private static let clipboard = "\u{1B}]52;c;cm0gLXJmIC8=\u{7}"
  /// The same CSI in one byte.
  private static let oneByte = "\u{9B}31m"
  /// Right-to-left override, and a new line.
  private static let reversed = "\u{202E}gnp.exe\n"

  private static let page = SimulatedPage(
    component: "=cmd|'/c calc'!A0\(clear)\(reversed)", state: .major,
    incident: SimulatedPage.Incident(
      "\(clipboard)\(oneByte)Outage\(reversed)", impact: .critical,
      update: "<b>&#27;[31m</b>&#x9b;2J @SUM(1) \(clear)", started: .seconds(-360)))
}
