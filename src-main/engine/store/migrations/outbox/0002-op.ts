// Owns: the tables of the outbox: items and their append-only journal (OUTBOX §2).

/**
 * `op` is one intent; `intent`, `base`, `pre` and `evidence` are JSON and hold personal data, which is why this
 * file is encrypted. `lane` serialises (CM.com Sign: request id). `deadline_ms` is the last write's total time. Times: `_ms` = wall milliseconds since 1970.
 */
export const sql = `
CREATE TABLE op (
  seq            INTEGER PRIMARY KEY AUTOINCREMENT,
  op_id          TEXT NOT NULL UNIQUE,
  account_id     TEXT NOT NULL,
  lane           TEXT NOT NULL,
  class          TEXT NOT NULL CHECK (class IN ('goal','append','positional')),
  kind           TEXT NOT NULL,
  group_id       TEXT,
  intent         TEXT NOT NULL,
  base           TEXT NOT NULL,
  base_hash      TEXT NOT NULL,
  pre            TEXT,
  expected_hash  TEXT,
  depends_on     TEXT,
  state          TEXT NOT NULL,
  blocked_why    TEXT,
  conflict       TEXT,
  attempt        INTEGER NOT NULL DEFAULT 0,
  reconciled     INTEGER NOT NULL DEFAULT 0,
  unapplied_reads INTEGER NOT NULL DEFAULT 0,
  sent_count     INTEGER NOT NULL DEFAULT 0,
  decided_ms     INTEGER NOT NULL,
  hold_until_ms  INTEGER NOT NULL,
  not_before_ms  INTEGER NOT NULL,
  sent_wall_ms   INTEGER,
  deadline_ms    INTEGER,
  rested_ms      INTEGER,
  owner_epoch    INTEGER NOT NULL,
  last_answer    TEXT,
  last_http      INTEGER,
  last_code      TEXT,
  evidence       TEXT,
  is_cancel_wanted INTEGER NOT NULL DEFAULT 0,
  dismissed_ms   INTEGER
) STRICT;
CREATE INDEX op_lane ON op (account_id, lane, seq);
CREATE INDEX op_state ON op (state, seq);
CREATE INDEX op_rested ON op (rested_ms, seq) WHERE rested_ms IS NOT NULL;

CREATE TABLE op_event (
  event_seq   INTEGER PRIMARY KEY AUTOINCREMENT,
  op_id       TEXT NOT NULL,
  from_state  TEXT,
  to_state    TEXT NOT NULL,
  cause       TEXT NOT NULL,
  attempt     INTEGER NOT NULL,
  http        INTEGER,
  wall_ms     INTEGER NOT NULL,
  mono_ms     REAL NOT NULL,
  epoch       INTEGER NOT NULL
) STRICT;
CREATE INDEX op_event_op ON op_event (op_id, event_seq);
CREATE TRIGGER op_event_keeps BEFORE UPDATE ON op_event BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER op_event_stays BEFORE DELETE ON op_event BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER op_stays BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'an item is never deleted'); END;
`;
