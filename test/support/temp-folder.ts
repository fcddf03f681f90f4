// Owns: temporary folders of tests. Must not: leave any behind.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder under the system's temporary folder; call the second value when done. */
export function createTempFolder(
  name = 'signing-desk',
  root = tmpdir(),
): readonly [string, () => void] {
  const folder = mkdtempSync(join(root, `${name}-`));
  return [folder, () => rmSync(folder, { recursive: true, force: true })];
}

/** Where files never wait for a disk, if the system has such a place. */
export function findMemoryFolder(): string {
  return existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
}
