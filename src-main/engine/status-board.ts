// Owns: when the desk's status is pushed: coalesced, and only when it says something new.
// Must not: know what a status is made of.
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { Clock, Publish } from './ports.ts';

export interface StatusBoard {
  /** Something may have changed; pushes at once, or at the end of the pause after the last push. */
  touch(): void;
  stop(): void;
}

// Faster than this nobody reads, and a sync tells of progress for every record (contract: once each 100 ms).
const PAUSE_MS = 100;

export function createStatusBoard(options: {
  readonly read: () => DeskStatus;
  readonly publish: Publish;
  readonly clock: Clock;
  /** Reading failed: nothing is pushed, the next touch reads again. Throws what it cannot deal with. */
  readonly onUnreadable: (error: unknown) => void;
}): StatusBoard {
  let cancel: (() => void) | null = null;
  let lastPushMs = Number.NEGATIVE_INFINITY;
  let lastText = '';
  let isStopped = false;
  const readOrTell = (): DeskStatus | null => {
    try {
      return options.read();
    } catch (error) {
      options.onUnreadable(error);
      return null;
    }
  };
  const push = (): void => {
    cancel = null;
    const status = readOrTell();
    if (status === null) return;
    const text = JSON.stringify(status);
    if (text === lastText) return;
    lastText = text;
    lastPushMs = options.clock.monoMs();
    options.publish('status.changed', status);
  };
  return {
    touch: () => {
      if (isStopped || cancel !== null) return;
      // Never at once within the caller: one commit often touches several times.
      const dueMs = lastPushMs + PAUSE_MS - options.clock.monoMs();
      cancel = options.clock.schedule(Math.max(0, dueMs), push);
    },
    stop: () => {
      isStopped = true;
      cancel?.();
      cancel = null;
    },
  };
}
