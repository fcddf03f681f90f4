// Owns: the present moment as state, so that ages and countdowns move by themselves.
import { useEffect, useState } from 'react';

/** For times of day: only the change of day moves such words, and a minute is soon enough for that. */
export const CLOCK_RENEWAL_MS = 60_000;

/** For ages, which move by minutes at most. */
export const AGE_RENEWAL_MS = 30_000;

/** The wall clock in milliseconds, renewed each `everyMs`. */
export function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}
