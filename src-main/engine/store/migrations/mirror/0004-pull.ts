// Owns: what a pull keeps in mind between two runs: which list elements are known, which dossiers are due.

/**
 * `reassign_source` covers the comparison of a whole list without touching a row. `dossier_due` says when the
 * dossier of a pending request is to be read next; never read ones carry the request's own time, so that who has
 * waited longest comes first. Triggers keep it, whoever writes the request.
 */
export const sql = `
CREATE INDEX reassign_source ON reassign_request (account_id, is_listed, row_id, source_hash);
CREATE INDEX reassign_unlisted ON reassign_request (account_id, fetched_ms)
  WHERE is_listed = 0 AND is_gone = 0 AND state = 'pending';

CREATE TABLE dossier_due (
  account_id  TEXT NOT NULL,
  dossier_id  TEXT NOT NULL,
  due_ms      INTEGER NOT NULL,
  PRIMARY KEY (account_id, dossier_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_due_order ON dossier_due (account_id, due_ms);
INSERT INTO dossier_due
  SELECT account_id, dossier_id, min(created_ms) FROM reassign_request WHERE state = 'pending' GROUP BY 1, 2;

CREATE TRIGGER dossier_due_insert AFTER INSERT ON reassign_request WHEN new.state = 'pending' BEGIN
  INSERT INTO dossier_due VALUES (new.account_id, new.dossier_id, new.created_ms)
    ON CONFLICT DO UPDATE SET due_ms = min(due_ms, excluded.due_ms);
END;
CREATE TRIGGER dossier_due_update AFTER UPDATE OF body ON reassign_request
WHEN new.state = 'pending' AND old.body IS NOT new.body BEGIN
  INSERT INTO dossier_due VALUES (new.account_id, new.dossier_id, new.created_ms)
    ON CONFLICT DO UPDATE SET due_ms = min(due_ms, excluded.due_ms);
END;
`;
