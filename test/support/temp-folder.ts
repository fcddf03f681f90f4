// Owns: temporary folders of tests. Must not: leave any behind.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Makes a folder under the system's temporary folder; call the second value when done. */
export function createTempFolder(name = 'signing-desk'): readonly [string, () => void] {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  return [folder, () => rmSync(folder, { recursive: true, force: true })];
}
