// Owns: how long to pause after a failure. Must not: read a clock.

/** First pause at most 2 s: a short hiccup of the network should not be felt. */
const BASE_MS = 2_000;
/** Longest pause: somebody who comes back to the desk should not wait longer than this for a sign of life. */
export const MAX_BACKOFF_MS = 15 * 60_000;
/** A longer Retry-After says more about a broken header than about load. */
export const MAX_RETRY_AFTER_MS = 60 * 60_000;

/** Full jitter: anything from 0 to the doubled step, so that many desks do not return in step. `failures` from 1. */
export function computeBackoffMs(failures: number, fraction: number): number {
  const step = Math.min(MAX_BACKOFF_MS, BASE_MS * 2 ** Math.min(Math.max(failures, 1) - 1, 20));
  return Math.floor(step * fraction);
}

/** What the server asked for, within reason. */
export function boundRetryAfterMs(retryAfterMs: number): number {
  return Math.min(Math.max(retryAfterMs, 0), MAX_RETRY_AFTER_MS);
}
