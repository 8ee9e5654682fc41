/// A titled part of the detail: it shows its first lines, and more where there is room.
struct DetailSection {
  /// nil for the part at the top.
  var heading: Line?
  /// Everything it has to say, the most needed first.
  var lines: [Line]
  /// How many lines it keeps when room is short.
  var least: Int

  /// All sections below each other. Lines above each section's least are added in turns while
  /// the whole fits `room`; what is more than fits is for scrolling.
  static func document(_ sections: [DetailSection], room: Int) -> [Line] {
    let sections = sections.filter { !$0.lines.isEmpty }
    var shown = sections.map { min($0.lines.count, $0.least) }
    var left = room - shown.reduce(0, +) - sections.count { $0.heading != nil }
    var hasGrown = true
    while left > 0, hasGrown {
      hasGrown = false
      for (index, section) in sections.enumerated()
      where left > 0 && shown[index] < section.lines.count {
        shown[index] += 1
        left -= 1
        hasGrown = true
      }
    }
    return zip(sections, shown).flatMap { section, count in
      (section.heading.map { [$0] } ?? []) + section.lines.prefix(count)
    }
  }
}
