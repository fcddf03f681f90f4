// Owns: a real store whose commits a schedule can make fail, and whose files can be left as a killed process or a
// power cut leaves them. Must not: change what SQLite does otherwise.
import { copyFileSync, mkdirSync, readdirSync, statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { openTestStore } from '../../support/test-store.ts';
import type { Draw } from '../../../src-sandbox/random.ts';
import type { Store } from '../../../src-main/engine/store/open.ts';

export type CommitFault = 'SQLITE_FULL' | 'SQLITE_IOERR_FSYNC' | 'SQLITE_BUSY';

/** Shared with the schedule: how many of the next commits fail, and how. */
export interface DiskWeather {
  fault: CommitFault | null;
  /** Commits that still go well before the fault sets in. */
  goodCommits: number;
  /** Commits that fail then. */
  badCommits: number;
}

export function createFairDisk(): DiskWeather {
  return { fault: null, goodCommits: 0, badCommits: 0 };
}

export interface FaultyStore extends Store {
  /** The process is gone: the files as they are now go to `folder`; everything later on this store throws. */
  abandon(folder: string, how: 'kill' | 'power-cut', draw: Draw): void;
}

export function openFaultyStore(folder: string, disk: DiskWeather): FaultyStore {
  const store = openTestStore(folder);
  let isOpen = true;
  let depth = 0;
  const assertOpen = (): void => {
    if (!isOpen) throw new TypeError('The process of this store is gone');
  };
  return {
    ...store,
    prepare: (sql) => {
      assertOpen();
      return store.prepare(sql);
    },
    inTransaction: (work) => {
      assertOpen();
      depth += 1;
      try {
        return store.inTransaction(() => {
          const result = work();
          if (depth === 1) failWhenDue(disk);
          return result;
        });
      } finally {
        depth -= 1;
      }
    },
    close: () => {
      if (isOpen) store.close();
      isOpen = false;
    },
    abandon: (target, how, draw) => {
      assertOpen();
      isOpen = false;
      mkdirSync(target, { recursive: true, mode: 0o700 });
      // 2 = FULL: every commit is on the disk before it returns. Below that, the log may be cut anywhere.
      const cutLogs = [
        ['main', 'mirror.db-wal'],
        ['outbox', 'outbox.db-wal'],
      ].flatMap(([schema, log]) =>
        Number(store.readPragma(`${schema}.synchronous`)) >= 2 ? [] : log,
      );
      for (const file of readdirSync(folder, { withFileTypes: true })) {
        // The index of a log lives in memory that all share, and is made anew.
        if (!file.isFile() || file.name.endsWith('-shm')) continue;
        copyFileSync(join(folder, file.name), join(target, file.name));
        if (how === 'kill' || !cutLogs.includes(file.name)) continue;
        truncateSync(
          join(target, file.name),
          draw.below(statSync(join(folder, file.name)).size + 1),
        );
      }
      store.close();
    },
  };
}

function failWhenDue(disk: DiskWeather): void {
  if (disk.fault === null) return;
  if (disk.goodCommits > 0) {
    disk.goodCommits -= 1;
    return;
  }
  if (disk.badCommits <= 0) {
    disk.fault = null;
    return;
  }
  disk.badCommits -= 1;
  throw Object.assign(new Error('the commit failed'), { code: disk.fault });
}
