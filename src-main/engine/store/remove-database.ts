// Owns: removing a closed database as a whole. Must not: decide that one may go.
import { rmSync } from 'node:fs';

/** What SQLite keeps beside a database; left behind, it would be played into a new file of that name. */
const SIBLINGS = ['-wal', '-shm', '-journal'] as const;

/** Removes the file and what belongs to it, as far as it is there. */
export function removeDatabase(path: string): void {
  rmSync(path, { force: true });
  removeSiblings(path);
}

/** Removes what belongs to the file, and leaves the file itself. */
export function removeSiblings(path: string): void {
  for (const suffix of SIBLINGS) rmSync(path + suffix, { force: true });
}
