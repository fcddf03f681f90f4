// Owns: a keychain in a file, for engines that tests kill and start again. Real keyrings have their own tests.
// Must not: be used by the app.
import { readFileSync, writeFileSync } from 'node:fs';
import type { Keychain } from '../../src-main/engine/ports.ts';

export function createFileKeychain(path: string): Keychain {
  const load = (): Record<string, string> => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    } catch {
      // Not there yet.
      return {};
    }
  };
  const save = (items: Record<string, string>): void => writeFileSync(path, JSON.stringify(items));
  return {
    read: async (item) => load()[item] ?? null,
    write: async (item, value) => save({ ...load(), [item]: value }),
    remove: async (item) => {
      const { [item]: _removed, ...rest } = load();
      save(rest);
    },
  };
}
