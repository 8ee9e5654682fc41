import GRDB

extension Schema {
  /// `history.db`: events, their rollups, and boards. Times are milliseconds since
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
      },
      { db in
        try db.execute(
          sql: """
            -- Several boards in place of one: from each the events after it lead to any later one.
            ALTER TABLE checkpoint RENAME TO only_checkpoint;
            CREATE TABLE checkpoint (
              seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, json TEXT NOT NULL
            ) STRICT;
            CREATE INDEX checkpoint_by_age ON checkpoint (at);
            INSERT INTO checkpoint SELECT seq, iif(json_valid(json),
              ifnull(CAST(json_extract(json, '$.board.at') AS INTEGER), 0), 0), json
              FROM only_checkpoint;
            DROP TABLE only_checkpoint;
            -- Calls by how long they took, see StoredHistogram.
            ALTER TABLE minute ADD COLUMN latency BLOB;
            ALTER TABLE hour ADD COLUMN latency BLOB;
            -- Calls of an hour that did not succeed.
            CREATE TABLE outcome (
              series INTEGER NOT NULL, start INTEGER NOT NULL, label TEXT NOT NULL,
              calls INTEGER NOT NULL, PRIMARY KEY (series, start, label)
            ) STRICT, WITHOUT ROWID;
            -- How long a breaker was open by itself in an hour.
            CREATE TABLE opened (
              provider TEXT NOT NULL, start INTEGER NOT NULL, milliseconds INTEGER NOT NULL,
              PRIMARY KEY (provider, start)
            ) STRICT, WITHOUT ROWID;
            -- Of each hour: the last reading, the largest, and the limit then.
            CREATE TABLE meter (
              provider TEXT NOT NULL, meter TEXT NOT NULL, start INTEGER NOT NULL,
              used INTEGER NOT NULL, most INTEGER NOT NULL, cap INTEGER,
              PRIMARY KEY (provider, meter, start)
            ) STRICT, WITHOUT ROWID;
            """)
      },
      { db in
        // A change's figures, see ChangeCodec; lines from before have their words instead.
        try db.execute(
          sql: """
            ALTER TABLE change ADD COLUMN json TEXT;
            -- The number up to which events are in the sums.
            CREATE TABLE summed (
              only_row INTEGER PRIMARY KEY CHECK (only_row = 1), number INTEGER NOT NULL
            ) STRICT;
            INSERT INTO summed SELECT 1, ifnull(max(number), 0) FROM event;
            """)
      },
    ])
}
