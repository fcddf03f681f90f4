// Owns: the mirror of CM.com Sign: reassign requests and the dossiers they belong to. A cache: may be razed.

/**
 * `review_url` is a capability: it is never indexed, searched, pushed or logged. `source_hash` is of the raw list
 * element, so that an unchanged one needs no parsing. `seen_hash` is of the reviewed picture. `expires_ms` copies
 * the dossier's deadline for sorting. `worst_*` come from the checks that need only stored data.
 */
export const sql = `
CREATE TABLE reassign_request (
  row_id          INTEGER PRIMARY KEY,
  account_id      TEXT NOT NULL,
  request_id      TEXT NOT NULL,
  state           TEXT NOT NULL CHECK (state IN ('pending','approved','declined','unreadable')),
  is_listed       INTEGER NOT NULL DEFAULT 1,
  is_gone         INTEGER NOT NULL DEFAULT 0,
  dossier_id      TEXT NOT NULL,
  dossier_name    TEXT NOT NULL,
  owner           TEXT NOT NULL,
  from_name       TEXT NOT NULL,
  from_email      TEXT,
  to_name         TEXT NOT NULL,
  to_email        TEXT,
  reason          TEXT NOT NULL,
  created_ms      INTEGER NOT NULL,
  expires_ms      INTEGER,
  worst_code      TEXT,
  worst_severity  TEXT,
  body            TEXT NOT NULL,
  review_url      TEXT,
  source_hash     BLOB NOT NULL,
  seen_hash       TEXT NOT NULL,
  fetched_ms      INTEGER NOT NULL,
  UNIQUE (account_id, request_id)
) STRICT;
CREATE INDEX reassign_state_created ON reassign_request (state, created_ms, row_id);
CREATE INDEX reassign_owner ON reassign_request (owner, state, created_ms, row_id);
CREATE INDEX reassign_expires ON reassign_request (state, expires_ms, row_id);
CREATE INDEX reassign_dossier ON reassign_request (account_id, dossier_id);
CREATE INDEX reassign_to_email ON reassign_request (to_email) WHERE to_email IS NOT NULL;

CREATE TABLE dossier (
  account_id  TEXT NOT NULL,
  dossier_id  TEXT NOT NULL,
  state       TEXT NOT NULL,
  expires_ms  INTEGER,
  body        TEXT NOT NULL,
  fetched_ms  INTEGER NOT NULL,
  PRIMARY KEY (account_id, dossier_id)
) STRICT;

CREATE TABLE pull (
  account_id    TEXT PRIMARY KEY,
  completed_ms  INTEGER,
  server_ms     INTEGER,
  count         INTEGER NOT NULL DEFAULT 0
) STRICT;
`;
