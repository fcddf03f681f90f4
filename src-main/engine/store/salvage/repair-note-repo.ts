// Owns: what repairs of the outbox left to be told, until the person has read it. Must not: hold personal data.
import type { RepairFacts, RepairNote } from '../../../../src-shared/contract/desk-status.ts';
import type { Connection } from '../connection.ts';

export interface RepairNoteRepo {
  /** The oldest that was not put away; null when there is none. */
  find(): RepairNote | null;
  dismiss(noteId: number, wallMs: number): void;
}

/** `db` has the outbox as its main file. */
export function writeRepairNote(db: Connection, wallMs: number, facts: RepairFacts): void {
  db.prepare('INSERT INTO repair_note (at_ms, facts) VALUES (?, ?)').run(
    wallMs,
    JSON.stringify(facts),
  );
}

export function createRepairNoteRepo(db: Connection): RepairNoteRepo {
  return {
    find: () => {
      const row = db
        .prepare<[], { readonly note_seq: number; readonly at_ms: number; readonly facts: string }>(
          `SELECT note_seq, at_ms, facts FROM outbox.repair_note
           WHERE dismissed_ms IS NULL ORDER BY note_seq LIMIT 1`,
        )
        .get();
      if (row === undefined) return null;
      // Written by us, in a file that is authenticated page by page.
      const facts = JSON.parse(row.facts) as RepairFacts;
      return { ...facts, noteId: row.note_seq, at: new Date(row.at_ms).toISOString() };
    },
    dismiss: (noteId, wallMs) => {
      db.prepare(
        'UPDATE outbox.repair_note SET dismissed_ms = ? WHERE note_seq = ? AND dismissed_ms IS NULL',
      ).run(wallMs, noteId);
    },
  };
}
