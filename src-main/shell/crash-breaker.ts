// Owns: whether a child that died may be started again at once, or must rest because it keeps dying.
// Must not: know time or timers; the moments are given to it.

/** More than this many crashes within the window mean that starting again will not help. */
const MAX_CRASHES = 5;
const WINDOW_MS = 120_000;
/** After the breaker opened, a person's next call may try again once this long has passed. */
const REST_MS = 15_000;

export interface CrashBreaker {
  /** Notes a crash; answers whether a restart may follow at once. */
  recordCrash(nowMs: number): boolean;
  /** Whether a start on demand may be tried now, after the breaker opened. */
  mayTryAgain(nowMs: number): boolean;
  readonly crashCount: number;
}

/** More than 5 crashes in 2 minutes open the breaker; a try is allowed again 15 s after the last crash. */
export function createCrashBreaker(): CrashBreaker {
  let crashes: number[] = [];
  let total = 0;
  return {
    recordCrash: (nowMs) => {
      total += 1;
      crashes = [...crashes.filter((at) => nowMs - at < WINDOW_MS), nowMs];
      return crashes.length <= MAX_CRASHES;
    },
    mayTryAgain: (nowMs) => {
      const last = crashes.at(-1);
      return last === undefined || nowMs - last >= REST_MS;
    },
    get crashCount() {
      return total;
    },
  };
}
