// Owns: a real, encrypted store for tests. Must not: be used by the app.
import { openStore } from '../../src-main/engine/store/open.ts';
import type { Store } from '../../src-main/engine/store/open.ts';

/** Opens a store with fixed keys in the folder; the caller closes it. */
export function openTestStore(folder: string): Store {
  const keys = { mirror: new Uint8Array(32).fill(1), outbox: new Uint8Array(32).fill(2) };
  return openStore({ folder, keys, wallMs: 1_780_000_000_000 });
}
