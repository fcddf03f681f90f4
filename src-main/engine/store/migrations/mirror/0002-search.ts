// Owns: the full-text index over people, dossiers, owners and reasons. Never the review url (SECURITY 12).

/**
 * External content: the index holds no copy of the texts. The state is indexed too, so that "pending only" is a term
 * of the index and not a look-up a row; its mark (U+E000, a private letter) keeps it out of what people type. New rows go to `search_backlog` first and are indexed in chunks: indexing
 * inside a bulk load would block for seconds, and unsorted row ids would flush the index at every row.
 * Prefix lengths 2 and 3 serve search as you type; longer prefixes are spelled out through `reassign_term`.
 */
export const sql = `
ALTER TABLE reassign_request
  ADD COLUMN state_mark TEXT GENERATED ALWAYS AS (char(57344) || state) VIRTUAL;
CREATE VIRTUAL TABLE reassign_search USING fts5(
  state_mark, from_name, from_email, to_name, to_email, dossier_name, owner, reason,
  content='reassign_request', content_rowid='row_id', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE reassign_term USING fts5vocab('reassign_search', 'instance');
CREATE TABLE search_backlog (row_id INTEGER PRIMARY KEY) STRICT;
INSERT INTO search_backlog SELECT row_id FROM reassign_request;

CREATE TRIGGER reassign_search_insert AFTER INSERT ON reassign_request BEGIN
  INSERT INTO search_backlog VALUES (new.row_id);
END;
CREATE TRIGGER reassign_search_update AFTER UPDATE ON reassign_request
WHEN (old.state, old.from_name, old.from_email, old.to_name, old.to_email, old.dossier_name, old.owner, old.reason)
  IS NOT (new.state, new.from_name, new.from_email, new.to_name, new.to_email, new.dossier_name, new.owner, new.reason)
  AND NOT EXISTS (SELECT 1 FROM search_backlog WHERE row_id = old.row_id)
BEGIN
  INSERT INTO reassign_search(
    reassign_search, rowid, state_mark, from_name, from_email, to_name, to_email, dossier_name, owner, reason
  ) VALUES (
    'delete', old.row_id, old.state_mark, old.from_name, old.from_email, old.to_name, old.to_email, old.dossier_name,
    old.owner, old.reason
  );
  INSERT INTO search_backlog VALUES (old.row_id);
END;
CREATE TRIGGER reassign_search_delete AFTER DELETE ON reassign_request BEGIN
  INSERT INTO reassign_search(
    reassign_search, rowid, state_mark, from_name, from_email, to_name, to_email, dossier_name, owner, reason
  ) SELECT
    'delete', old.row_id, old.state_mark, old.from_name, old.from_email, old.to_name, old.to_email, old.dossier_name,
    old.owner, old.reason
  WHERE NOT EXISTS (SELECT 1 FROM search_backlog WHERE row_id = old.row_id);
  DELETE FROM search_backlog WHERE row_id = old.row_id;
END;
`;
