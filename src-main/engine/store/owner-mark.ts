// Owns: the mark of the engine a profile's folder belongs to. SQLite's lock is asked once and belongs to a file; some
// file systems forget locks, and a folder that is put back from a copy has none. Must not: stand in for the lock.
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OWNER_MARK_FILE } from './store-files.ts';

/**
 * Takes the folder over; the engine before, should it still live, finds out at its next change. Answers whether the
 * folder is still ours: asked anew each time, by path, a few microseconds. Throws what the file system throws.
 */
export function takeFolder(folder: string): () => boolean {
  const path = join(folder, OWNER_MARK_FILE);
  const mark = randomUUID();
  writeFileSync(`${path}.partial`, mark, { mode: 0o600 });
  renameSync(`${path}.partial`, path);
  return () => {
    try {
      return readFileSync(path, 'utf8') === mark;
    } catch (error) {
      // The folder was moved away or emptied under us: what we write would be nobody's.
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
  };
}
