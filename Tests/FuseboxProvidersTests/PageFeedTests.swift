import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct PageFeedTests {
  private static let feed = PageFeed(
    url: "https://status.example.com/api/v2/summary.json",
    humanURL: "https://status.example.com", pageID: "p1",
    scope: [.component(id: "c1", name: "API"), .component(id: "g1", name: "Mail")])

  /// A page with the rows in scope (API; SMTP in the group Mail) and one beside them (Search).
  private static func page(
    api: String = "operational", smtp: String = "operational", search: String = "operational",
    incidents: String = "[]", maintenances: String = "[]", indicator: String = "none",
    about: String = #"{"id":"p1","url":"https://status.example.com"}"#
  ) -> String {
    """
    {"page":\(about),"status":{"indicator":"\(indicator)"},"components":[
      {"id":"c1","name":"API","status":"\(api)","updated_at":"2026-11-23T14:00:00Z"},
      {"id":"g1","name":"Mail","status":"major_outage","group":true},
      {"id":"c2","name":"SMTP","status":"\(smtp)","group_id":"g1"},
      {"id":"c3","name":"Search","status":"\(search)"}],
     "incidents":\(incidents),"scheduled_maintenances":\(maintenances)}
    """
  }

  private static func read(
    _ body: String, status: Int = 200, feed: PageFeed = feed, previous: PageReading? = nil,
    asked: String = feed.url
  ) -> PageReading {
    feed.read(
      Fixture.answer(status, body), provider: "github", at: Fixture.now, previous: previous,
      askedURL: asked)
  }

  private static func incident(
    _ impact: String, stage: String = "investigating", touching ids: [String]? = ["c1"]
  ) -> String {
    let list = ids.map { $0.map { "{\"id\":\"\($0)\"}" }.joined(separator: ",") }
    return """
      [{"name":"Slow answers","status":"\(stage)","impact":"\(impact)",
        "started_at":"2026-11-23T14:20:00Z","components":\(list.map { "[\($0)]" } ?? "null"),
        "incident_updates":[{"body":"<b>We</b> look &#27;[2J into it &amp; soon"}]}]
      """
  }

  @Test(arguments: [
    ("operational", PageState.operational, ""), ("degraded_performance", .degraded, "API degraded"),
    ("partial_outage", .partial, "API partial"), ("major_outage", .major, "API down"),
    ("under_maintenance", .maintenance, "API maintenance"), ("on_fire", .unknown, ""),
  ])
  func `a component's word is the page's state`(
    _ word: String, _ state: PageState, _ headline: String
  ) {
    let reading = Self.read(Self.page(api: word))
    #expect(reading.state == state)
    #expect(reading.headline == headline)
    #expect(reading.trouble.isEmpty == (state != .unknown))
  }

  @Test func `the worst row counts, trouble before what nobody knows`() {
    #expect(Self.read(Self.page(api: "partial_outage", smtp: "major_outage")).state == .major)
    #expect(Self.read(Self.page(api: "on_fire", smtp: "degraded_performance")).state == .degraded)
    #expect(Self.read(Self.page(api: "on_fire", smtp: "under_maintenance")).state == .unknown)
  }

  @Test func `what is out of scope is shown, and is not red`() {
    let reading = Self.read(Self.page(search: "major_outage", indicator: "critical"))
    #expect(reading.state == .operational)
    #expect(reading.components.map(\.name) == ["API", "SMTP", "Search"])
    #expect(reading.components.map(\.inScope) == [true, true, false])
  }

  @Test func `without a scope every row and the page-wide word count`() {
    var feed = Self.feed
    feed.scope = []
    #expect(Self.read(Self.page(search: "major_outage"), feed: feed).state == .major)
    #expect(Self.read(Self.page(indicator: "minor"), feed: feed).state == .degraded)
    #expect(Self.read(Self.page(indicator: "purple"), feed: feed).state == .unknown)
  }

  @Test(arguments: [
    ("none", PageState.degraded), ("minor", .degraded), ("major", .partial),
    ("critical", .major), ("maintenance", .maintenance), ("purple", .unknown),
  ])
  func `an open incident beats operational components, whatever its impact`(
    _ impact: String, _ state: PageState
  ) {
    #expect(Self.read(Self.page(incidents: Self.incident(impact))).state == state)
  }

  @Test(
    arguments: [
      (["c1"], true), (["c2"], true), (["g1"], true), (["c3"], false), (["c3", "c2"], true),
      ([], true), (nil, true),
    ] as [([String]?, Bool)])
  func `an incident counts when it touches the scope or does not say what it touches`(
    _ ids: [String]?, _ inScope: Bool
  ) {
    let reading = Self.read(Self.page(incidents: Self.incident("major", touching: ids)))
    #expect(reading.state == (inScope ? .partial : .operational))
    #expect(reading.incidents.map(\.inScope) == [inScope])
  }

  @Test
  func `an open incident without impact that does not say what it touches is what the page says`()
    throws
  {
    let body = try Fixture.text("github/page.json").replacing(
      "\"incidents\": []",
      with: """
        "incidents": [{"id": "i1", "name": "Incident with blocked traffic from some networks",
          "status": "investigating", "impact": "none", "components": [],
          "created_at": "2026-11-23T14:20:00Z", "started_at": "2026-11-23T14:20:00Z",
          "incident_updates": [{"status": "investigating", "affected_components": []}]}]
        """)
    let feed = try #require(GitHub.provider.page)
    let reading = Self.read(body, feed: feed)
    #expect(reading.state.isRed)
    #expect(reading.headline == "Incident with blocked traffic from some…")
    #expect(reading.incidents.map(\.inScope) == [true])
  }

  @Test(arguments: [
    ("scheduled_maintenances", "page: its maintenances cannot be read"),
    ("incidents", "page: its incidents cannot be read"),
  ])
  func `a page of which a part is missing is not fine`(_ list: String, _ trouble: String) {
    for part in ["\"other\":[]", "\"\(list)\":{}", "\"\(list)\":\"none\""] {
      let reading = Self.read(Self.page().replacing("\"\(list)\":[]", with: part))
      #expect(reading.state == .unknown && reading.trouble == trouble)
      // What is red all the same is certain.
      let red = Self.page(api: "major_outage").replacing("\"\(list)\":[]", with: part)
      #expect(Self.read(red).state == .major)
    }
    let odd = Self.page().replacing("\"\(list)\":[]", with: "\"\(list)\":[7]")
    #expect(Self.read(odd).state == .unknown)
  }

  @Test func `a row without a name could be the one that is down`() {
    let reading = Self.read(Self.page().replacing("\"Search\"", with: "null"))
    #expect(reading.trouble == "page: a component without a name cannot be read")
  }

  @Test(arguments: [
    ("partial_outage", "operational", PageState.partial, "SMTP partial"),
    ("operational", "major_outage", .operational, ""),
  ])
  func `a heading in the scope means the rows below it`(
    _ smtp: String, _ search: String, _ state: PageState, _ headline: String
  ) {
    var feed = Self.feed
    // As a person writes it: a name, in any case.
    feed.scope = [.component(id: "mail", name: "mail")]
    let reading = Self.read(Self.page(smtp: smtp, search: search), feed: feed)
    #expect(reading.state == state && reading.headline == headline)
    #expect(reading.components.filter(\.inScope).map(\.name) == ["SMTP"])
    let incident = Self.read(
      Self.page(incidents: Self.incident("minor", touching: ["c2"])), feed: feed)
    #expect(incident.state == .degraded)
  }

  @Test func `a heading without rows speaks for itself`() {
    var feed = Self.feed
    feed.scope = [.component(id: "g1", name: "Mail")]
    let reading = Self.read(
      Self.page().replacing("\"group_id\":\"g1\"", with: "\"group_id\":null"), feed: feed)
    #expect(reading.state == .major && reading.headline == "Mail down")
  }

  @Test func `what answers at an address that a person named is meant`() {
    let body = Self.page(about: #"{"id":"aaaa","url":"https://www.stripestatus.com"}"#)
    let asked = "http://127.0.0.1:4199/stripe.json"
    #expect(Self.read(body, asked: asked).trouble.hasPrefix("page: another page answers"))
    let named = Self.feed.read(
      Fixture.answer(200, body), provider: "stripe", at: Fixture.now, previous: nil,
      askedURL: asked, isNamed: true)
    #expect(named.state == .operational)
  }

  @Test func `an incident is told in safe words`() throws {
    let reading = Self.read(Self.page(incidents: Self.incident("minor")))
    let incident = try #require(reading.incidents.first)
    #expect(incident.name == "Slow answers" && incident.stage == "investigating")
    #expect(incident.startedAt == WallTime(rfc3339: "2026-11-23T14:20:00Z"))
    #expect(incident.latest == "We look into it & soon")
    #expect(reading.headline == "Slow answers")
  }

  @Test(arguments: ["resolved", "postmortem"])
  func `a closed incident is none`(_ stage: String) {
    let reading = Self.read(Self.page(incidents: Self.incident("critical", stage: stage)))
    #expect(reading.state == .operational && reading.incidents.isEmpty)
  }

  @Test(arguments: [
    ("scheduled", PageState.operational), ("in_progress", .maintenance),
    ("verifying", .maintenance), ("completed", .operational),
  ])
  func `a maintenance counts while it is going on`(_ stage: String, _ state: PageState) {
    let body = """
      [{"name":"Upgrade","status":"\(stage)","impact":"critical","components":[{"id":"c1"}],
        "scheduled_until":"2026-11-23T15:00:00Z"}]
      """
    let reading = Self.read(Self.page(maintenances: body))
    #expect(reading.state == state)
    let end = state == .maintenance ? WallTime(rfc3339: "2026-11-23T15:00:00Z") : nil
    #expect(reading.maintenanceUntil == end)
  }

  @Test(arguments: [
    ("<!doctype html>", "page: answered HTML, not its JSON"),
    ("oops", "page: answered something that is not JSON"),
    ("", "page: answered something that is not JSON"),
    ("[]", "page: its JSON has neither status nor components"),
    ("{\"ok\":true}", "page: its JSON has neither status nor components"),
    (#"{"page":{"id":"p1"},"components":[]}"#, "page: has no \"API\" any more, scope is stale"),
    (
      page(about: #"{"id":"p2","url":"https://status.evil.example"}"#),
      "page: another page answers: status.evil.example"
    ),
    (page(about: "null"), "page: another page answers: nameless"),
  ])
  func `a body that is not this page is unknown, and says why`(_ body: String, _ words: String) {
    let reading = Self.read(body)
    #expect(reading.state == .unknown)
    #expect(reading.trouble == words)
    #expect(reading.components.isEmpty)
  }

  @Test func `null lists are empty lists`() {
    let body = Self.page(incidents: "null", maintenances: "null")
    #expect(Self.read(body).state == .operational)
  }

  @Test func `a page without any row says nothing`() {
    var feed = Self.feed
    feed.scope = []
    let body = #"{"page":{"id":"p1"},"components":[],"incidents":[]}"#
    #expect(Self.read(body, feed: feed).state == .unknown)
  }

  @Test(arguments: [
    // A mirror that keeps the page's id; a mock that names itself; one that names neither.
    (#"{"id":"p1","url":"https://elsewhere.example"}"#, PageState.operational),
    (#"{"id":"mock","url":"http://127.0.0.1:4199"}"#, .operational),
    (#"{"id":"mock","url":"http://127.0.0.2:4199"}"#, .unknown),
  ])
  func `behind another address it must be this page or that host`(
    _ about: String, _ state: PageState
  ) {
    let reading = Self.read(
      Self.page(about: about), asked: "http://127.0.0.1:4199/api/v2/summary.json")
    #expect(reading.state == state)
  }

  @Test func `nothing new repeats the reading before`() {
    let before = Self.read(Self.page(api: "partial_outage"))
    let later = Self.feed.read(
      Fixture.answer(304), provider: "github", at: Fixture.now + .seconds(60), previous: before,
      askedURL: Self.feed.url)
    #expect(later.unchanged && later.state == .partial)
    #expect(later.at == Fixture.now + .seconds(60))
    #expect(Self.read("", status: 304).trouble == "page: nothing new, and nothing was read before")
  }

  @Test(arguments: [301, 401, 403, 404, 429, 500, 503])
  func `a page that answers otherwise is unknown, never red`(_ status: Int) {
    let reading = Self.read(Self.page(api: "major_outage"), status: status)
    #expect(reading.state == .unknown)
    #expect(reading.trouble == "page: answered \(status)")
  }

  @Test func `hostile names come out harmless`() throws {
    let evil = #"\u001b]52;c;x\u0007 \u202eAPI\n"#
    let body = Self.page().replacing("\"Search\"", with: "\"\(evil)\"")
    let row = try #require(Self.read(body).components.last)
    #expect(row.name == TerminalSafe(row.name, cap: 60).text)
    #expect(!row.name.unicodeScalars.contains { $0.value < 0x20 || $0 == "\u{202E}" })
  }

  @Test func `of a page with two hundred rows those that tell something are kept`() {
    let rows = (0..<200).map { #"{"id":"r\#($0)","name":"Row \#($0)","status":"operational"}"# }
    let body = Self.page(smtp: "major_outage")
      .replacing("\"components\":[", with: "\"components\":[\(rows.joined(separator: ",")),")
    let reading = Self.read(body)
    #expect(reading.components.count == 60)
    #expect(reading.components.prefix(2).map(\.name) == ["SMTP", "API"])
    #expect(reading.state == .major)
  }

  @Test func `groups that contain each other end`() {
    let body = #"""
      {"page":{"id":"p1"},"components":[
        {"id":"a","name":"A","group":true,"group_id":"b"},
        {"id":"b","name":"B","group":true,"group_id":"a"},
        {"id":"c","name":"C","status":"operational","group_id":"a"}]}
      """#
    #expect(Self.read(body).trouble == "page: has no \"API\" any more, scope is stale")
  }

  @Test func `a page of more rows than any has is not judged, and says so`() throws {
    let feed = try #require(GitHub.provider.page)
    let rows = Array(
      repeating: "{\"name\":\"API Requests\",\"status\":\"operational\"}", count: 2001)
    let body = "{\"components\":[\(rows.joined(separator: ","))]}"
    let reading = feed.read(
      Fixture.answer(200, body), provider: "github", at: Fixture.now, previous: nil,
      askedURL: feed.url)
    #expect(reading.state == .unknown)
    #expect(reading.trouble == "page: lists 2001 rows, more than are read")
  }
}
