// Owns: rule (h): a read that began before one of our writes was acknowledged may not overwrite that request.
// Must not: outlive the process; reads of an older one are gone with it.
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { ReadGuard } from '../ports.ts';

/** Longer than any read may take (the list's deadline is five minutes). */
const KEEP_MS = 10 * 60_000;

export interface OwnedReadGuard extends ReadGuard {
  noteAcknowledged(key: RequestKey | PackageKey, monoMs: number): void;
}

export function createReadGuard(): OwnedReadGuard {
  const acknowledged = new Map<RequestKey | PackageKey, number>();
  return {
    mayApplyRead: (key, beganMonoMs) => beganMonoMs >= (acknowledged.get(key) ?? -Infinity),
    noteAcknowledged: (key, monoMs) => {
      // Insertion order is time order, so the oldest come first.
      for (const [old, at] of acknowledged) {
        if (monoMs - at < KEEP_MS) break;
        acknowledged.delete(old);
      }
      acknowledged.delete(key);
      acknowledged.set(key, monoMs);
    },
  };
}
