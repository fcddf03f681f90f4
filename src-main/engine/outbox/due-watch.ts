// Owns: telling the page when a waiting item's time has come. Must not: move an item; the dispatcher does.
import type { Clock } from '../ports.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { Lanes } from './lanes.ts';

export interface DueWatch {
  /** Notes what became due since the last look and plans the next; call whenever the lanes may have changed. */
  look(): void;
  stop(): void;
}

/** Timers and sleeping laptops: never trust one timer for longer. */
const LONGEST_SLEEP_MS = 60_000;

/**
 * "Held" ends with the clock alone. Offline or paused nothing else happens to the item then, and without a word the
 * page would go on saying that it can be undone, or that it leaves now.
 */
export function createDueWatch(options: {
  readonly clock: Clock;
  readonly lanes: Lanes;
  readonly feed: ChangeFeed;
}): DueWatch {
  const { clock, lanes, feed } = options;
  let lookedMonoMs = clock.monoMs();
  let cancel = (): void => {};
  const look = (): void => {
    cancel();
    const monoMs = clock.monoMs();
    let nextMonoMs = Number.POSITIVE_INFINITY;
    for (const item of lanes.listAll()) {
      if (item.state !== 'QUEUED') continue;
      if (item.dueMonoMs > monoMs) nextMonoMs = Math.min(nextMonoMs, item.dueMonoMs);
      else if (item.dueMonoMs > lookedMonoMs) feed.note(item);
    }
    lookedMonoMs = monoMs;
    if (nextMonoMs === Number.POSITIVE_INFINITY) return;
    cancel = clock.schedule(Math.min(Math.max(1, nextMonoMs - monoMs), LONGEST_SLEEP_MS), look);
  };
  return { look, stop: () => cancel() };
}
