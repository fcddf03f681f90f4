// Owns: how fast single reads may follow each other: additive increase, multiplicative decrease.
// Must not: limit writes or lists.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { Clock, RemoteFailure } from '../ports.ts';

export interface ReadLimiter {
  /** Waits for the next slot; rejects with ABORTED when the signal fires. */
  takeSlot(signal: AbortSignal): Promise<void>;
  /** Tells how a read ended: null = it was answered. */
  report(failure: RemoteFailure | null): void;
  readonly ratePerSecond: number;
}

// No limit is published for CM.com Sign; peers allow from half a request to five a second (PERFORMANCE, anchors).
const FIRST_RATE = 2;
const LEAST_RATE = 0.25;
const LARGEST_RATE = 50;
// The practice desk and tests run on this machine: nobody else is served by it.
const LOOPBACK_RATE = 2_000;

/**
 * Starts at 2 reads a second and doubles each second while all is well; at the first push-back (429, 503 or a
 * Retry-After) it halves, waits as long as asked, and from then on grows by one read a second each second.
 */
export function createReadLimiter(clock: Clock, isLoopback: boolean): ReadLimiter {
  let rate = isLoopback ? LOOPBACK_RATE : FIRST_RATE;
  let isDoubling = true;
  let nextMonoMs = 0;
  return {
    get ratePerSecond() {
      return rate;
    },
    takeSlot(signal) {
      const now = clock.monoMs();
      const at = Math.max(now, nextMonoMs);
      nextMonoMs = at + 1000 / rate;
      return waitUntil(clock, at - now, signal);
    },
    report(failure) {
      const isPushback =
        failure !== null &&
        (failure.status === 429 || failure.status === 503 || failure.retryAfterMs !== null);
      if (!isPushback) {
        const most = isLoopback ? LOOPBACK_RATE : LARGEST_RATE;
        if (failure === null) rate = Math.min(most, rate + (isDoubling ? 1 : 1 / rate));
        return;
      }
      isDoubling = false;
      rate = Math.max(LEAST_RATE, rate / 2);
      nextMonoMs = Math.max(nextMonoMs, clock.monoMs() + (failure.retryAfterMs ?? 1000 / rate));
    },
  };
}

function waitUntil(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  const refusal = (): CodedError => new CodedError('ABORTED', 'The sync was cancelled');
  if (signal.aborted) return Promise.reject(refusal());
  // A timer cannot wait less than a millisecond; at such rates the answers set the pace.
  if (delayMs < 1) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      cancel();
      reject(refusal());
    };
    const cancel = clock.schedule(delayMs, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}
