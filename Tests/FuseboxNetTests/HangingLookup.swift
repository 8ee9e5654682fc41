import Foundation
import Glibc

/// A name lookup that hangs, for names that end in `.hang.test`.
///
/// libcurl looks names up with the C library's `getaddrinfo`, on a thread of its own for each.
/// The function below has that name in the test program, which the dynamic linker searches
/// first, so that libcurl calls it; every other name goes on to the C library.
enum HangingLookup {
  /// Longer than any test waits, so that a transport that waits for the lookup is found out.
  fileprivate static let patience = DispatchTimeInterval.seconds(3)
  fileprivate static let gate = DispatchSemaphore(value: 0)

  /// Ends one lookup that hangs.
  static func release() { gate.signal() }
}

private typealias Lookup =
  @convention(c) (
    UnsafePointer<CChar>?, UnsafePointer<CChar>?, UnsafePointer<addrinfo>?,
    UnsafeMutablePointer<UnsafeMutablePointer<addrinfo>?>?
  ) -> Int32

/// Called by the C library's callers, in place of `getaddrinfo`.
@_cdecl("getaddrinfo")
func lookUp(
  _ name: UnsafePointer<CChar>?, _ service: UnsafePointer<CChar>?,
  _ hints: UnsafePointer<addrinfo>?,
  _ result: UnsafeMutablePointer<UnsafeMutablePointer<addrinfo>?>?
) -> Int32 {
  if let name = unsafe name, unsafe String(cString: name).hasSuffix(".hang.test") {
    _ = HangingLookup.gate.wait(timeout: .now() + HangingLookup.patience)
    return EAI_AGAIN
  }
  // RTLD_NEXT, a cast macro that Swift does not import.
  let next = unsafe UnsafeMutableRawPointer(bitPattern: -1)
  guard let symbol = unsafe dlsym(next, "getaddrinfo") else { return EAI_FAIL }
  return unsafe unsafeBitCast(symbol, to: Lookup.self)(name, service, hints, result)
}
