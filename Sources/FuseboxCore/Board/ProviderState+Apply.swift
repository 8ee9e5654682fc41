/// What an event changed, in words for the list of changes.
struct ChangeLine {
  var kind: Change.Kind
  var at: WallTime
  var what: String
  var why: String
}

extension ProviderState {
  /// Folds one event of this provider; returns what a person should read of it.
  mutating func apply(_ event: Event, at time: WallTime) -> [ChangeLine] {
    switch event {
    case .page(let reading): return apply(reading)
    case .call(let reading): apply(reading)
    case .meter(let reading): apply(reading)
    case .limiter(let reading):
      limiters.removeAll { $0.prefix == reading.prefix }
      limiters.append(reading)
    case .traffic(let reading): apply(reading)
    case .breaker(let status): return apply(status)
    case .override(let record): return apply(record)
    case .recovered(let found): apply(found)
    case .verdict(let change): return apply(change, at: time)
    case .alert(let alert): return apply(alert)
    case .started, .store, .heartbeat: break
    }
    return []
  }

  /// What calls said of a provider that is not called any more would stand for ever.
  mutating func forgetCalls() {
    breaker = nil
    calls = []
    firstFailureAt = nil
  }

  private mutating func apply(_ reading: PageReading) -> [ChangeLine] {
    let before = lastReadPage
    page = reading
    pageLostSince =
      reading.reach.connected
      ? nil : pageLostSince ?? reading.timings.start(endingAt: reading.at)
    guard reading.state != .unknown else { return [] }
    lastReadPage = reading
    if !reading.state.isRed {
      pageRedSince = nil
    } else if pageRedSince == nil {
      pageRedSince = reading.at
    }
    guard before?.state != reading.state || before?.headline != reading.headline else { return [] }
    guard before != nil || reading.state != .operational else { return [] }
    let what = reading.headline.isEmpty ? reading.state.words : reading.headline
    var why = ""
    if reading.state.isRed, let posted = postedAt {
      why = "posted \(posted.clock(besides: reading.at))"
      if let lag = admission { why += ", \(lag)" }
    }
    return [ChangeLine(kind: .page, at: reading.at, what: "page: \(what)", why: why)]
  }

  private mutating func apply(_ reading: CallReading) {
    calls.insert(reading, at: 0)
    if calls.count > Board.callsKept { calls.removeLast() }
    let hour = WallTime(milliseconds: reading.at.milliseconds / 3_600_000 * 3_600_000)
    if ownCallsHour != hour { (ownCallsHour, ownCallsThisHour) = (hour, 0) }
    ownCallsThisHour += 1
    noteFailure(reading.outcome.isFailure, at: reading.at)
    if reading.outcome == .success { sample(reading) }
    countMinute(
      at: reading.at, calls: 1, failures: reading.outcome.isFailure ? 1 : 0,
      slowest: reading.timings.total)
  }

  /// One good call, or one good second of one client, does not end a failure.
  private mutating func noteFailure(_ failed: Bool, at time: WallTime) {
    if failed {
      firstFailureAt = firstFailureAt ?? time
      return
    }
    let isClosed = breaker.map { $0.state == .closed && !$0.isOverThreshold } ?? true
    let probes = calls.lazy.filter { $0.signal == .probe }.prefix(2)
    if isClosed, !probes.contains(where: \.outcome.isFailure) { firstFailureAt = nil }
  }

  private mutating func sample(_ reading: CallReading) {
    if let last = daySamples.last, reading.at - last.at < .seconds(900) { return }
    daySamples.append(LatencySample(at: reading.at, microseconds: reading.timings.total))
    daySamples.removeAll { reading.at - $0.at > .seconds(86_400) }
    if daySamples.count > Board.samplesKept { daySamples.removeFirst() }
  }

  private mutating func apply(_ reading: MeterReading) {
    guard let index = meters.firstIndex(where: { $0.latest.meter == reading.meter }) else {
      meters.append(MeterState(latest: reading))
      meters[meters.count - 1].addPoint()
      return
    }
    meters[index].take(reading)
  }

  private mutating func apply(_ reading: TrafficReading) {
    var application =
      applications.first { $0.client == reading.client }
      ?? ApplicationState(client: reading.client, lastAskedAt: reading.at)
    application.lastAskedAt = reading.at
    application.admitted.add(reading.admitted)
    application.refused.add(reading.refused)
    applications.removeAll { $0.client == reading.client }
    applications.insert(application, at: 0)
    if applications.count > Board.applicationsKept { applications.removeLast() }
    if reading.completed > 0 || reading.failed > 0 {
      noteFailure(reading.failed > 0, at: reading.at)
    }
    countMinute(
      at: reading.at, calls: reading.completed, failures: reading.failed, slowest: reading.slowest)
  }

  private mutating func apply(_ status: BreakerStatus) -> [ChangeLine] {
    // A person's reset closes it and is published as an override: then nothing says `from`.
    let before = status.from ?? breaker?.state
    breaker = status
    if status.state == .closed, let before, before != .closed {
      lastCloseAt = status.at
      firstFailureAt = nil
    }
    guard let from = status.from else { return [] }
    let day = WallTime(milliseconds: status.at.milliseconds / 86_400_000 * 86_400_000)
    if openingsDay != day { (openingsDay, openingsToday) = (day, 0) }
    if status.state == .open, from == .closed { openingsToday += 1 }
    let what = "\(from.words) → \(status.state.words)"
    return [ChangeLine(kind: .breaker, at: status.at, what: what, why: status.why)]
  }

  private mutating func apply(_ record: AuditRecord) -> [ChangeLine] {
    // The same record comes again once it is in the database: then only `audited` changes.
    let isRepeat = lastOverrideChange?.order == record.order
    if !isRepeat, let last = lastOverrideChange, record.order < last.order { return [] }
    if isRepeat {
      if record.audited { lastOverrideChange?.audited = true }
      return []
    }
    lastOverrideChange = record
    hold(record.override)
    return [
      ChangeLine(kind: .override, at: record.at, what: record.words, why: record.reason)
    ]
  }

  /// The file of holds is the authority: a change newer than the history's last is not known here.
  private mutating func apply(_ found: RecoveredOverride) {
    hold(found.override)
    if let last = lastOverrideChange, last.revision < found.revision { lastOverrideChange = nil }
  }

  /// The breaker itself says the same in its next status: no board between the two is at odds.
  private mutating func hold(_ override: Override?) {
    self.override = override
    breaker?.forced = override?.kind
  }

  private mutating func apply(_ change: VerdictChange, at time: WallTime) -> [ChangeLine] {
    let before = verdict
    if before?.verdict.blame == .ok, change.verdict.blame != .ok { lastOkAt = time }
    verdict = change
    guard before?.verdict.cause != change.verdict.cause else { return [] }
    guard before != nil || change.verdict.blame != .ok else { return [] }
    let verdict = change.verdict
    return [
      ChangeLine(kind: .verdict, at: time, what: verdict.blame.rawValue, why: verdict.reason)
    ]
  }

  private mutating func apply(_ alert: MeterAlert) -> [ChangeLine] {
    alerts.removeAll { $0.meter == alert.meter }
    if alert.level != .below { alerts.append(alert) }
    let what =
      switch alert.level {
      case .below: "\(alert.title) below its alert"
      case .pastAlert: "\(alert.title) past its alert"
      case .atLimit: "\(alert.title) at its limit"
      }
    return [ChangeLine(kind: .meter, at: alert.at, what: what, why: alert.words)]
  }

  private mutating func countMinute(
    at time: WallTime, calls: Int64, failures: Int64, slowest: Int64
  ) {
    let minute = WallTime(milliseconds: time.milliseconds / 60_000 * 60_000)
    if minutes.last?.minute != minute {
      minutes.append(MinuteSummary(minute: minute))
      if minutes.count > Board.minutesKept { minutes.removeFirst() }
    }
    minutes[minutes.count - 1].calls.add(calls)
    minutes[minutes.count - 1].failures.add(failures)
    minutes[minutes.count - 1].slowest = max(minutes[minutes.count - 1].slowest, slowest)
  }
}

extension MeterState {
  /// Takes a newer reading. A new period begins a new series: counters are keyed by period.
  mutating func take(_ reading: MeterReading) {
    let isNewPeriod = reading.kind == .sum && reading.periodStart != latest.periodStart
    if isNewPeriod { points = [] }
    latest = reading
    addPoint()
  }

  /// Keeps at most `Board.pointsKept` points, evenly over the period (over a month for a level).
  mutating func addPoint() {
    guard latest.kind != .window else { return }
    let point = Point(at: latest.at, used: latest.used)
    let span: Duration =
      if let start = latest.periodStart, let end = latest.periodEnd {
        end - start
      } else {
        .seconds(30 * 86_400)
      }
    if let last = points.last, point.at - last.at < span / Board.pointsKept { return }
    points.append(point)
    if points.count > Board.pointsKept { points.removeFirst() }
  }
}
