// Owns: telling the page which requests a pull has changed, bundled. Must not: send rows.
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { Clock, Publish } from '../ports.ts';
import type { AppliedRequest } from '../store/mirror/mirror-writer.ts';

export interface ChangeFeed {
  add(applied: readonly AppliedRequest[]): void;
  addKeys(keys: readonly RequestKey[]): void;
  /** Pushes what is left, and the bundle of arrivals. */
  finish(): void;
  readonly changedCount: number;
}

// The contract's bound: beyond it the page reads anew.
const MAX_KEYS = 500;
// Often enough to see rows come in, seldom enough that the page can draw between.
const PUSH_PAUSE_MS = 300;

/** `countsArrivals` is false on the first sync, where everything is new and nothing is news. */
export function createChangeFeed(options: {
  readonly publish: Publish;
  readonly clock: Clock;
  readonly countsArrivals: boolean;
}): ChangeFeed {
  const { publish, clock } = options;
  let keys = new Set<RequestKey>();
  let lastPushMonoMs = clock.monoMs();
  let arrivedCount = 0;
  let firstKey: RequestKey | null = null;
  let changedCount = 0;

  function push(): void {
    if (keys.size === 0) return;
    publish('inbox.changed', { keys: keys.size > MAX_KEYS ? null : [...keys] });
    keys = new Set();
    lastPushMonoMs = clock.monoMs();
  }
  function addKey(key: RequestKey): void {
    changedCount += 1;
    keys.add(key);
  }
  function pushIfDue(): void {
    if (clock.monoMs() - lastPushMonoMs >= PUSH_PAUSE_MS) push();
  }

  return {
    get changedCount() {
      return changedCount;
    },
    add(applied) {
      for (const { key, effect, isPending } of applied) {
        if (effect !== 'new' && effect !== 'changed') continue;
        addKey(key);
        if (effect === 'new' && isPending) {
          arrivedCount += 1;
          firstKey ??= key;
        }
      }
      pushIfDue();
    },
    addKeys(more) {
      for (const key of more) addKey(key);
      pushIfDue();
    },
    finish() {
      push();
      if (options.countsArrivals && firstKey !== null) {
        publish('inbox.arrived', { count: arrivedCount, firstKey });
      }
      arrivedCount = 0;
      firstKey = null;
    },
  };
}
