// Owns: opening a profile's two files as one connection, with every promise about them checked: keys, modes,
// locking, durability, versions, health. Must not: delete or change a damaged outbox; know any table's meaning.
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { backUpOutbox, isBackupDue } from './backup.ts';
import { assertPragma, attachDatabase, openConnection, openExclusively } from './connection.ts';
import { keepJournal } from './journal/keep-journal.ts';
import { deriveJournalKey } from './journal/journal-line.ts';
import { migrate } from './migrate.ts';
import { takeFolder } from './owner-mark.ts';
import { removeDatabase } from './remove-database.ts';
import { MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS } from './migrations/registry.ts';
import { translateStoreError, withCodedErrors } from './sqlite-error.ts';
import { isHeaderDamaged } from './salvage/plain-header.ts';
import { reconcileJournal } from './salvage/reconcile.ts';
import { writeRepairNote } from './salvage/repair-note-repo.ts';
import { hasRemains, isOutboxGone, isSalvageUnfinished, salvageOutbox } from './salvage/salvage.ts';
import { JOURNAL_FILE, MIRROR_FILE, MIRROR_RAZE_MARK, OUTBOX_FILE } from './store-files.ts';
import type { KeyObject } from 'node:crypto';
import type { Connection } from './connection.ts';
import type { JournalOptions } from './journal/journal.ts';
import type { OpenJournalFile } from './journal/journal-file.ts';
import type { Reconciled } from './salvage/reconcile.ts';

export interface StoreKeys {
  readonly mirror: Uint8Array;
  readonly outbox: Uint8Array;
}

export interface OpenStoreOptions {
  /** The profile's folder; made with mode 0700 when missing. */
  readonly folder: string;
  readonly keys: StoreKeys;
  /** For the names and ages of backups. */
  readonly wallMs: number;
  /** Tests open older schemas; everybody else leaves it out. */
  readonly migrations?: { readonly mirror: readonly string[]; readonly outbox: readonly string[] };
  /** For the age of what the journal still names; the start's time where it is left out. */
  readonly readWallMs?: () => number;
  /** Moments at which a test may kill (store/failpoints.ts). */
  readonly failpoint?: (name: string) => void;
  /** Tests hand in a journal file that refuses. */
  readonly openJournalFile?: OpenJournalFile;
}

/** The profile's database: the mirror's tables in `main`, the outbox's and the desk's in schema `outbox`. */
export interface Store extends Connection {
  readonly folder: string;
  /** Grows by one at each open; every update of an op names it (OUTBOX rule f). */
  readonly epoch: number;
  /** Whether no later engine has taken the folder over, whatever became of the lock (rule f). */
  readonly isOwned: () => boolean;
  /** The mirror was made anew because it was damaged; a sync fills it. */
  readonly wasMirrorRazed: boolean;
  /** The outbox was damaged or gone and was made anew from what was left; a repair note says more. */
  readonly wasOutboxSalvaged: boolean;
  /** The journal was made anew at this start. */
  readonly wasJournalRenewed: boolean;
}

/** From this version of the outbox on there is a journal. */
const JOURNAL_VERSION = 6;

/**
 * Opens or makes the store. A damaged mirror is razed: it is a cache. A damaged outbox is salvaged. Throws CodedError:
 * DATABASE_IN_USE (another engine holds the outbox), DATABASE_FROM_FUTURE, DATABASE_DAMAGED (nothing of the outbox can
 * be read with this key: it stays as it is), DISK_FULL, DATA_FOLDER_READ_ONLY, DISK_FAILING.
 */
export function openStore(options: OpenStoreOptions): Store {
  return withCodedErrors(() => {
    const { folder } = options;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    const journalKey = deriveJournalKey(options.keys.outbox);
    const { guard, wasOutboxSalvaged } = openSoundOutbox(options);
    let wasMirrorRazed: boolean;
    let reconciled: Reconciled | null;
    try {
      reconciled = prepareJournal(guard, options, journalKey);
      wasMirrorRazed = prepareMirror(options);
    } finally {
      guard.close();
    }
    const connection = openTogether(options);
    try {
      const epoch = raiseEpoch(connection);
      const isOwned = takeFolder(folder);
      const facts = { folder, epoch, isOwned, wasMirrorRazed, wasOutboxSalvaged };
      const wasJournalRenewed = reconciled?.isJournalRenewed ?? false;
      if (reconciled !== null) {
        startJournal(connection, options, { epoch, key: journalKey, place: reconciled.place });
      }
      return Object.assign(connection, { ...facts, wasJournalRenewed });
    } catch (error) {
      connection.close();
      throw error;
    }
  });
}

/** Opened alone first: this takes the lock before anything else is touched. */
function openSoundOutbox(options: OpenStoreOptions): {
  readonly guard: Connection;
  readonly wasOutboxSalvaged: boolean;
} {
  const { folder, failpoint, wallMs } = options;
  const salvage = (): { readonly guard: Connection; readonly wasOutboxSalvaged: boolean } => {
    salvageOutbox({ folder, outboxKey: options.keys.outbox, wallMs, failpoint });
    return { guard: openPrepared(options), wasOutboxSalvaged: true };
  };
  if (isSalvageUnfinished(folder) || isOutboxGone(folder)) return salvage();
  if (isHeaderDamaged(join(folder, OUTBOX_FILE))) return salvage();
  try {
    return { guard: openPrepared(options), wasOutboxSalvaged: false };
  } catch (error) {
    if (translateStoreError(error)?.error.code !== 'DATABASE_DAMAGED') throw error;
    return salvage();
  }
}

function openPrepared(options: OpenStoreOptions): Connection {
  const path = join(options.folder, OUTBOX_FILE);
  createPrivateFile(path);
  const guard = openExclusively(path, options.keys.outbox);
  try {
    prepareOutbox(guard, options);
    return guard;
  } catch (error) {
    guard.close();
    throw error;
  }
}

/** null for a schema from before the journal (tests). */
function prepareJournal(
  guard: Connection,
  options: OpenStoreOptions,
  journalKey: KeyObject,
): Reconciled | null {
  if (Number(guard.readPragma('user_version')) < JOURNAL_VERSION) return null;
  const { folder, wallMs, failpoint } = options;
  const reconciled = reconcileJournal(guard, {
    folder,
    journalPath: join(folder, JOURNAL_FILE),
    journalKey,
    wallMs,
    damaged: null,
    failpoint,
  });
  const { merged, behind } = reconciled;
  const needsPerson = merged !== null && merged.asking + merged.unclear > 0;
  // One batch is what a crash between the two leaves: nobody was told of it, and nothing is amiss.
  if (merged !== null && (needsPerson || behind > 1)) {
    const nothing = { missing: 0, mayLackMore: false, keptIn: null, lacking: [] } as const;
    writeRepairNote(guard, wallMs, { why: 'behind', ...merged, ...nothing });
  }
  return reconciled;
}

function startJournal(
  connection: Connection,
  options: OpenStoreOptions,
  start: Pick<JournalOptions, 'key' | 'epoch' | 'place'>,
): void {
  const { wallMs } = options;
  keepJournal(connection, {
    path: join(options.folder, JOURNAL_FILE),
    ...start,
    readWallMs: options.readWallMs ?? (() => wallMs),
    openFile: options.openJournalFile,
    failpoint: options.failpoint,
  });
}

/** Has the mirror made anew at the next open: damage deep in the file shows only when it is read. */
export function requestMirrorRaze(folder: string): void {
  createPrivateFile(join(folder, MIRROR_RAZE_MARK));
}

/** Whether a profile holds data that a key belongs to. An empty file is none. */
export function hasDatabase(folder: string): boolean {
  if (hasRemains(folder)) return true;
  return [OUTBOX_FILE, MIRROR_FILE].some((name) => {
    const path = join(folder, name);
    return existsSync(path) && statSync(path).size > 0;
  });
}

function prepareOutbox(connection: Connection, options: OpenStoreOptions): void {
  assertHealthy(connection);
  const migrations = options.migrations?.outbox ?? OUTBOX_MIGRATIONS;
  const { folder, wallMs, failpoint } = options;
  // A file that is being made has nothing to copy.
  const isNew = connection.readPragma('user_version') === 0;
  migrate(connection, {
    migrations,
    beforeStep: (version) => {
      if (!isNew) backUpOutbox({ connection, folder, label: `v${version}`, wallMs, failpoint });
    },
    beforeCommit: () => failpoint?.('store.migrate.before-commit'),
  });
  if (isBackupDue(folder, wallMs)) {
    backUpOutbox({ connection, folder, label: 'daily', wallMs, failpoint });
  }
}

// Small and precious, so all of it is checked at every start; a few milliseconds.
function assertHealthy(connection: Connection): void {
  const verdict = connection.readPragma('quick_check(1)');
  const strays = connection.prepare('PRAGMA foreign_key_check').all();
  if (verdict === 'ok' && strays.length === 0) return;
  throw new CodedError('DATABASE_DAMAGED', 'The outbox fails its own check');
}

/** Brings the mirror to the newest version; answers true when it had to be made anew. */
function prepareMirror(options: OpenStoreOptions): boolean {
  const mark = join(options.folder, MIRROR_RAZE_MARK);
  if (!existsSync(mark)) {
    try {
      migrateMirror(options);
      return false;
    } catch (error) {
      if (translateStoreError(error)?.error.code !== 'DATABASE_DAMAGED') throw error;
    }
  }
  removeDatabase(join(options.folder, MIRROR_FILE));
  migrateMirror(options);
  rmSync(mark, { force: true });
  return true;
}

function migrateMirror(options: OpenStoreOptions): void {
  const path = join(options.folder, MIRROR_FILE);
  createPrivateFile(path);
  const connection = openConnection(path, options.keys.mirror);
  try {
    assertPragma(connection.readPragma('journal_mode=WAL'), 'wal');
    migrate(connection, { migrations: options.migrations?.mirror ?? MIRROR_MIGRATIONS });
  } finally {
    connection.close();
  }
}

function openTogether(options: OpenStoreOptions): Connection {
  const { folder, keys } = options;
  const connection = openConnection(join(folder, MIRROR_FILE), keys.mirror);
  try {
    attachDatabase(connection, 'outbox', join(folder, OUTBOX_FILE), keys.outbox);
    connection.readPragma('outbox.locking_mode=EXCLUSIVE');
    assertPragma(connection.readPragma('outbox.journal_mode=WAL'), 'wal');
    assertPragma(connection.readPragma('main.journal_mode=WAL'), 'wal');
    // better-sqlite3 is built with NORMAL for WAL; a decision must survive a power cut (OUTBOX §4), so FULL here.
    connection.readPragma('outbox.synchronous=FULL');
    assertPragma(connection.readPragma('outbox.synchronous'), 2);
    // The mirror may lose its last commits: the next sync brings them back.
    connection.readPragma('main.synchronous=NORMAL');
    assertPragma(connection.readPragma('main.synchronous'), 1);
    // 64 MB of page cache: the inbox's indexes of 100,000 requests stay in memory.
    connection.readPragma('main.cache_size=-65536');
    // Four times the default: a pull empties the log in turns of its own, and this is only the net below.
    connection.readPragma('wal_autocheckpoint=4000');
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
}

function raiseEpoch(connection: Connection): number {
  const row = connection
    .prepare<[], { epoch: number }>(
      'UPDATE outbox.engine_epoch SET epoch = epoch + 1 RETURNING epoch',
    )
    .get();
  if (row === undefined) throw new CodedError('DATABASE_DAMAGED', 'The outbox has no epoch');
  return row.epoch;
}

// SQLite makes -wal and -shm with the mode of the file they belong to.
function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}
