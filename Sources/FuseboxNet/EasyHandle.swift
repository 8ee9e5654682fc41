import CCurl
import FuseboxCore

/// One libcurl easy handle with what it points to. Owner thread only.
final class EasyHandle {
  let pointer: UnsafeMutableRawPointer
  private let errorText: UnsafeMutablePointer<CChar>
  private var fields: UnsafeMutablePointer<curl_slist>?
  private var multi: UnsafeMutableRawPointer?
  /// The first refusal of an option. Kept, so that a check that could not be set is never missed.
  private var trouble = CURLE_OK

  /// - Parameter callID: whose completion the loop reports.
  init?(callID: UInt) {
    guard let pointer = fusebox_easy_init() else { return nil }
    self.pointer = pointer
    errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
    errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    set(CURLOPT_ERRORBUFFER, UnsafeRawPointer(errorText))
    set(CURLOPT_PRIVATE, UnsafeRawPointer(bitPattern: callID))
    set(CURLOPT_NOSIGNAL, 1)
    // Removing a handle joins its name lookup's thread unless told not to: one lookup that hangs
    // would hold up every other call.
    set(CURLOPT_QUICK_EXIT, 1)
    set(CURLOPT_PROTOCOLS_STR, "http,https")
  }

  deinit {
    remove()
    fusebox_easy_cleanup(pointer)
    fusebox_slist_free_all(fields)
    errorText.deallocate()
  }

  /// Why there is no handle, in words: what the loader said of which library, without its folder.
  static var missing: String {
    let trouble = String(cString: fusebox_load_trouble())
    guard !trouble.isEmpty else { return "libcurl has no handle left" }
    let folder = trouble.prefix { $0 != ":" }.lastIndex(of: "/").map { trouble.index(after: $0) }
    return "no libcurl: \(trouble[(folder ?? trouble.startIndex)...])"
  }

  /// The id given to the handle's `init`.
  static func callID(of handle: UnsafeMutableRawPointer) -> UInt {
    var value: UnsafeMutablePointer<CChar>?
    fusebox_get_text(handle, CURLINFO_PRIVATE, &value)
    return UInt(bitPattern: value)
  }

  func set(_ option: CURLoption, _ value: Int) {
    note(fusebox_set_number(pointer, option, value))
  }

  func set(_ option: CURLoption, _ value: String?) {
    note(fusebox_set_text(pointer, option, value))
  }

  func set(_ option: CURLoption, _ value: UnsafeRawPointer?) {
    note(fusebox_set_pointer(pointer, option, value))
  }

  func set(_ option: CURLoption, _ value: curl_write_callback) {
    note(fusebox_set_callback(pointer, option, value))
  }

  /// The loop ends calls by itself; this only makes libcurl divide the time among the addresses
  /// of a name, so that one dead address does not take all of it.
  func set(connectTimeout limit: Duration) {
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(max(1, limit.milliseconds), Int64(Int32.max))))
  }

  /// The request's header lines.
  func set(fields lines: [String]) {
    for line in lines {
      guard let longer = fusebox_slist_append(fields, line) else {
        return note(CURLE_OUT_OF_MEMORY)
      }
      fields = longer
    }
    set(CURLOPT_HTTPHEADER, UnsafeRawPointer(fields))
  }

  /// A copy of `bytes` becomes the request's body.
  func set(body bytes: [UInt8]) {
    set(CURLOPT_POSTFIELDSIZE, bytes.count)
    bytes.withUnsafeBytes { set(CURLOPT_COPYPOSTFIELDS, $0.baseAddress) }
  }

  private func note(_ code: CURLcode) {
    if trouble == CURLE_OK { trouble = code }
  }

  /// Starts the transfer; not `CURLE_OK` when an option had been refused.
  func add(to multi: UnsafeMutableRawPointer?) -> CURLcode {
    guard trouble == CURLE_OK else { return trouble }
    guard let multi, fusebox_multi_add_handle(multi, pointer) == CURLM_OK else {
      return CURLE_FAILED_INIT
    }
    self.multi = multi
    return CURLE_OK
  }

  /// Ends the transfer: a connection in use is closed, an idle one goes back to libcurl's cache.
  func remove() {
    if let multi { fusebox_multi_remove_handle(multi, pointer) }
    multi = nil
  }

  func number(_ info: CURLINFO) -> Int {
    var value = 0
    fusebox_get_number(pointer, info, &value)
    return value
  }

  func microseconds(_ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    fusebox_get_microseconds(pointer, info, &value)
    return Int64(value)
  }

  func text(_ info: CURLINFO) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    fusebox_get_text(pointer, info, &value)
    return value.map { String(cString: $0) }
  }

  /// The connection's socket; nil when there is none.
  var socket: curl_socket_t? {
    var value: curl_socket_t = -1
    return fusebox_get_socket(pointer, &value) == CURLE_OK && value >= 0 ? value : nil
  }

  /// Fields of the last answer, in their order.
  var answerFields: [HTTPField] {
    var result: [HTTPField] = []
    var previous: UnsafeMutablePointer<curl_header>?
    while let header = fusebox_easy_nextheader(pointer, UInt32(CURLH_HEADER), -1, previous) {
      result.append(
        HTTPField(String(cString: header.pointee.name), String(cString: header.pointee.value)))
      previous = header
    }
    return result
  }

  /// What libcurl says of a failure.
  func words(for code: CURLcode) -> String {
    let own = String(cString: errorText)
    return own.isEmpty ? String(cString: fusebox_easy_strerror(code)) : own
  }

  /// Lengths of the phases that happened in the last transfer; `total` is left to the caller.
  var phases: Timings {
    let lookedUp = microseconds(CURLINFO_NAMELOOKUP_TIME_T)
    let connected = microseconds(CURLINFO_CONNECT_TIME_T)
    let secured = microseconds(CURLINFO_APPCONNECT_TIME_T)
    let sent = microseconds(CURLINFO_PRETRANSFER_TIME_T)
    let answered = microseconds(CURLINFO_STARTTRANSFER_TIME_T)
    var timings = Timings(firstByte: answered > 0 ? max(0, answered - sent) : 0)
    guard number(CURLINFO_NUM_CONNECTS) > 0 else { return timings }
    timings.lookup = lookedUp
    timings.connect = connected > 0 ? max(0, connected - lookedUp) : 0
    timings.tls = secured > 0 ? max(0, secured - connected) : 0
    return timings
  }
}
