// Owns: which files make up a database, and removing a closed one as a whole. Must not: decide that one may go.
import { rmSync } from 'node:fs';

/** What SQLite keeps beside a database; left behind, it would be played into a new file of that name. */
const SIBLINGS = ['-wal', '-shm', '-journal'] as const;

/** Removes the file and what belongs to it, as far as it is there. */
export function removeDatabase(path: string): void {
  for (const file of listDatabaseFiles(path)) rmSync(file, { force: true });
}

/** The file and what may lie beside it. */
export function listDatabaseFiles(path: string): readonly string[] {
  return [path, ...SIBLINGS.map((suffix) => path + suffix)];
}

/** Removes what belongs to the file, and leaves the file itself. */
export function removeSiblings(path: string): void {
  for (const suffix of SIBLINGS) rmSync(path + suffix, { force: true });
}
