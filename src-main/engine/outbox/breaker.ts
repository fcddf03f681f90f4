// Owns: whether an account may be asked at all now: back-off after failures, Retry-After, a breaker with one probe.
// In memory only: after a restart asking once is right. Must not: know items.
import { boundRetryAfterMs, computeBackoffMs } from './backoff.ts';

/** Opens at this many failures in a row … */
const OPEN_AFTER_IN_A_ROW = 5;
/** … or when half of the last exchanges failed, once there are enough of them to mean something. */
const WINDOW = 20;
const OPEN_AT_SHARE = 0.5;

export interface Breaker {
  /** Whether a conversation (always beginning with a GET) may start now. */
  mayStart(monoMs: number): boolean;
  /** When it may start at the earliest; 0 = no floor. Infinity while the single probe is out. */
  readFloorMonoMs(): number;
  /** Told at the start of each conversation; while open, the first one is the probe. */
  begin(): void;
  succeed(): void;
  fail(monoMs: number): void;
  /** Retry-After holds for the whole account, whatever else says it is fine. */
  hold(monoMs: number, retryAfterMs: number): void;
  /** The service answered somebody else's question: the back-off is over, a Retry-After is not. */
  wake(): void;
  /** A conversation ended without an answer about the service (stopped by us). */
  cancel(): void;
}

export function createBreaker(readFraction: () => number): Breaker {
  let outcomes: boolean[] = [];
  let inARow = 0;
  let backoffUntil = 0;
  let retryAfterUntil = 0;
  let isOpen = false;
  let isProbeOut = false;
  return {
    mayStart: (monoMs) =>
      monoMs >= Math.max(backoffUntil, retryAfterUntil) && !(isOpen && isProbeOut),
    readFloorMonoMs: () =>
      isOpen && isProbeOut ? Number.POSITIVE_INFINITY : Math.max(backoffUntil, retryAfterUntil),
    begin: () => {
      if (isOpen) isProbeOut = true;
    },
    succeed: () => {
      if (isOpen) outcomes = [];
      isOpen = false;
      isProbeOut = false;
      inARow = 0;
      backoffUntil = 0;
      outcomes = [...outcomes, true].slice(-WINDOW);
    },
    fail: (monoMs) => {
      isProbeOut = false;
      inARow += 1;
      outcomes = [...outcomes, false].slice(-WINDOW);
      const failed = outcomes.filter((isGood) => !isGood).length;
      const isHalfBad = outcomes.length === WINDOW && failed / WINDOW >= OPEN_AT_SHARE;
      if (inARow >= OPEN_AFTER_IN_A_ROW || isHalfBad) isOpen = true;
      backoffUntil = Math.max(backoffUntil, monoMs + computeBackoffMs(inARow, readFraction()));
    },
    hold: (monoMs, retryAfterMs) => {
      retryAfterUntil = Math.max(retryAfterUntil, monoMs + boundRetryAfterMs(retryAfterMs));
    },
    wake: () => {
      backoffUntil = 0;
    },
    cancel: () => {
      isProbeOut = false;
    },
  };
}
