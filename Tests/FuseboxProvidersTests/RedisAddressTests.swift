import FuseboxCore
import Testing

@testable import FuseboxProviders

@Suite struct RedisAddressTests {
  @Test(
    arguments: [
      ("redis://cache.internal", "redis://cache.internal:6379", nil, nil, 0),
      ("redis://127.0.0.1:6380/", "redis://127.0.0.1:6380", nil, nil, 0),
      ("rediss://app:s3cret@cache:6390/4", "rediss://cache:6390", "app", "s3cret", 4),
      ("redis://:p%40ss%2Fw@[::1]:7000/1", "redis://[::1]:7000", nil, "p@ss/w", 1),
      ("redis://:a@b@host", "redis://host:6379", nil, "a@b", 0),
      ("redis://app@host", "redis://host:6379", "app", nil, 0),
      ("redis://host/2?timeout=5", "redis://host:6379", nil, nil, 2),
    ] as [(String, String, String?, String?, Int)])
  func `an address is read`(
    _ text: String, _ origin: String, _ user: String?, _ password: String?, _ database: Int
  ) throws {
    let address = try #require(RedisAddress(Secret(text)))
    #expect(address.target.origin.description == origin)
    #expect(address.target.user == user)
    #expect(address.target.password?.reveal() == password)
    #expect(address.target.database == database)
  }

  @Test(arguments: [
    "", "cache:6379", "http://cache", "redis://", "redis://:pw@", "redis://host:0",
    "redis://host/x",
    "redis://host/-1", "redis://host:99999", "redis://:%zz@host", "redis://ho st", "unix:///r.sock",
  ])
  func `what is no address is refused`(_ text: String) {
    #expect(RedisAddress(Secret(text)) == nil)
  }
}
