import FuseboxCore

/// What `History` says of the hours, folded from every event at each question.
extension MemoryJournal {
  private static let hour: Int64 = 3_600_000

  private static func hour(_ time: WallTime) -> WallTime {
    WallTime(milliseconds: time.milliseconds / hour * hour)
  }

  package func outcomes(
    provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) async -> [HourlyOutcome] {
    var counts: [WallTime: [String: Int64]] = [:]
    for case .call(let call) in envelopes.map(\.event)
    where call.provider == provider && call.signal == signal && call.outcome != .success {
      counts[Self.hour(call.at), default: [:]][call.outcome.label, default: 0] += 1
    }
    if signal == .traffic {
      for case .traffic(let sum) in envelopes.map(\.event) where sum.provider == provider {
        let labels = [
          ("failed", sum.failed), ("useless", sum.useless), ("refused", sum.refused),
        ]
        for (label, calls) in labels where calls > 0 {
          counts[Self.hour(sum.at), default: [:]][label, default: 0] += calls
        }
      }
    }
    return counts.filter { start <= $0.key && $0.key < end }.sorted { $0.key < $1.key }
      .flatMap { hour, labels in
        labels.sorted { $0.key < $1.key }.map {
          HourlyOutcome(start: hour, label: $0.key, calls: $0.value)
        }
      }
  }

  package func meter(
    _ meter: String, of provider: ProviderID, from start: WallTime, to end: WallTime
  ) async -> [HourlyMeter] {
    var hours: [WallTime: HourlyMeter] = [:]
    for case .meter(let reading) in envelopes.map(\.event)
    where reading.provider == provider && reading.meter == meter {
      let hour = Self.hour(reading.at)
      hours[hour] = HourlyMeter(
        start: hour, used: reading.used, most: max(reading.used, hours[hour]?.most ?? reading.used),
        limit: reading.limit)
    }
    return hours.values.filter { start <= $0.start && $0.start < end }
      .sorted { $0.start < $1.start }
  }

  /// Up to the last event of the breaker: no clock runs here.
  package func openTime(
    of provider: ProviderID, from start: WallTime, to end: WallTime
  ) async -> [HourlyOpenTime] {
    var hours: [WallTime: Int64] = [:]
    var opened: WallTime?
    for case .breaker(let status) in envelopes.map(\.event) where status.provider == provider {
      var time = opened?.milliseconds ?? status.at.milliseconds
      while time < status.at.milliseconds {
        let next = min((time / Self.hour + 1) * Self.hour, status.at.milliseconds)
        hours[Self.hour(WallTime(milliseconds: time)), default: 0] += next - time
        time = next
      }
      opened = status.state == .open ? status.at : nil
    }
    return hours.filter { start <= $0.key && $0.key < end }.sorted { $0.key < $1.key }
      .map { HourlyOpenTime(start: $0.key, open: .milliseconds($0.value)) }
  }

  package func latency(
    provider: ProviderID, signal: Signal, from start: WallTime, to end: WallTime
  ) async -> LatencyHistogram {
    var sum = LatencyHistogram()
    for event in envelopes.map(\.event) {
      switch event {
      case .call(let call)
      where call.provider == provider && call.signal == signal && start <= call.at && call.at < end:
        sum.add(call.timings.total)
      case .page(let page)
      where page.provider == provider && signal == .status && start <= page.at && page.at < end:
        sum.add(page.timings.total)
      default: continue
      }
    }
    return sum
  }
}
