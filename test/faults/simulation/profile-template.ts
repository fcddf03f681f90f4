// Owns: where the runs of a simulation keep their files, and the fresh profile each begins with. Must not: outlive the
// program.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestStore } from '../../support/test-store.ts';

export interface RunFolders {
  readonly template: string;
  /** An empty folder for one run. */
  make(name: string): string;
  /** A folder with a fresh profile in `life-0`. */
  makeProfile(name: string): string;
  remove(): void;
}

// Memory where there is some: ten thousand profiles with synced commits would wear a disk for nothing. What a power
// cut leaves is worked out by the simulation itself.
const MEMORY = '/dev/shm';

export function createRunFolders(): RunFolders {
  const root = mkdtempSync(
    join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'signing-desk-simulation-'),
  );
  const template = join(root, 'template');
  openTestStore(template).close();
  return {
    template,
    make: (name) => {
      const folder = join(root, name);
      mkdirSync(folder);
      return folder;
    },
    makeProfile: (name) => {
      const folder = join(root, name);
      cpSync(template, join(folder, 'life-0'), { recursive: true });
      return folder;
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}
