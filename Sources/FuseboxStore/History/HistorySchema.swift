import GRDB

extension Schema {
  /// `history.db`: events, their rollups, and the newest board. Times are milliseconds since
  /// 1970-01-01T00:00:00Z, UTC.
  static let history = Schema(
    fileName: "history.db", applicationID: 0x6675_7368, synchronous: .normal,
    migrations: [
      { db in
        try db.execute(
          sql: """
            -- `told`: 1 when it changed something that a person reads, and is kept for long.
            CREATE TABLE event (
              number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL,
              kind TEXT NOT NULL, provider TEXT, told INTEGER NOT NULL, json TEXT NOT NULL
            ) STRICT;
            CREATE INDEX event_by_seq ON event (seq);
            CREATE INDEX event_by_age ON event (told, at);
            -- The lines that the board's fold made of an event.
            CREATE TABLE change (
              number INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL,
              provider TEXT NOT NULL, kind TEXT NOT NULL, what TEXT NOT NULL, why TEXT NOT NULL
            ) STRICT;
            CREATE INDEX change_by_age ON change (at);
            CREATE INDEX change_by_provider ON change (provider, number);
            CREATE TABLE series (
              number INTEGER PRIMARY KEY, provider TEXT NOT NULL, signal TEXT NOT NULL,
              UNIQUE (provider, signal)
            ) STRICT;
            -- `slowest` in microseconds.
            CREATE TABLE minute (
              series INTEGER NOT NULL, start INTEGER NOT NULL, calls INTEGER NOT NULL,
              failures INTEGER NOT NULL, slowest INTEGER NOT NULL, PRIMARY KEY (series, start)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE hour (
              series INTEGER NOT NULL, start INTEGER NOT NULL, calls INTEGER NOT NULL,
              failures INTEGER NOT NULL, slowest INTEGER NOT NULL, PRIMARY KEY (series, start)
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE checkpoint (
              only_row INTEGER PRIMARY KEY CHECK (only_row = 1), seq INTEGER NOT NULL,
              json TEXT NOT NULL
            ) STRICT;
            """)
      }
    ])
}
