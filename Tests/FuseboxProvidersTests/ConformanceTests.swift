import Foundation
import FuseboxCore
import FuseboxTestSupport
import Testing

@testable import FuseboxProviders

/// What every provider of the catalogue must satisfy, whoever adds it.
@Suite struct ConformanceTests {
  static let probed = Catalogue.builtIn.providers.filter { $0.link == .http }
  static let paged = Catalogue.builtIn.providers.filter {
    $0.page?.unreadReason == nil && $0.page != nil
  }

  @Test func `ids are unique, short and plain`() {
    let ids = Catalogue.builtIn.providers.map(\.id.rawValue)
    #expect(Set(ids).count == ids.count)
    #expect(ids.allSatisfy { Catalogue.isWellFormed(ProviderID($0)) })
  }

  @Test(arguments: Catalogue.builtIn.providers) func `every address is https`(_ provider: Provider)
  {
    let addresses = [
      provider.docs, provider.page?.url, provider.page?.humanURL, provider.api,
    ].compactMap(\.self)
    for address in addresses {
      #expect(Origin(address)?.scheme == "https", "\(address)")
    }
    #expect(provider.api?.hasSuffix("/") != true)
  }

  @Test(arguments: Catalogue.builtIn.providers)
  func `credentials have names that fit the configuration and the environment`(
    _ provider: Provider
  ) {
    #expect(!provider.credentials.isEmpty)
    #expect(Set(provider.credentials.map(\.key)).count == provider.credentials.count)
    #expect(provider.credentials.contains { $0.secret })
    for field in provider.credentials {
      #expect(field.key.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "_" })
      #expect(!field.environment.isEmpty)
      #expect(
        field.environment.allSatisfy {
          $0.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "_" }
        })
    }
  }

  @Test(arguments: Catalogue.builtIn.providers) func `meters are described whole`(
    _ provider: Provider
  ) {
    #expect(Set(provider.meters.map(\.id)).count == provider.meters.count)
    for meter in provider.meters {
      // A sum or a window without a period has no pace and no end.
      #expect((meter.kind == .level) == (meter.period == .none), "\(meter.id)")
      #expect(!meter.title.isEmpty && meter.title.count <= 20)
    }
  }

  @Test(arguments: Catalogue.builtIn.providers) func `a link and its operations agree`(
    _ provider: Provider
  ) {
    #expect((provider.link != .none) == (provider.probe != nil))
    #expect(provider.link != .http || provider.api != nil)
    #expect(provider.probe?.signal ?? .probe == .probe)
    #expect(provider.usage.allSatisfy { $0.signal == .usage })
    #expect(provider.link != .none || provider.page != nil, "nothing to show of it")
  }

  @Test(arguments: probed)
  func `a call goes to its base only and keeps the key out of its address`(
    _ provider: Provider
  ) throws {
    for operation in [provider.probe].compactMap(\.self) + provider.usage {
      var context = Fixture.context(provider)
      let own = try #require(operation.request(context))
      let base = try #require(provider.api)
      #expect(own.url.hasPrefix(base + "/"))
      context.base = "http://127.0.0.1:4199/mock"
      let mocked = try #require(operation.request(context))
      #expect(mocked.credentials.map(\.origin) == [Origin("http://127.0.0.1:4199")])
      #expect(!mocked.followsRedirects)
      #expect(mocked.deadline == context.deadline)
      #expect(!mocked.url.contains("LEAKME"))
      #expect(!mocked.headers.contains { $0.value.contains("LEAKME") })
      context.credentials = [:]
      #expect(operation.request(context) == nil)
    }
  }

  @Test func `files, catalogue and fixtures name the same providers`() throws {
    let catalogue = Fixture.folder.deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/FuseboxProviders/Catalog")
    let files = try FileManager.default.contentsOfDirectory(atPath: catalogue.path)
      .map { $0.replacingOccurrences(of: ".swift", with: "").lowercased() }
    #expect(files.sorted() == Catalogue.builtIn.providers.map(\.id.rawValue).sorted())
    let folders = try FileManager.default.contentsOfDirectory(atPath: Fixture.folder.path)
    let needed = Catalogue.builtIn.providers.filter {
      $0.link != .none || $0.page?.unreadReason == nil
    }
    #expect(folders.sorted() == needed.map(\.id.rawValue).sorted())
  }

  @Test(arguments: paged) func `its page's fixture reads as operational`(
    _ provider: Provider
  ) throws {
    let feed = try #require(provider.page)
    let body = try Fixture.bytes("\(provider.id)/page.json")
    let reading = feed.read(
      Fixture.answer(200, body), provider: provider.id, at: Fixture.now, previous: nil,
      askedURL: feed.url)
    #expect(reading.state == .operational, "\(reading.trouble)")
    #expect(reading.trouble.isEmpty)
    #expect(reading.components.contains { $0.inScope })
  }

  @Test(arguments: Catalogue.builtIn.providers)
  func `a page that cannot be read is unknown and says why`(
    _ provider: Provider
  ) {
    guard let feed = provider.page else { return }
    let answers = [
      Fixture.answer(200, "<html>"), Fixture.answer(200, "{}"), Fixture.answer(500),
      Fixture.answer(304), Fixture.answer(200, ""), Fixture.answer(404, "{\"status\":{}}"),
    ]
    for answer in answers {
      let reading = feed.read(
        answer, provider: provider.id, at: Fixture.now, previous: nil, askedURL: feed.url)
      #expect(reading.state == .unknown)
      #expect(reading.trouble.hasPrefix("page: ") && reading.trouble.count <= 60)
    }
  }

  @Test(arguments: Catalogue.builtIn.providers) func `a page is asked for without a key`(
    _ provider: Provider
  ) {
    guard let request = provider.page?.request(overriding: nil) else { return }
    #expect(request.credentials.isEmpty && request.followsRedirects)
    #expect(request.bodyCap == 1 << 20)
    #expect(
      provider.page?.request(overriding: "http://127.0.0.1:1/p").url == "http://127.0.0.1:1/p")
  }
}
