import FuseboxCore

/// What the plan allows of one meter, from configuration.
package struct LimitSetting: Sendable, Equatable {
  /// The plan's name: "Pro".
  package var tier: String
  /// nil: `none`, the plan sets no limit.
  package var limit: Int64?
  package var alertAt: Int64?

  package init(tier: String = "", limit: Int64? = nil, alertAt: Int64? = nil) {
    self.tier = tier
    self.limit = limit
    self.alertAt = alertAt
  }
}

/// A quantity that a provider meters.
package struct MeterDescription: Sendable, Equatable {
  package enum Period: String, Sendable, CaseIterable {
    /// A level has none.
    case none
    case hour
    /// Calendar month, UTC.
    case month
  }

  /// Stable within the provider, the key under `limits:`.
  package let id: String
  /// For people: "API requests".
  package let title: String
  package let kind: MeterKind
  package let unit: MeterUnit
  package let period: Period

  package init(id: String, title: String, kind: MeterKind, unit: MeterUnit, period: Period) {
    self.id = id
    self.title = title
    self.kind = kind
    self.unit = unit
    self.period = period
  }

  /// A reading of this meter.
  ///
  /// - Parameters:
  ///   - limit: the provider's own word, which beats the configuration.
  ///   - resetsAt: end of an hour's window as the provider says; nil for a month, whose end is
  ///     the calendar's.
  /// The alert is the configured one, else 90 % of the limit.
  package func reading(
    of provider: ProviderID, used: Int64, limit given: Int64? = nil, setting: LimitSetting?,
    at now: WallTime, resetsAt: WallTime? = nil
  ) -> MeterReading {
    let limit = given ?? setting?.limit
    let (start, end) = bounds(at: now, resetsAt: resetsAt)
    return MeterReading(
      provider: provider, meter: id, title: title, kind: kind, unit: unit, at: now, used: used,
      limit: limit, alertAt: setting?.alertAt ?? limit.map { $0 - $0 / 10 },
      tier: setting?.tier ?? "", periodStart: start, periodEnd: end)
  }

  private func bounds(at now: WallTime, resetsAt: WallTime?) -> (WallTime?, WallTime?) {
    switch period {
    case .none: (nil, nil)
    case .hour: (resetsAt.map { $0 + .seconds(-3600) }, resetsAt)
    case .month: (Self.monthStart(now), Self.monthEnd(now))
    }
  }

  /// Midnight UTC on the first of the month.
  static func monthStart(_ now: WallTime) -> WallTime {
    let fields = CalendarTime(now)
    return CalendarTime(year: fields.year, month: fields.month, day: 1).wallTime
  }

  private static func monthEnd(_ now: WallTime) -> WallTime {
    let fields = CalendarTime(now)
    let isDecember = fields.month == 12
    return CalendarTime(
      year: isDecember ? fields.year + 1 : fields.year, month: isDecember ? 1 : fields.month + 1,
      day: 1
    ).wallTime
  }
}
