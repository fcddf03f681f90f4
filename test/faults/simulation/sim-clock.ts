// Owns: simulated time: nothing passes unless a timer is run; the wall clock can jump and stand still by itself.
// Must not: use real time.
import type { Clock } from '../../../src-main/engine/ports.ts';

export interface SimClock {
  nowMs(): number;
  wallMs(): number;
  schedule(delayMs: number, run: () => void): () => void;
  /** As when somebody sets the computer's clock. */
  jumpWallBy(ms: number): void;
  setWallFrozen(isFrozen: boolean): void;
  /** The wall clock tells the true time again. */
  healWall(): void;
  /** Goes to the next timer and runs it; false when there is none until then. */
  runNext(untilMs: number): boolean;
  /** Nothing is due until then; time passes all the same. */
  passUntil(untilMs: number): void;
}

export const START_WALL_MS = 1_780_000_000_000;

interface Timer {
  readonly dueMs: number;
  readonly number: number;
  readonly run: () => void;
}

export function createSimClock(): SimClock {
  let nowMs = 0;
  let wallSkewMs = 0;
  let frozenWallMs: number | null = null;
  let lastNumber = 0;
  const timers: Timer[] = [];
  const wallMs = (): number => Math.floor(frozenWallMs ?? START_WALL_MS + nowMs + wallSkewMs);
  return {
    nowMs: () => nowMs,
    wallMs,
    schedule: (delayMs, run) => {
      lastNumber += 1;
      const timer = { dueMs: nowMs + Math.max(0, delayMs), number: lastNumber, run };
      const at = timers.findIndex((other) => other.dueMs > timer.dueMs);
      timers.splice(at === -1 ? timers.length : at, 0, timer);
      return () => {
        const index = timers.indexOf(timer);
        if (index !== -1) timers.splice(index, 1);
      };
    },
    jumpWallBy: (ms) => {
      if (frozenWallMs === null) wallSkewMs += ms;
      else frozenWallMs += ms;
    },
    setWallFrozen: (isFrozen) => {
      if (isFrozen) frozenWallMs = wallMs();
      else if (frozenWallMs !== null) {
        wallSkewMs = frozenWallMs - START_WALL_MS - nowMs;
        frozenWallMs = null;
      }
    },
    healWall: () => {
      frozenWallMs = null;
      wallSkewMs = 0;
    },
    runNext: (untilMs) => {
      const [next] = timers;
      if (next === undefined || next.dueMs > untilMs) return false;
      timers.shift();
      nowMs = Math.max(nowMs, next.dueMs);
      next.run();
      return true;
    },
    passUntil: (untilMs) => {
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}

/** The clock of one process: its monotonic time begins anew, and its timers end with it. */
export function createProcessClock(
  clock: SimClock,
  bornMs: number,
  isAlive: () => boolean,
  onUncaught: (error: unknown) => void,
): Clock {
  return {
    wallMs: () => clock.wallMs(),
    monoMs: () => clock.nowMs() - bornMs + FIRST_MONO_MS,
    schedule: (delayMs, run) =>
      clock.schedule(delayMs, () => {
        if (!isAlive()) return;
        try {
          run();
        } catch (error) {
          onUncaught(error);
        }
      }),
  };
}

/** A process is a moment old when its engine starts. */
export const FIRST_MONO_MS = 400;
