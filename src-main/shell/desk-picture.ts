// Owns: the few facts of the desk's status that the shell itself shows: counts for badge, tray and the quit question.
// Must not: import electron; the engine's status is the only source.
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';

export interface DeskPicture {
  readonly pendingCount: number;
  /** Decisions that still have to leave this computer. */
  readonly unsentCount: number;
  readonly isOffline: boolean;
  readonly isQueuePaused: boolean;
}

export const EMPTY_PICTURE: DeskPicture = {
  pendingCount: 0,
  unsentCount: 0,
  isOffline: false,
  isQueuePaused: false,
};

/** Reduces a status to what the shell shows. Unknown connectivity is not called offline. */
export function summarizeStatus(status: DeskStatus): DeskPicture {
  const { held, waiting, sending, checking, blocked } = status.queue;
  return {
    pendingCount: status.pendingCount,
    unsentCount: held + waiting + sending + checking + blocked,
    isOffline: status.accounts.some((account) => account.connectivity === 'offline'),
    isQueuePaused: status.isQueuePaused,
  };
}
