// Owns: the mirror of requests made anew: narrow rows, few random index pages, a search index in step with the rows.

/**
 * `rest` is what a request holds beyond the other columns (stored-request.ts). `id_hash` is of the request id: look up
 * by both. `refs` are the words (U+E001, U+E002) by which the search index finds a dossier's and an address's requests;
 * as indexes of their own, ids in random order would cost a page write a row each. `marks` begins with U+E000 and the
 * state, or `gone`. No detail in the search index: nothing asks where in a row a word stands.
 * Larger merges, seldom: a first pull writes its index half as often; 64 keeps any single commit short.
 * Rows come into it by indexNewRows in the transaction that stores them: a trigger would have FTS5 write out what it
 * has gathered at each row. What was mirrored before is read anew.
 */
export const sql = `
DROP TABLE reassign_term;
DROP TABLE reassign_search;
DROP TABLE search_backlog;
DROP TABLE reassign_request;
DELETE FROM pull;

CREATE TABLE reassign_request (
  row_id          INTEGER PRIMARY KEY,
  account_id      TEXT NOT NULL,
  request_id      TEXT NOT NULL,
  id_hash         INTEGER NOT NULL,
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
  refs            TEXT NOT NULL,
  created_ms      INTEGER NOT NULL,
  expires_ms      INTEGER,
  worst_code      TEXT,
  worst_severity  TEXT,
  dossier_due_ms  INTEGER,
  fetched_ms      INTEGER NOT NULL,
  source_hash     BLOB NOT NULL,
  seen_hash       TEXT NOT NULL,
  rest            TEXT NOT NULL,
  review_url      TEXT,
  marks           TEXT GENERATED ALWAYS AS
    (char(57344) || iif(is_gone = 1, 'gone', state) || ' ' || refs) VIRTUAL
) STRICT;
CREATE INDEX reassign_id ON reassign_request (id_hash);
CREATE INDEX reassign_state_created ON reassign_request (state, created_ms, row_id);
CREATE INDEX reassign_owner ON reassign_request (owner, state, created_ms, row_id);
CREATE INDEX reassign_expires ON reassign_request (state, expires_ms, row_id);
CREATE INDEX reassign_gone ON reassign_request (state, row_id) WHERE is_gone = 1;
CREATE INDEX reassign_stop_created ON reassign_request (created_ms, row_id)
  WHERE state = 'pending' AND worst_severity = 'stop';
CREATE INDEX reassign_stop_expires ON reassign_request (expires_ms, row_id)
  WHERE state = 'pending' AND worst_severity = 'stop';
CREATE INDEX reassign_stop_owner ON reassign_request (owner, created_ms, row_id)
  WHERE state = 'pending' AND worst_severity = 'stop';
CREATE INDEX reassign_source ON reassign_request (account_id, is_listed, row_id, source_hash);
CREATE INDEX reassign_unlisted ON reassign_request (account_id, fetched_ms)
  WHERE is_listed = 0 AND is_gone = 0 AND state = 'pending';
CREATE INDEX reassign_dossier_due ON reassign_request (account_id, dossier_due_ms)
  WHERE dossier_due_ms IS NOT NULL AND state = 'pending' AND is_gone = 0;

CREATE VIRTUAL TABLE reassign_search USING fts5(
  marks, from_name, from_email, to_name, to_email, dossier_name, owner, reason,
  content='reassign_request', content_rowid='row_id', prefix='2 3', tokenize='unicode61 remove_diacritics 2',
  detail=none, columnsize=0
);
INSERT INTO reassign_search (reassign_search, rank) VALUES ('automerge', 16);
INSERT INTO reassign_search (reassign_search, rank) VALUES ('crisismerge', 64);
CREATE VIRTUAL TABLE reassign_term USING fts5vocab('reassign_search', 'instance');

CREATE TRIGGER reassign_search_update AFTER UPDATE ON reassign_request
WHEN (old.marks, old.from_name, old.from_email, old.to_name, old.to_email, old.dossier_name, old.owner, old.reason)
  IS NOT (new.marks, new.from_name, new.from_email, new.to_name, new.to_email, new.dossier_name, new.owner, new.reason)
BEGIN
  INSERT INTO reassign_search(
    reassign_search, rowid, marks, from_name, from_email, to_name, to_email, dossier_name, owner, reason
  ) VALUES (
    'delete', old.row_id, old.marks, old.from_name, old.from_email, old.to_name, old.to_email, old.dossier_name,
    old.owner, old.reason
  );
  INSERT INTO reassign_search(
    rowid, marks, from_name, from_email, to_name, to_email, dossier_name, owner, reason
  ) VALUES (
    new.row_id, new.marks, new.from_name, new.from_email, new.to_name, new.to_email, new.dossier_name, new.owner,
    new.reason
  );
END;
CREATE TRIGGER reassign_search_delete AFTER DELETE ON reassign_request BEGIN
  INSERT INTO reassign_search(
    reassign_search, rowid, marks, from_name, from_email, to_name, to_email, dossier_name, owner, reason
  ) VALUES (
    'delete', old.row_id, old.marks, old.from_name, old.from_email, old.to_name, old.to_email, old.dossier_name,
    old.owner, old.reason
  );
END;
`;
