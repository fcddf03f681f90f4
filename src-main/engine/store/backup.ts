// Owns: copies of the outbox file: before each migration and once a day, the newest few kept.
// Must not: copy the mirror (it can be fetched again) or decipher anything; a copy has the same key.
import { constants, copyFileSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFile } from './durable-file.ts';
import { BACKUP_FOLDER, OUTBOX_FILE } from './store-files.ts';
import type { Connection } from './connection.ts';

// Five days of first starts reach back over a weekend; the file is small.
const KEPT_COPIES = 5;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Copies `outbox.db` into `backups/`. The connection must hold the file exclusively; the WAL is folded in first,
 * so that the one file is whole. `label` becomes part of the name.
 */
export function backUpOutbox(options: {
  readonly connection: Connection;
  readonly folder: string;
  readonly label: string;
  readonly wallMs: number;
  readonly failpoint?: ((name: string) => void) | undefined;
}): void {
  const { failpoint } = options;
  const folder = join(options.folder, BACKUP_FOLDER);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  failpoint?.('store.backup.before-checkpoint');
  options.connection.readPragma('wal_checkpoint(TRUNCATE)');
  failpoint?.('store.backup.after-checkpoint');
  const stamp = new Date(options.wallMs).toISOString().replaceAll(/[:.]/g, '-');
  const target = join(folder, `outbox-${stamp}-${options.label}.db`);
  const partial = `${target}.partial`;
  copyFileSync(join(options.folder, OUTBOX_FILE), partial, constants.COPYFILE_FICLONE);
  syncFile(partial);
  failpoint?.('store.backup.before-rename');
  renameSync(partial, target);
  failpoint?.('store.backup.after-rename');
  removeOldCopies(folder);
}

/** Whether the newest copy is older than a day, or there is none. */
export function isBackupDue(folder: string, wallMs: number): boolean {
  const newest = listCopies(join(folder, BACKUP_FOLDER)).at(-1);
  if (newest === undefined) return true;
  const ageMs = wallMs - readStamp(newest);
  // A clock set back, or a name that is not ours, must not stop the copies.
  return !(ageMs >= 0 && ageMs < DAY_MS);
}

function removeOldCopies(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.partial')) rmSync(join(folder, name));
  }
  for (const name of listCopies(folder).slice(0, -KEPT_COPIES)) rmSync(join(folder, name));
}

// outbox-2026-01-05T09-00-00-000Z-daily.db; the name outlives a restore from elsewhere, a file time does not.
function readStamp(name: string): number {
  const [, date, hours, minutes, rest] = /^outbox-(.{10})T(\d\d)-(\d\d)-(\d\d)/.exec(name) ?? [];
  return Date.parse(`${date}T${hours}:${minutes}:${rest}Z`);
}

/** The copies' names, oldest first. */
export function listCopies(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.startsWith('outbox-') && name.endsWith('.db'))
      .toSorted();
  } catch {
    // No folder yet means no copies yet.
    return [];
  }
}
