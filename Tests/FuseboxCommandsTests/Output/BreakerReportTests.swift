import FuseboxCore
import FuseboxSystem
import FuseboxWords
import FuseboxTestSupport
import Testing

@testable import FuseboxCommands

@Suite struct BreakerReportTests {
  private func record(audited: Bool) -> AuditRecord {
    AuditRecord(
      id: "b-1", at: Scene.start, provider: "stripe", action: .trip, actor: Scene.mara,
      reason: "bad deploy", from: .closed, to: .forcedOpen, override: nil, revision: 1,
      audited: audited)
  }

  @Test func `a change of the running agent is said, and also what its audit lacks`() {
    let done = BreakerReport(running: record(audited: true), of: "stripe")
    #expect(done == BreakerReport(answer: "stripe: tripped by mara"))
    let unaudited = BreakerReport(running: record(audited: false), of: "stripe")
    #expect(unaudited.answer == "stripe: tripped by mara" && unaudited.exitCode == 0)
    #expect(unaudited.complaint?.contains("not yet in the audit") == true)
  }

  @Test func `a probe that changes nothing is on its way`() {
    let report = BreakerReport(running: nil, of: "stripe")
    #expect(report == BreakerReport(answer: "stripe: a probe is on its way"))
  }

  @Test func `without an agent a change is done once it is stored`() {
    let report = BreakerReport(stored: StoredChange(record: record(audited: true)))
    #expect(report.answer == "stripe: tripped by mara" && report.exitCode == 0)
    #expect(
      report.complaint == "No agent runs: the stored hold was changed; the next agent obeys it.")
  }

  @Test(
    arguments: [
      (.full, "has no room: the disk is full"), (.readOnly, "cannot be written"),
      (.corrupt, "is damaged"), (.locked, "is held by another process"),
      (.newer, "was written by a newer fusebox"), (.failed, "cannot be used"),
      (.fine, "cannot be used"),
    ] as [(StoreHealth.Condition, String)])
  func `what was not stored is not reported done`(condition: StoreHealth.Condition, why: String) {
    let change = StoredChange(record: record(audited: false), condition: condition)
    let failure = "Nothing was stored: fusebox.db \(why)."
    #expect(BreakerReport(stored: change) == BreakerReport(complaint: failure, exitCode: 1))
  }

  @Test func `nothing to change is no change`() {
    let report = BreakerReport(stored: StoredChange(record: nil))
    #expect(report.answer == nil && report.exitCode == 1)
    #expect(report.complaint?.hasSuffix("nothing was changed.") == true)
  }

  @Test func `without an agent undo says what it needs, other refusals speak for themselves`() {
    let undo = BreakerReport(offline: .nothingToUndo)
    #expect(undo.exitCode == 1)
    #expect(undo.complaint?.contains("undo needs the running agent") == true)
    let other = BreakerReport(offline: .lengthTooLong)
    #expect(other == BreakerReport(complaint: CommandRefusal.lengthTooLong.sentence, exitCode: 1))
  }

  @Test func `an agent that does not answer is named, and nothing was changed`() {
    let holder = InstanceLock.Holder(pid: 4711, tty: "", since: "2026-11-23T14:00:00Z")
    let silent = "The agent (pid 4711) does not answer; nothing was changed."
    #expect(BreakerReport(silent: holder) == BreakerReport(complaint: silent, exitCode: 1))
    #expect(
      BreakerReport(silent: nil).complaint == "The agent does not answer; nothing was changed.")
  }
}
