// Owns: what must survive the mirror besides decisions: accounts, settings, snippets, drafts, snoozes.

/** Secrets are never here: key ids and secrets live in the OS keychain, under the account's id. */
export const sql = `
CREATE TABLE account (
  id          TEXT PRIMARY KEY,
  kind        TEXT NOT NULL CHECK (kind IN ('cm-sign','signinghub')),
  label       TEXT NOT NULL,
  base_url    TEXT NOT NULL,
  created_at  TEXT NOT NULL
) STRICT;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE snippet (id TEXT PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL, used_ms INTEGER NOT NULL) STRICT;
CREATE TABLE draft (
  account_id TEXT NOT NULL, request_id TEXT NOT NULL, message TEXT NOT NULL, reason TEXT NOT NULL, saved_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, request_id)
) STRICT;
CREATE TABLE snooze (
  account_id TEXT NOT NULL, request_id TEXT NOT NULL, until_ms INTEGER NOT NULL,
  PRIMARY KEY (account_id, request_id)
) STRICT;
CREATE TABLE engine_epoch (id INTEGER PRIMARY KEY CHECK (id = 1), epoch INTEGER NOT NULL) STRICT;
INSERT INTO engine_epoch VALUES (1, 0);
`;
