import Foundation

/// What the system says of an error, without the names of the libraries that passed it on.
package enum SystemWords {
  /// "Permission denied"
  package static func of(_ error: any Error) -> String {
    var next: NSError? = error as NSError
    var found = ""
    while let error = next {
      if error.domain == NSPOSIXErrorDomain { return posix(error.code) }
      if found.isEmpty, error.domain == NSCocoaErrorDomain { found = cocoa(error.code) }
      next = error.userInfo[NSUnderlyingErrorKey] as? NSError
    }
    return found.isEmpty ? "the system does not say why" : found
  }

  private static func posix(_ number: Int) -> String {
    // Foundation hands on what strerror says.
    NSError(domain: NSPOSIXErrorDomain, code: number).localizedDescription
  }

  private static func cocoa(_ code: Int) -> String {
    switch CocoaError.Code(rawValue: code) {
    case .fileWriteFileExists: "a file of that name is in the way"
    case .fileWriteNoPermission, .fileReadNoPermission: "Permission denied"
    case .fileWriteVolumeReadOnly: "Read-only file system"
    case .fileWriteOutOfSpace: "No space left on device"
    case .fileNoSuchFile, .fileReadNoSuchFile: "No such file or directory"
    case .fileWriteInvalidFileName, .fileReadInvalidFileName: "the name is not one for a file"
    default: ""
    }
  }
}
