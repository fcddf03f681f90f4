// Owns: what ties the outbox to the journal file beside it, and what a repair leaves to be told.

/**
 * `op.revision` grows with every change of an item, so that of two copies the later is known. `journal_mark` names the
 * journal and its last line that is part of this file. `repair_note.facts` is JSON: what a repair found (repair-note-repo.ts).
 */
export const sql = `
ALTER TABLE op ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE TABLE journal_mark (
  id INTEGER PRIMARY KEY CHECK (id = 1), journal_id TEXT NOT NULL, batch INTEGER NOT NULL
) STRICT;
INSERT INTO journal_mark VALUES (1, '', 0);
CREATE TABLE repair_note (
  note_seq INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL, facts TEXT NOT NULL, dismissed_ms INTEGER
) STRICT;
`;
