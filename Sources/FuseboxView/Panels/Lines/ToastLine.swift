extension Toast {
  /// The toast as a line of its own.
  var line: Line {
    var line = Line(isBad ? " ! " : " \(GlyphSet.unicode.ok) ", Style(isBad ? .toastBad : .toastOK))
    line.add(text, Style(isBad ? .toastBad : .toastOK))
    return line
  }
}
