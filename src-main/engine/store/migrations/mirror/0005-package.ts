// Owns: the mirror of SigningHub: packages with their workflows, and whom the palette offers. A cache: may be razed.

/**
 * A row begins as the list tells it; `body`, `type` and the counts come with the workflow itself. `list_modified` is
 * the change time the list last named, `detail_modified` the one the workflow stored belongs to: they differ until it
 * is read. `pull_mark` names the pull that last saw the row in the list. Texts ending in `_fold` are for sorting and
 * searching. `base_hash` names list, stage and lock as a person sees them.
 */
export const sql = `
CREATE TABLE package (
  row_id           INTEGER PRIMARY KEY,
  account_id       TEXT NOT NULL,
  package_id       TEXT NOT NULL,
  name             TEXT NOT NULL,
  name_fold        TEXT NOT NULL,
  owner_email      TEXT NOT NULL,
  owner_name       TEXT NOT NULL,
  recipients       TEXT NOT NULL DEFAULT '',
  status           TEXT NOT NULL,
  stage            TEXT CHECK (stage IN ('draft','shared','declined','completed')),
  type             TEXT,
  is_locked        INTEGER NOT NULL DEFAULT 0,
  document_types   TEXT NOT NULL DEFAULT '[]',
  recipient_count  INTEGER,
  step_count       INTEGER,
  modified_ms      INTEGER NOT NULL,
  list_modified    TEXT NOT NULL,
  detail_modified  TEXT,
  body             TEXT,
  base_hash        TEXT,
  unreadable       TEXT,
  is_listed        INTEGER NOT NULL DEFAULT 1,
  is_gone          INTEGER NOT NULL DEFAULT 0,
  pull_mark        INTEGER NOT NULL DEFAULT 0,
  fetched_ms       INTEGER,
  UNIQUE (account_id, package_id)
) STRICT;
CREATE INDEX package_stage_modified ON package (stage, modified_ms, row_id) WHERE is_gone = 0;
CREATE INDEX package_modified ON package (modified_ms, row_id) WHERE is_gone = 0;
CREATE INDEX package_stage_name ON package (stage, name_fold, row_id) WHERE is_gone = 0;
CREATE INDEX package_name ON package (name_fold, row_id) WHERE is_gone = 0;
CREATE INDEX package_stale ON package (account_id, stage, row_id)
  WHERE is_gone = 0 AND detail_modified IS NOT list_modified;
CREATE INDEX package_mark ON package (account_id, pull_mark) WHERE is_gone = 0 AND is_listed = 1;
CREATE INDEX package_old ON package (account_id, fetched_ms) WHERE is_gone = 0 AND stage IN ('draft','shared');

CREATE VIRTUAL TABLE package_search USING fts5(
  name, owner_name, owner_email, recipients,
  content='package', content_rowid='row_id', prefix='1 2 3', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER package_search_insert AFTER INSERT ON package BEGIN
  INSERT INTO package_search (rowid, name, owner_name, owner_email, recipients)
    VALUES (new.row_id, new.name, new.owner_name, new.owner_email, new.recipients);
END;
CREATE TRIGGER package_search_update AFTER UPDATE ON package
WHEN (old.name, old.owner_name, old.owner_email, old.recipients)
  IS NOT (new.name, new.owner_name, new.owner_email, new.recipients)
BEGIN
  INSERT INTO package_search (package_search, rowid, name, owner_name, owner_email, recipients)
    VALUES ('delete', old.row_id, old.name, old.owner_name, old.owner_email, old.recipients);
  INSERT INTO package_search (rowid, name, owner_name, owner_email, recipients)
    VALUES (new.row_id, new.name, new.owner_name, new.owner_email, new.recipients);
END;
CREATE TRIGGER package_search_delete AFTER DELETE ON package BEGIN
  INSERT INTO package_search (package_search, rowid, name, owner_name, owner_email, recipients)
    VALUES ('delete', old.row_id, old.name, old.owner_name, old.owner_email, old.recipients);
END;

CREATE TABLE directory_entry (
  account_id    TEXT NOT NULL,
  source        TEXT NOT NULL CHECK (source IN ('user','group','contact')),
  identity      TEXT NOT NULL,
  name          TEXT NOT NULL,
  email         TEXT,
  member_count  INTEGER,
  search_fold   TEXT NOT NULL,
  pull_mark     INTEGER NOT NULL,
  PRIMARY KEY (account_id, source, identity)
) STRICT, WITHOUT ROWID;
CREATE TABLE directory_pull (
  account_id  TEXT NOT NULL,
  source      TEXT NOT NULL,
  fetched_ms  INTEGER NOT NULL,
  PRIMARY KEY (account_id, source)
) STRICT, WITHOUT ROWID;
`;
