// Owns: a clock for tests that runs with real time and can be jumped ahead, so that waits of minutes cost nothing
// while sockets keep their real pace. Must not: be used by the app.
import type { Clock } from '../../src-main/engine/ports.ts';

export interface ManualClock extends Clock {
  /** Both clocks go ahead; timers that came due run, in order. */
  advanceBy(ms: number): void;
  /** Only the wall clock jumps, as when somebody sets it. */
  jumpWallBy(ms: number): void;
}

interface Timer {
  readonly dueMonoMs: number;
  readonly run: () => void;
  handle: NodeJS.Timeout | null;
}

export function createManualClock(): ManualClock {
  let skippedMs = 0;
  let wallJumpMs = 0;
  const timers = new Set<Timer>();
  const monoMs = (): number => performance.now() + skippedMs;
  const fire = (timer: Timer): void => {
    if (!timers.delete(timer)) return;
    if (timer.handle !== null) clearTimeout(timer.handle);
    timer.run();
  };
  const arm = (timer: Timer): void => {
    const delayMs = Math.min(Math.max(timer.dueMonoMs - monoMs(), 0), 2 ** 31 - 1);
    timer.handle = setTimeout(() => fire(timer), delayMs);
  };
  return {
    wallMs: () => Date.now() + skippedMs + wallJumpMs,
    monoMs,
    schedule: (delayMs, run) => {
      const timer: Timer = { dueMonoMs: monoMs() + delayMs, run, handle: null };
      timers.add(timer);
      arm(timer);
      return () => {
        timers.delete(timer);
        if (timer.handle !== null) clearTimeout(timer.handle);
      };
    },
    advanceBy: (ms) => {
      skippedMs += ms;
      const pending = [...timers].toSorted((a, b) => a.dueMonoMs - b.dueMonoMs);
      for (const timer of pending) {
        if (timer.handle !== null) clearTimeout(timer.handle);
        if (timer.dueMonoMs <= monoMs()) fire(timer);
        else if (timers.has(timer)) arm(timer);
      }
    },
    jumpWallBy: (ms) => {
      wallJumpMs += ms;
    },
  };
}
