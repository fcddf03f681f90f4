// Owns: that a desk which found no keychain looks again by itself. Must not: ask one that answered: it may prompt.
import type { Clock } from '../ports.ts';

// A look costs a few milliseconds; whoever starts the service need not wait long, nor press anything.
const PAUSE_MS = 5_000;

export interface KeychainWatch {
  /** What was missed may have changed. */
  touch(): void;
  stop(): void;
}

export function createKeychainWatch(options: {
  readonly clock: Clock;
  /** Whether no keychain answered the last time it was needed. */
  readonly isMissed: () => boolean;
  /** Never rejects. */
  readonly look: () => Promise<void>;
}): KeychainWatch {
  let cancel: (() => void) | null = null;
  let isStopped = false;
  const touch = (): void => {
    if (isStopped || cancel !== null || !options.isMissed()) return;
    cancel = options.clock.schedule(PAUSE_MS, () => {
      cancel = null;
      if (options.isMissed()) void options.look().finally(touch);
    });
  };
  return {
    touch,
    stop: () => {
      isStopped = true;
      cancel?.();
      cancel = null;
    },
  };
}
