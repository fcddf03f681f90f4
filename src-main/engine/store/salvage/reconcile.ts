// Owns: what is done at each start when database and journal do not say the same. The later of the two counts, item by
// item (docs/decisions/0006). Must not: open the database, or read a damaged one (salvage.ts).
import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { replaceFile } from '../durable-file.ts';
import { createJournalBase } from '../journal/journal-base.ts';
import { openJournalFile } from '../journal/journal-file.ts';
import { readJournal } from '../journal/read-journal.ts';
import { JOURNAL_FILE } from '../store-files.ts';
import { isJournalProven } from './merge-rules.ts';
import { mergeJournal } from './merge-journal.ts';
import { makeKeptFolder } from './set-aside.ts';
import type { Connection } from '../connection.ts';
import type { JournalPlace } from '../journal/journal.ts';
import type { JournalReading } from '../journal/read-journal.ts';
import type { BackupRows, MergeResult } from './merge-journal.ts';

export interface ReconcileOptions {
  /** The profile's folder. */
  readonly folder: string;
  readonly journalPath: string;
  readonly journalKey: KeyObject;
  readonly wallMs: number;
  /** Set when the rows are what could be read of a damaged file. */
  readonly damaged: {
    readonly mark: { readonly journalId: string; readonly batch: number } | null;
    readonly backups: readonly BackupRows[];
  } | null;
  readonly failpoint?: ((name: string) => void) | undefined;
}

export interface Reconciled {
  readonly place: JournalPlace;
  /** null: the two agreed, or the journal only lacked what the database has. */
  readonly merged: MergeResult | null;
  /** Batches that the database lacked; one is what a crash between the two leaves. */
  readonly behind: number;
  readonly isJournalRenewed: boolean;
  /** The journal held the last state of every unsent item. */
  readonly isProven: boolean;
}

/** `db` has the outbox as its main file and holds it exclusively. */
export function reconcileJournal(db: Connection, options: ReconcileOptions): Reconciled {
  const journal = readJournal(options.journalPath, options.journalKey);
  const stored = readMark(db);
  if (options.damaged === null && journal !== null && agree(db, journal, stored)) {
    cutTornEnd(options.journalPath, journal.soundBytes);
    return {
      place: pickPlace(journal),
      merged: null,
      behind: 0,
      isJournalRenewed: false,
      isProven: true,
    };
  }
  const readable = journal === null || journal.journalId === null ? null : journal;
  if (journal !== null && !journal.isWhole) keepDamagedJournal(options);
  const mark = options.damaged === null ? stored : options.damaged.mark;
  const sources = { isDamaged: options.damaged !== null, mark, journal: pickFacts(readable) };
  const merged = mergeJournal(db, {
    sources,
    journal: readable,
    backups: options.damaged?.backups ?? [],
    wallMs: options.wallMs,
    epoch: Math.max(readable?.epoch ?? 0, readEpoch(db)),
  });
  const place = renewJournal(db, options, readable, stored);
  const isSame = readable !== null && readable.journalId === stored.journalId;
  const behind = isSame ? Math.max(0, readable.batch - stored.batch) : 0;
  const hasMerged = Object.values(merged).some((count) => count > 0);
  return {
    place,
    merged: hasMerged ? merged : null,
    behind,
    isJournalRenewed: true,
    isProven: isJournalProven(sources),
  };
}

interface Mark {
  readonly journalId: string;
  readonly batch: number;
}

function readMark(db: Connection): Mark {
  const row = db.prepare<[], Mark>('SELECT journal_id AS journalId, batch FROM journal_mark').get();
  return row ?? { journalId: '', batch: 0 };
}

function readEpoch(db: Connection): number {
  return (
    db.prepare<[], { readonly epoch: number }>('SELECT epoch FROM engine_epoch').get()?.epoch ?? 0
  );
}

/** The marks alone do not prove it: a lost WAL may leave pages of different ages. So every unsent item is compared. */
function agree(db: Connection, journal: JournalReading, mark: Mark): boolean {
  if (!journal.isWhole || journal.journalId !== mark.journalId || journal.batch !== mark.batch) {
    return false;
  }
  const find = db.prepare<[string], { readonly revision: number }>(
    'SELECT revision FROM op WHERE op_id = ?',
  );
  for (const [id, row] of journal.rows.op) {
    if (find.get(id)?.revision !== Number(row['revision'])) return false;
  }
  const unrested = db.prepare<[], { readonly op_id: string }>(
    'SELECT op_id FROM op WHERE rested_ms IS NULL',
  );
  return unrested.all().every(({ op_id }) => journal.rows.op.has(op_id));
}

/** Mark first: a journal without its mark would look like a stranger's, a mark without its journal is made anew. */
function renewJournal(
  db: Connection,
  options: ReconcileOptions,
  journal: JournalReading | null,
  stored: Mark,
): JournalPlace {
  const journalId = journal?.journalId ?? (stored.journalId || randomBytes(8).toString('hex'));
  const batch = Math.max(journal?.batch ?? 0, stored.batch);
  db.prepare('UPDATE journal_mark SET journal_id = ?, batch = ?').run(journalId, batch);
  options.failpoint?.('store.journal.renew.before-rename');
  const key = options.journalKey;
  const base = createJournalBase(db, { key, journalId, batch, wallMs: options.wallMs });
  replaceFile(options.journalPath, base.bytes);
  options.failpoint?.('store.journal.renew.after-rename');
  return { journalId, batch, lineCount: base.lineCount, lastTag: base.lastTag };
}

function pickPlace(journal: JournalReading): JournalPlace {
  const { batch, lineCount, lastTag, journalId } = journal;
  return { journalId: journalId ?? '', batch, lineCount, lastTag };
}

function pickFacts(journal: JournalReading | null) {
  if (journal === null || journal.journalId === null) return null;
  const { journalId, baseBatch, batch, isWhole } = journal;
  return { journalId, baseBatch, batch, isWhole };
}

/** A line that was being written when the power went; nothing follows from it. */
function cutTornEnd(path: string, soundBytes: number): void {
  if (statSync(path).size === soundBytes) return;
  const file = openJournalFile(path);
  try {
    file.truncate(soundBytes);
    file.sync();
  } finally {
    file.close();
  }
}

function keepDamagedJournal({ folder, journalPath, wallMs }: ReconcileOptions): void {
  if (!existsSync(journalPath)) return;
  const { path } = makeKeptFolder(folder, 'journal', wallMs);
  copyFileSync(journalPath, join(path, JOURNAL_FILE));
}
