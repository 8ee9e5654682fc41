extension JudgedRow {
  /// All that is wrong, worst first, then in the order of the table. What the verdict explains is
  /// not said again.
  func findings(_ verdict: Verdict) -> [Finding] {
    var findings: [Finding] = []
    if let reason = verdict.reason { findings.append(Finding(reason, severity(of: reason))) }
    if verdict.cause != .network {
      for reason in quotaTroubles where reason != verdict.reason {
        findings.append(Finding(reason, severity(of: reason)))
      }
      if verdict.blame == .us, calls.state == .failing {
        let reason = Reason.failing(failedCalls, page: pageVoice)
        findings.append(Finding(reason, .failing))
      }
    }
    findings += (held + usage + notices(verdict)).map { Finding($0, severity(of: $0)) }
    return findings.enumerated()
      .sorted { ($0.element.severity, $0.offset) < ($1.element.severity, $1.offset) }
      .map(\.element)
  }

  private func severity(of reason: Reason) -> Severity {
    switch reason {
    case .network, .credentialUnset, .credential, .configuration, .failing: .failing
    case .throttled, .quota, .atLimit:
      calls.last?.outcome.isUseless == true ? .failing : .warning
    case .probing: .probing
    case .held: .held
    case .stuck, .usageRefused, .meterSilent, .pastAlert, .forecastOver, .slow: .warning
    case .missing, .told: .unknown
    case .refusedOnce, .notTouching, .maintenance, .limited, .limiterPart: .notice
    }
  }

  private var held: [Reason] {
    if let hold = provider.breaker.override {
      return [.held(by: hold.actor.name, words: hold.reason)]
    }
    return provider.breaker.status?.state == .halfOpen ? [.probing] : []
  }

  /// What limits and times say.
  private var usage: [Reason] {
    var reasons: [Reason] = []
    if stuckClients > 0 { reasons.append(.stuck(clients: stuckClients)) }
    if let words = usageRefusal { reasons.append(.usageRefused(words: words)) }
    for meter in provider.meters.all {
      let title = meter.latest.title
      if isSilent(meter.latest) {
        reasons.append(.meterSilent(meter: title, since: meter.latest.at))
      } else if meter.latest.isPastAlert, !meter.latest.isAtLimit, isFresh(meter.latest) {
        reasons.append(.pastAlert(meter: title))
      } else if let forecast = Forecast.of(meter, at: now), forecast.overLimit,
        !meter.latest.isAtLimit
      {
        reasons.append(.forecastOver(meter: title, at: forecast.exhaustedAt))
      }
    }
    if let slow = Latency.slowness(of: provider, at: now) { reasons.append(.slow(slow)) }
    return reasons
  }

  /// What is worth knowing and harms nothing yet.
  private func notices(_ verdict: Verdict) -> [Reason] {
    var reasons: [Reason] = []
    if let words = refusedOnce { reasons.append(.refusedOnce(words: words)) }
    if page == .red, verdict.blame == .us { reasons.append(.notTouching(pageWords)) }
    if page == .maintenance, verdict.cause != .notAdmitted {
      reasons.append(.maintenance(until: provider.page.lastRead?.maintenanceUntil))
    }
    let part = provider.meters.limiters.first { !$0.complete }
    let limited = provider.meters.limiters.reduce(CheckedInteger(0)) {
      $0 + CheckedInteger($1.limitedCount)
    }.clamped
    if limited > stuckClients {
      reasons.append(.limited(clients: limited, isPart: part != nil))
    } else if let part, !part.trouble.isEmpty, verdict.cause != .noAnswer {
      reasons.append(.limiterPart(words: part.trouble))
    }
    return reasons
  }
}
