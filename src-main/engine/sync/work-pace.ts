// Owns: how much work is done in one go, so that a turn of the event loop stays short on any machine.
// Must not: wait.
import type { Clock } from '../ports.ts';

export interface WorkPace {
  /** How many pieces the next run should take. */
  readonly size: number;
  /** Does the work and learns from the time it took. */
  run<T>(work: () => T): T;
}

// A call may wait 50 ms at most. Reading and hashing the next rows comes on top, up to half as much again, and the rest
// is room for a slow moment: with 30 ms a turn of a first sync took 40, and now and then 60.
const TARGET_MS = 20;
// On a busy machine most of a run's time is others' work, and smaller pieces would only make more of it: they write
// the same index pages more often. What the work itself takes counts, unless a run is far too long on the clock.
const LONGEST_MS = 50;
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
      const cpu = process.cpuUsage();
      const result = work();
      const { user, system } = process.cpuUsage(cpu);
      const workMs = (user + system) / 1000;
      const tookMs = clock.monoMs() - beganMs;
      if (workMs > TARGET_MS || tookMs > LONGEST_MS) {
        size = Math.max(LEAST_SIZE, Math.floor(size / 1.5));
      } else if (workMs < TARGET_MS * 0.6) size = Math.min(LARGEST_SIZE, Math.ceil(size * 1.25));
      return result;
    },
  };
}
