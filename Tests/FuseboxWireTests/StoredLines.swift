import Foundation

/// Lines as older versions stored them, one of each kind. They are never edited: a line that no
/// longer reads is lost history.
enum StoredLines {
  /// As schema 2 wrote `Samples.toldEnvelopes`.
  static let schema2 = lines("schema-2")

  /// As schema 3 writes `Samples.envelopes`.
  static let schema3 = lines("schema-3")

  private static func lines(_ directory: String) -> [String] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Fixtures/\(directory)/events.jsonl")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").map(String.init)
  }

  /// By the first version, of `Samples.toldEnvelopes`; a backslash at a line's end joins the next.
  static let version1: [String] = [
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"boot":"b1","note":"polls every 2 s\##
    ","pid":4711,"profile":"prod-eu","providers":[{"category":"payments","credential":"prese\##
    nt","credentialName":"STRIPE_API_KEY","dependsOn":["redis"],"fallback":"orders wait","ha\##
    sPage":true,"hasProbe":true,"minimumCalls":10,"name":"Stripe","owner":"payments","pageUR\##
    L":"https://www.stripestatus.com","probeInterval":300,"provider":"stripe","resetAfterMil\##
    liseconds":30000,"reviewBy":"2027-01-01","runbook":"https://wiki.example.com/stripe","st\##
    atusInterval":60,"thresholdPercent":50,"tier":"Standard","timeoutMilliseconds":3000,"usa\##
    geInterval":900}],"startedAt":1795444327250,"version":"0.1.0"},"kind":"started","schema"\##
    :1,"seq":1,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"at":1795444327250,"components":[{"\##
    inScope":true,"name":"API","state":"partial","updatedAt":1795444327250}],"headline":"API\##
     partial","incidents":[{"inScope":true,"latest":"We are \"looking\".\n=1+1","name":"Erro\##
    rs","stage":"identified","startedAt":1795444327250,"state":"partial","updatedAt":1795444\##
    417250}],"maintenanceUntil":1795444417250,"provider":"stripe","reach":{"connected":true,\##
    "host":"api.stripe.com","isPublic":true},"state":"partial","timings":{"connect":2,"first\##
    Byte":40000,"lookup":1,"tls":3,"total":41000},"trouble":"","unchanged":true},"kind":"pag\##
    e","schema":1,"seq":2,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"at":1795444327250,"operation":"bal\##
    ance.retrieve","outcome":{"label":"throttled","until":1795444417250},"provider":"stripe"\##
    ,"reach":{"connected":true,"host":"api.stripe.com","isPublic":true},"reason":"throttled:\##
     30 s","signal":"probe","source":"poll","status":429,"timings":{"connect":2,"firstByte":\##
    40000,"lookup":1,"tls":3,"total":41000}},"kind":"call","schema":1,"seq":3,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"alertAt":900,"at":1795444327250,"k\##
    ind":"sum","limit":1000,"meter":"requests","periodEnd":1796740327250,"periodStart":17941\##
    48327250,"provider":"stripe","source":"counted","tier":"Standard","title":"API requests"\##
    ,"unit":"count","used":450,"zone":"Europe/Berlin"},"kind":"meter","schema":1,"seq":4,"v"\##
    :1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"at":1795444327250,"clients":12,"co\##
    mplete":false,"limited":[{"hits":101,"maskedKey":"1.2.•.•","resetsInSeconds":60}],"limit\##
    edCount":1,"max":100,"prefix":"rl:","provider":"redis","windowSeconds":900},"kind":"limi\##
    ter","schema":1,"seq":5,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"admitted":9,"at":1795444327250,"cl\##
    ient":"checkout","completed":8,"failed":2,"provider":"stripe","refused":3,"slowest":9000\##
    00,"useless":1},"kind":"traffic","schema":1,"seq":6,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"at":1795444327250,"attempt":2,"fro\##
    m":"closed","late":1,"pausedUntil":1795444417250,"probeAt":1795444417250,"probeSuccesses\##
    ":0,"probesNeeded":1,"probesOut":1,"provider":"stripe","refused":7,"since":1795444327250\##
    ,"state":"open","threshold":50,"waitMilliseconds":60000,"why":"24 of 40 calls failed (50\##
    3)","window":{"calls":40,"failures":24,"kind":"traffic","minimum":10,"useless":1}},"kind\##
    ":"breaker","schema":1,"seq":7,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"action":"trip","actor":{"name":"ma\##
    ra","nameSource":"FUSEBOX_ACTOR","sshClient":"10.0.0.9","tty":"pts/3","uid":1000},"at":1\##
    795444327250,"audited":true,"from":"closed","id":"b1-1","override":{"actor":{"name":"mar\##
    a","nameSource":"FUSEBOX_ACTOR","sshClient":"10.0.0.9","tty":"pts/3","uid":1000},"kind":\##
    "forced_open","provider":"stripe","reason":"page red","revision":3,"since":1795444327250\##
    ,"until":1795444417250},"provider":"stripe","reason":"page red: “API”","revision":3,"to"\##
    :"forced_open"},"kind":"override","schema":1,"seq":8,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"provider":"stripe","since":1795444\##
    327250,"verdict":{"blame":"THEM","cause":"not_admitted","reason":"5xx, page says fine"}}\##
    ,"kind":"verdict","schema":1,"seq":9,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"at":1795444327250,"level":1,"meter\##
    ":"requests","provider":"stripe","title":"API requests","words":"API requests 950 of 1,0\##
    00 (95 %), alert at 900"},"kind":"alert","schema":1,"seq":10,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"condition":"read_only","file":"his\##
    tory.db","message":"history.db: read-only","unaudited":2},"kind":"store","schema":1,"seq\##
    ":11,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{},"kind":"heartbeat","schema":1,"se\##
    q":12,"v":1}
    """##,
    ##"""
    {"at":"2026-11-23T14:32:07.250Z","boot":"b1","data":{"override":{"actor":{"name":"mara",\##
    "nameSource":"FUSEBOX_ACTOR","sshClient":"10.0.0.9","tty":"pts/3","uid":1000},"kind":"fo\##
    rced_open","provider":"stripe","reason":"page red","revision":3,"since":1795444327250,"u\##
    ntil":1795444417250},"provider":"stripe","revision":3},"kind":"recovered","schema":1,"se\##
    q":13,"v":1}
    """##,
  ]
}
