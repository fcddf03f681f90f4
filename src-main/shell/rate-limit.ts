// Owns: how many calls a page may make: a bucket that refills with time.
// Must not: read a clock; the moment is given to it.

/** A fast typist with a virtual list makes tens of calls a second; hundreds mean a page that runs away. */
const BURST = 400;
const REFILL_PER_SECOND = 200;

/** Returns a function that answers whether a call at this moment is within the limit, and counts it. */
export function createRateLimit(): (nowMs: number) => boolean {
  let tokens = BURST;
  let lastMs: number | null = null;
  return (nowMs) => {
    const passedMs = Math.max(0, nowMs - (lastMs ?? nowMs));
    lastMs = nowMs;
    tokens = Math.min(BURST, tokens + (passedMs / 1000) * REFILL_PER_SECOND);
    if (tokens < 1) return false;
    tokens -= 1;
    return true;
  };
}
