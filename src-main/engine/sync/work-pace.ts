// Owns: how much work is done in one go, so that a turn of the event loop stays short on any machine.
// Must not: wait.
import type { Clock } from '../ports.ts';

export interface WorkPace {
  /** How many pieces the next run should take. */
  readonly size: number;
  /** Does the work and learns from the time it took. */
  run<T>(work: () => T): T;
}

// A call may wait 50 ms at most; half of it leaves room for a checkpoint and a slow moment.
const TARGET_MS = 25;
// Few enough for the slowest machine; larger commits write the same index pages less often.
const FIRST_SIZE = 16;
const LEAST_SIZE = 8;
const LARGEST_SIZE = 1_000;

export function createWorkPace(clock: Clock): WorkPace {
  let size = FIRST_SIZE;
  return {
    get size() {
      return size;
    },
    run(work) {
      const beganMs = clock.monoMs();
      const result = work();
      const tookMs = clock.monoMs() - beganMs;
      if (tookMs < TARGET_MS * 0.6) size = Math.min(LARGEST_SIZE, Math.ceil(size * 1.25));
      else if (tookMs > TARGET_MS) size = Math.max(LEAST_SIZE, Math.floor(size / 1.5));
      return result;
    },
  };
}
