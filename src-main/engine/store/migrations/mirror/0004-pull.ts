// Owns: what a pull keeps in mind between two runs: which list elements are known, which dossiers are due.

/**
 * `reassign_source` covers the comparison of a whole list without touching a row. `dossier_due_ms` of a pending
 * request says when its dossier is to be read next; while it was never read it is the request's own time, so that
 * who has waited longest comes first, and a bulk load fills the index in order.
 */
export const sql = `
CREATE INDEX reassign_source ON reassign_request (account_id, is_listed, row_id, source_hash);
CREATE INDEX reassign_unlisted ON reassign_request (account_id, fetched_ms)
  WHERE is_listed = 0 AND is_gone = 0 AND state = 'pending';

ALTER TABLE reassign_request ADD COLUMN dossier_due_ms INTEGER;
UPDATE reassign_request SET dossier_due_ms = created_ms WHERE state = 'pending';
CREATE INDEX reassign_dossier_due ON reassign_request (account_id, dossier_due_ms)
  WHERE dossier_due_ms IS NOT NULL AND state = 'pending' AND is_gone = 0;
`;
