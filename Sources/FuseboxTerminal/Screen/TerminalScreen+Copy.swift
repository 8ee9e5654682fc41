import FuseboxView
import Glibc

/// The way a text took to the clipboard, to be told to the person who copied it.
package enum CopyRoute: String, Sendable {
  /// tmux took it into its buffer and hands it on to the outer terminal.
  case tmux
  /// The terminal was asked (OSC 52); it does not say whether it obeyed.
  case terminal
  /// More than a terminal takes: nothing was copied.
  case tooLong = "too_long"
}

extension TerminalScreen {
  /// Copies text to the clipboard of whoever sits at the terminal, over ssh too.
  /// - Parameter tmux: hands the text to the tmux around us; whether it took it.
  package func copy(_ text: String, tmux: (String) -> Bool) -> CopyRoute {
    guard text.utf8.count <= Self.longestCopy else { return .tooLong }
    // tmux's default is to ignore OSC 52 from programs inside of it.
    if isInTmux, tmux(text) { return .tmux }
    TerminalBytes.write("\u{1B}]52;c;\(base64(text))\u{1B}\\")
    return .terminal
  }

  /// In bytes. Terminals take 74,994 of base64; a socket's buffer takes this in one go.
  private static let longestCopy = 49_152
}

/// RFC 4648 with padding.
func base64(_ text: String) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  let bytes = Array(text.utf8)
  var result = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    let digits = (0..<4).map { alphabet[value >> (18 - 6 * $0) & 63] }
    result += String(digits.prefix(group.count + 1))
    result += String(repeating: "=", count: 3 - group.count)
  }
  return result
}
