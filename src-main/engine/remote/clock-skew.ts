// Owns: how far the server's clock is from this computer's, learnt from `Date` headers. Must not: set any clock.
import type { Clock, ExchangeFacts } from '../ports.ts';

export interface ClockSkew {
  /** Takes the facts of any exchange with the service. */
  learn(facts: ExchangeFacts): void;
  /** Server clock minus this computer's in milliseconds, as last seen; null before the first answer. */
  readSkewMs(): number | null;
  /** The part of it that tokens are shifted by: 0 while it is small, not confirmed, or beyond belief. */
  readShiftMs(): number;
  /** After a 401: takes the last sample without a second opinion; answers whether the shift changed by it. */
  trustLastSample(): boolean;
  /** Too far off to be corrected for: the person must set the clock. */
  isBeyondBelief(): boolean;
}

// Services allow about a minute of leeway (A2); a header has whole seconds and answers take a moment.
const IGNORED_SKEW_MS = 5_000;
// Two samples that agree this well are believed; a lone odd one (a proxy's stale header) is not.
const AGREEMENT_MS = 3_000;
// A clock off by more than two days is set wrong; tokens valid that far ahead should not be made.
export const MAX_SHIFT_MS = 48 * 60 * 60 * 1000;

/** Tracks one account's service. */
export function createClockSkew(clock: Clock): ClockSkew {
  let lastMs: number | null = null;
  let shiftMs = 0;

  function adopt(sampleMs: number): boolean {
    const wantedMs =
      Math.abs(sampleMs) < IGNORED_SKEW_MS || Math.abs(sampleMs) > MAX_SHIFT_MS ? 0 : sampleMs;
    // A shift that is nearly right stays: tokens need not follow every wobble.
    if (wantedMs !== 0 && Math.abs(wantedMs - shiftMs) < AGREEMENT_MS) return false;
    const hasChanged = wantedMs !== shiftMs;
    shiftMs = wantedMs;
    return hasChanged;
  }

  return {
    learn(facts) {
      if (facts.serverDateMs === null) return;
      // The header was written some time during the exchange and cut to a whole second: take both middles.
      const sampleMs = Math.round(facts.serverDateMs + 500 - (clock.wallMs() - facts.tookMs / 2));
      // After an exchange this slow the middle says nothing.
      if (facts.tookMs > IGNORED_SKEW_MS * 2) return;
      const doAgree = lastMs !== null && Math.abs(sampleMs - lastMs) < AGREEMENT_MS;
      lastMs = sampleMs;
      if (doAgree) adopt(sampleMs);
    },
    readSkewMs: () => lastMs,
    readShiftMs: () => shiftMs,
    trustLastSample: () => lastMs !== null && adopt(lastMs),
    isBeyondBelief: () => lastMs !== null && Math.abs(lastMs) > MAX_SHIFT_MS,
  };
}
