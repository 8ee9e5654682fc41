import FuseboxCore
import FuseboxProviders

/// What the application is connected to.
package struct Shop: Sendable {
  package var permits: any PermitClient
  package var transport: any Transport
  package var limiter: RateLimiter
  /// Base address of each provider's API.
  package var apis: [ProviderID: String]
  /// What it authenticates with.
  package var keys: [ProviderID: Secret]

  package init(
    permits: any PermitClient, transport: any Transport, limiter: RateLimiter,
    apis: [ProviderID: String], keys: [ProviderID: Secret]
  ) {
    self.permits = permits
    self.transport = transport
    self.limiter = limiter
    self.apis = apis
    self.keys = keys
  }

  /// Takes money for an order; nil without an address.
  func charge(_ cents: Int64) -> HTTPRequest? {
    var request = request("POST", "/v1/payment_intents", of: "stripe")
    request?.headers = [HTTPField("Content-Type", "application/x-www-form-urlencoded")]
    request?.body = Array("amount=\(cents)&currency=usd&confirm=true".utf8)
    return request
  }

  /// Reads the version to show; nil without an address.
  var latestRelease: HTTPRequest? {
    request("GET", "/repos/example/shop/releases/latest", of: "github")
  }

  private func request(_ method: String, _ path: String, of provider: ProviderID) -> HTTPRequest? {
    guard let api = apis[provider], let origin = Origin(api) else { return nil }
    let key = keys[provider].map {
      BoundCredential(
        origin: origin, header: "Authorization", value: Secret("Bearer \($0.reveal())"))
    }
    return HTTPRequest(method: method, url: api + path, credentials: [key].compactMap(\.self))
  }

  /// What a call comes to in the eyes of an application.
  func outcome(of request: HTTPRequest) async -> Outcome {
    do throws(TransportFailure) {
      let answer = try await transport.send(request)
      switch answer.status {
      case 200...299: return .success
      case 401: return .credential(.refused)
      case 403: return .credential(.forbidden)
      case 429: return .throttled(until: nil)
      case 500...599: return .failure(.server)
      default: return .caller
      }
    } catch {
      return Classify.outcome(of: error).0
    }
  }
}
