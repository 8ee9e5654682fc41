import GRDB

extension Schema {
  /// `fusebox.db`: what people did, and which event number comes next.
  static let overrides = Schema(
    fileName: "fusebox.db", applicationID: 0x6675_7365, synchronous: .full,
    migrations: [
      { db in
        try db.execute(
          sql: """
            -- The newest change of each provider; `audit` is its row of the audit.
            CREATE TABLE override (
              provider TEXT PRIMARY KEY, revision INTEGER NOT NULL, at INTEGER NOT NULL,
              audit TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;
            CREATE TABLE audit (
              number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, at INTEGER NOT NULL,
              provider TEXT NOT NULL, json TEXT NOT NULL
            ) STRICT;
            CREATE INDEX audit_by_provider ON audit (provider, number);
            CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
              BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
              BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
            CREATE TABLE place (
              only_row INTEGER PRIMARY KEY CHECK (only_row = 1), seq INTEGER NOT NULL
            ) STRICT;
            """)
      }
    ])
}
