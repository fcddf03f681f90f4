// Owns: making a sound outbox out of a damaged or missing one, from what is left of it, its journal and its backups.
// Must not: delete or change a damaged file: it is copied to kept/ first and stays there.
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { openConnection, openExclusively } from '../connection.ts';
import { replaceFile, syncFile, syncFolder } from '../durable-file.ts';
import { deriveJournalKey } from '../journal/journal-line.ts';
import { readJournal } from '../journal/read-journal.ts';
import { migrate } from '../migrate.ts';
import { OUTBOX_MIGRATIONS } from '../migrations/registry.ts';
import { listCopies } from '../backup.ts';
import { listDatabaseFiles, removeDatabase, removeSiblings } from '../remove-database.ts';
import {
  BACKUP_FOLDER,
  FRESH_FILE,
  JOURNAL_FILE,
  OUTBOX_FILE,
  SALVAGE_LOCK_FILE,
  SALVAGE_MARK,
  WORK_FILE,
} from '../store-files.ts';
import { putIfMissing, raiseSequence } from './merge-journal.ts';
import { DESK_TABLES, OUTBOX_TABLES, joinReadings, readDamaged } from './read-damaged.ts';
import { reconcileJournal } from './reconcile.ts';
import { setAside } from './set-aside.ts';
import { writeRepairNote } from './repair-note-repo.ts';
import type { Connection } from '../connection.ts';
import type { Row } from '../journal/journal-record.ts';
import type { DamagedReading } from './read-damaged.ts';

export interface SalvageOptions {
  readonly folder: string;
  readonly outboxKey: Uint8Array;
  readonly wallMs: number;
  readonly failpoint?: ((name: string) => void) | undefined;
}

export function isSalvageUnfinished(folder: string): boolean {
  return existsSync(join(folder, SALVAGE_MARK));
}

/**
 * Throws DATABASE_DAMAGED when nothing at all can be read with this key: then nothing was changed. Throws the file
 * system's errors (DISK_FULL …); a further try begins anew from the kept copy.
 */
export function salvageOutbox(options: SalvageOptions): void {
  const release = holdFolder(options.folder);
  try {
    salvage(options);
  } finally {
    release();
  }
}

function salvage(options: SalvageOptions): void {
  const { folder, outboxKey, wallMs, failpoint } = options;
  const kept = keepFiles(options);
  failpoint?.('store.salvage.after-copy');
  const fresh = createFresh(options);
  try {
    const plainHeader = readFileSync(join(folder, FRESH_FILE)).subarray(16, 24);
    const read = (path: string, hasWal: boolean): DamagedReading =>
      readDamaged({ path, hasWal, workPath: join(folder, WORK_FILE), key: outboxKey, plainHeader });
    const damagedPath = join(kept.path, OUTBOX_FILE);
    const damaged = joinReadings(read(damagedPath, true), read(damagedPath, false));
    const backups = listCopies(join(folder, BACKUP_FOLDER))
      .toReversed()
      .map((name) => read(join(folder, BACKUP_FOLDER, name), false));
    assertKeyProven(options, kept, [damaged, ...backups]);
    putBack(fresh, damaged, backups);
    const { merged, isProven } = reconcileJournal(fresh, {
      folder,
      journalPath: join(folder, JOURNAL_FILE),
      journalKey: deriveJournalKey(outboxKey),
      wallMs,
      failpoint,
      damaged: { mark: readMark(damaged), backups: backups.map(pickJournaled) },
    });
    writeRepairNote(fresh, wallMs, {
      why: existsSync(damagedPath) ? 'damaged' : 'missing',
      ...(merged ?? { restored: 0, asking: 0, checking: 0, unclear: 0, missing: 0 }),
      mayLackMore: !isProven,
      keptIn: kept.name,
      lacking: DESK_TABLES.filter((table) => !damaged.tables[table].isComplete),
    });
    fresh.readPragma('wal_checkpoint(TRUNCATE)');
  } finally {
    fresh.close();
  }
  putInPlace(options);
}

/** The damaged files, copied once; a salvage that was killed goes on from the same copy. */
function keepFiles({ folder, wallMs }: SalvageOptions) {
  const mark = join(folder, SALVAGE_MARK);
  if (existsSync(mark)) {
    const name = readFileSync(mark, 'utf8');
    const path = join(folder, name);
    if (existsSync(path)) return { name, path };
  }
  const files = listDatabaseFiles(join(folder, OUTBOX_FILE));
  const kept = setAside(folder, [...files, join(folder, JOURNAL_FILE)], wallMs);
  replaceFile(mark, Buffer.from(kept.name));
  return kept;
}

function createFresh({ folder, outboxKey }: SalvageOptions): Connection {
  const path = join(folder, FRESH_FILE);
  removeDatabase(path);
  replaceFile(path, new Uint8Array());
  const fresh = openExclusively(path, outboxKey);
  try {
    migrate(fresh, { migrations: OUTBOX_MIGRATIONS });
    // Onto the disk, so that the plain bytes of a sound file can be read from it.
    fresh.readPragma('wal_checkpoint(TRUNCATE)');
    return fresh;
  } catch (error) {
    fresh.close();
    throw error;
  }
}

/** With a wrong key everything looks damaged; then nothing may be replaced. */
function assertKeyProven(
  { folder, outboxKey }: SalvageOptions,
  kept: { readonly path: string },
  readings: readonly DamagedReading[],
): void {
  if (readings.some(({ isKeyProven }) => isKeyProven)) return;
  const journal = readJournal(join(folder, JOURNAL_FILE), deriveJournalKey(outboxKey));
  if (journal !== null && journal.lineCount > 0) return;
  rmSync(join(folder, SALVAGE_MARK), { force: true });
  // The originals are where they were; a copy at each try would fill the disk.
  rmSync(kept.path, { recursive: true, force: true });
  removeDatabase(join(folder, FRESH_FILE));
  throw new CodedError('DATABASE_DAMAGED', 'Nothing of the outbox can be read with this key');
}

function putBack(
  fresh: Connection,
  damaged: DamagedReading,
  backups: readonly DamagedReading[],
): void {
  fresh.inTransaction(() => {
    for (const table of OUTBOX_TABLES) {
      if (table === 'engine_epoch' || table === 'journal_mark') continue;
      for (const row of damaged.tables[table].rows) putIfMissing(fresh, table, row);
    }
    for (const table of DESK_TABLES) {
      if (damaged.tables[table].isComplete) continue;
      const backup = backups.find((one) => one.tables[table].rows.length > 0);
      for (const row of backup?.tables[table].rows ?? []) putIfMissing(fresh, table, row);
    }
    raiseSequence(fresh, Math.max(0, ...[damaged, ...backups].map(({ maxSeq }) => maxSeq)));
    const epochs = [damaged, ...backups].flatMap(({ tables }) => tables.engine_epoch.rows);
    const epoch = Math.max(0, ...epochs.map((row) => Number(row['epoch'])));
    fresh.prepare('UPDATE engine_epoch SET epoch = ?').run(epoch);
  });
}

function pickJournaled({ tables }: DamagedReading) {
  const { account, workflow_plan, workflow_segment, op, op_event } = tables;
  return {
    account: account.rows,
    workflow_plan: workflow_plan.rows,
    workflow_segment: workflow_segment.rows,
    op: op.rows,
    op_event: op_event.rows,
  };
}

function readMark({ tables }: DamagedReading) {
  const row: Row | undefined = tables.journal_mark.rows[0];
  if (row === undefined) return null;
  return { journalId: String(row['journal_id']), batch: Number(row['batch']) };
}

/** The old WAL goes first: SQLite would play it into the new file. Killed in between, the mark starts this anew. */
function putInPlace({ folder, failpoint }: SalvageOptions): void {
  const fresh = join(folder, FRESH_FILE);
  syncFile(fresh);
  failpoint?.('store.salvage.before-rename');
  removeSiblings(join(folder, OUTBOX_FILE));
  removeSiblings(fresh);
  syncFolder(folder);
  failpoint?.('store.salvage.between');
  renameSync(fresh, join(folder, OUTBOX_FILE));
  syncFolder(folder);
  failpoint?.('store.salvage.after-rename');
  rmSync(join(folder, SALVAGE_MARK), { force: true });
  syncFolder(folder);
}

/** A damaged file holds no lock, so two starts at once could both salvage: a database of its own serves as the lock. */
function holdFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, SALVAGE_LOCK_FILE);
  closeSync(openSync(path, 'a', 0o600));
  const lock = openConnection(path, new Uint8Array(32));
  try {
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw error;
  }
  return () => {
    lock.exec('ROLLBACK');
    lock.close();
  };
}

/** Whether a profile's outbox is gone while there still is what one can be made of. */
export function isOutboxGone(folder: string): boolean {
  if (sizeOf(join(folder, OUTBOX_FILE)) > 0) return false;
  return hasRemains(folder);
}

/** A journal or a backup: data that a key belongs to. */
export function hasRemains(folder: string): boolean {
  return (
    sizeOf(join(folder, JOURNAL_FILE)) > 0 || listCopies(join(folder, BACKUP_FOLDER)).length > 0
  );
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
