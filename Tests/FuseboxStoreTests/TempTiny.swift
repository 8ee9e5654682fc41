import Foundation
import FuseboxCore
import FuseboxStore
import Testing
@Test func tiny() async throws {
  let fixture = StoreFixture()
  let journal = SQLiteJournal(directory: "/tmp/w/tiny/state", settings: fixture.settings)
  let r = await journal.recover()
  print("TINY", r.health, r.revisions, r.seq, r.overrides.count)
  print("TINY", await journal.record(StoreSamples.record(r.revisions["stripe", default: 0] + 1)))
  journal.append([StoreSamples.started(seq: r.seq + 1)])
  await journal.checkpoint(StoreSamples.fold([StoreSamples.started(seq: r.seq + 1)]))
  await journal.close()
}
