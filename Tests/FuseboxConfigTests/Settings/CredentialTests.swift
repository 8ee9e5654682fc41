import FuseboxConfig
import FuseboxCore
import FuseboxProviders
import Testing

@Suite struct CredentialTests {
  private func github(_ some: ConfigCase) throws -> WatchedProvider {
    try #require(try some.settings().providers.first { $0.id == "github" })
  }

  private func configured(_ reference: String) -> ConfigCase {
    ConfigCase("version: 1\nproviders: {github: {credentials: {token: \"\(reference)\"}}}\n")
  }

  @Test func `a conventional variable is found, the first that is set`() throws {
    let both = try github(ConfigCase(environment: ["GITHUB_TOKEN": "", "GH_TOKEN": "t"]))
    #expect(both.facts.credential == .present)
    #expect(both.facts.credentialName == "GH_TOKEN")
    #expect(both.credentials["token"] == Secret("t"))
  }

  @Test func `a reference to a variable that is not set is said by its name`() throws {
    let unset = try github(configured("env:DEPLOY_TOKEN"))
    #expect(unset.facts.credential == .unset)
    #expect(unset.facts.credentialName == "DEPLOY_TOKEN")
    #expect(unset.credentials.isEmpty)
  }

  @Test func `the configured reference beats the conventional variable`() throws {
    var some = configured("env:DEPLOY_TOKEN")
    some.environment = ["GITHUB_TOKEN": "wrong", "DEPLOY_TOKEN": "right"]
    #expect(try github(some).credentials["token"] == Secret("right"))
    some.environment["DEPLOY_TOKEN"] = nil
    #expect(try github(some).facts.credential == .unset)
  }

  @Test func `a secret file loses the line end at its end`() throws {
    var some = configured("file:/run/secrets/github")
    some.files["/run/secrets/github"] = FileReading.Contents(bytes: Array("t0ken\n".utf8))
    #expect(try github(some).credentials["token"] == Secret("t0ken"))
  }

  @Test(arguments: [0o640, 0o604, 0o644])
  func `a secret file that others can read is refused`(mode: Int) {
    var some = configured("file:/run/secrets/github")
    some.files["/run/secrets/github"] = FileReading.Contents(bytes: [0x74], mode: mode)
    #expect(
      some.complaints == [
        "2:43: providers.github.credentials.token names a file that others can read; chmod 600 it"
      ])
  }

  @Test func `a missing or empty secret file is a credential that is not set`() throws {
    var some = configured("file:/run/secrets/github")
    #expect(try github(some).facts.credential == .unset)
    #expect(try github(some).facts.credentialName == "file:/run/secrets/github")
    some.files["/run/secrets/github"] = FileReading.Contents(bytes: [0x0A])
    #expect(try github(some).facts.credential == .unset)
  }

  @Test func `a credential of systemd is read from its directory`() throws {
    var some = configured("cred:github")
    some.files["/run/credentials/fusebox/github"] = FileReading.Contents(
      bytes: Array("t".utf8), mode: 0o440)
    #expect(try github(some).facts.credential == .unset)
    some.environment["CREDENTIALS_DIRECTORY"] = "/run/credentials/fusebox"
    #expect(try github(some).credentials["token"] == Secret("t"))
  }

  @Test func `a Redis address that is none counts as not set, without its text`() throws {
    let settings = try ConfigCase(environment: ["REDIS_URL": "LEAKME@nowhere"]).settings()
    let redis = try #require(settings.providers.first { $0.id == "redis" })
    #expect(redis.facts.credential == .unset)
    #expect(redis.facts.credentialName == "a redis:// address in REDIS_URL")
    #expect(redis.redis == nil)
  }

  @Test(
    arguments: [
      ("env:GITHUB_TOKEN", true), ("file:/run/secrets/x", true), ("cred:github", true),
      ("env:", false), ("env:1A", false), ("env:A-B", false), ("file:relative", false),
      ("cred:../x", false), ("cred:..", false), ("exec:cat", false), ("GITHUB_TOKEN", false),
    ])
  func `a reference is spelled in three ways`(text: String, isReference: Bool) {
    let reference = SecretReference(text)
    #expect((reference != nil) == isReference)
    #expect(reference == nil || reference?.description == text)
  }
}
