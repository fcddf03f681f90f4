// Owns: a clock for tests that stands still unless it is stepped; timers run in order, promises between them settle.
// Must not: be used by the app.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '../../src-main/engine/ports.ts';

export interface SteppedClock extends Clock {
  /** Goes ahead by `ms`, stopping at each timer on the way. */
  advance(ms: number): Promise<void>;
}

const START_WALL_MS = 1_780_000_000_000;
// Enough turns for a chain of promises and database work between two timers.
const TURNS = 6;

export function createSteppedClock(): SteppedClock {
  let nowMs = 0;
  const timers = new Set<{ readonly dueMs: number; readonly run: () => void }>();

  async function settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await nextTurn();
  }

  return {
    wallMs: () => START_WALL_MS + nowMs,
    monoMs: () => nowMs,
    schedule(delayMs, run) {
      const timer = { dueMs: nowMs + Math.max(0, delayMs), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async advance(ms) {
      const untilMs = nowMs + ms;
      for (;;) {
        await settle();
        const next = [...timers].toSorted((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined || next.dueMs > untilMs) break;
        nowMs = next.dueMs;
        timers.delete(next);
        next.run();
      }
      nowMs = untilMs;
    },
  };
}
