/// The word that a person probably meant.
package enum NearMiss {
  /// The candidate nearest to `word`, if it is near enough to be a slip: at most one edit for
  /// each three letters, and at least one.
  package static func of(_ word: String, among candidates: some Sequence<String>) -> String? {
    let length = word.prefix(longest).count
    let allowed = max(1, length / 3)
    var nearest: (word: String, distance: Int)?
    // Most are too short or too long, whatever their letters: those are not compared.
    for candidate in candidates
    where abs(candidate.prefix(longest).count - length) <= allowed {
      let distance = distance(word, candidate)
      if distance <= allowed, distance < nearest?.distance ?? .max {
        nearest = (candidate, distance)
      }
    }
    return nearest?.word
  }

  /// Characters that are compared.
  private static let longest = 64

  /// Insertions, deletions, replacements and swaps of neighbours that turn one word into the
  /// other (optimal string alignment), without regard to case.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(longest).lowercased())
    let right = Array(right.prefix(longest).lowercased())
    var before: [Int] = []
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
      var next = [i + 1]
      for (j, other) in right.enumerated() {
        var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (letter == other ? 0 : 1))
        if i > 0, j > 0, letter == right[j - 1], left[i - 1] == other {
          best = min(best, before[j - 1] + 1)
        }
        next.append(best)
      }
      (before, row) = (row, next)
    }
    return row[right.count]
  }
}
