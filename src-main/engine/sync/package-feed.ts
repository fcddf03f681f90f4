// Owns: telling the page which packages a pull has changed, bundled. Must not: send rows.
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { Clock, Publish } from '../ports.ts';

export interface PackageFeed {
  add(keys: readonly PackageKey[]): void;
  /** Pushes what is left. */
  finish(): void;
  readonly changedCount: number;
}

// The contract's bound: beyond it the page reads anew.
const MAX_KEYS = 500;
// Often enough to see rows come in, seldom enough that the page can draw between.
const PUSH_PAUSE_MS = 300;

export function createPackageFeed(publish: Publish, clock: Clock): PackageFeed {
  const keys = new Set<PackageKey>();
  let lastPushMonoMs = clock.monoMs();
  let changedCount = 0;
  const push = (): void => {
    if (keys.size === 0) return;
    publish('package.changed', { keys: keys.size > MAX_KEYS ? null : [...keys] });
    keys.clear();
    lastPushMonoMs = clock.monoMs();
  };
  return {
    get changedCount() {
      return changedCount;
    },
    add(more) {
      changedCount += more.length;
      for (const key of more) keys.add(key);
      if (clock.monoMs() - lastPushMonoMs >= PUSH_PAUSE_MS) push();
    },
    finish: push,
  };
}
