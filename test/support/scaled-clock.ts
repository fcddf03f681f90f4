// Owns: a clock for engines in their own process whose waits run faster than real time, so that settling takes seconds,
// while sockets keep their real pace. Its wall clock can be set wrong. Must not: be used by the app.
import type { Clock } from '../../src-main/engine/ports.ts';

export interface ScaledClock extends Clock {
  /** Somebody sets the computer's clock. */
  jumpWallBy(ms: number): void;
  /** The wall clock stands still, or shows the right time again. */
  setFrozen(isFrozen: boolean): void;
}

// Node fires a longer timer at once.
const MAX_TIMER_MS = 2 ** 31 - 1;

/**
 * `rate` milliseconds of waiting pass in one of real time. The wall clock keeps real time: tokens and the service's
 * `Date` are measured with it, and a settle that is counted by it only gets longer.
 */
export function createScaledClock(rate: number, wallJumpMs = 0): ScaledClock {
  let jumpMs = wallJumpMs;
  let frozenAtMs: number | null = null;
  const readWall = (): number => frozenAtMs ?? Date.now() + jumpMs;
  return {
    wallMs: readWall,
    monoMs: () => performance.now() * rate,
    schedule: (delayMs, run) => {
      const timer = setTimeout(run, Math.min(Math.max(delayMs / rate, 0), MAX_TIMER_MS));
      return () => clearTimeout(timer);
    },
    jumpWallBy: (ms) => {
      jumpMs += ms;
      if (frozenAtMs !== null) frozenAtMs += ms;
    },
    setFrozen: (isFrozen) => {
      frozenAtMs = isFrozen ? readWall() : null;
    },
  };
}
