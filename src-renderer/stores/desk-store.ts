// Owns: the snapshot of the desk's own condition: status as the engine pushed it, and whether the engine is there.
// Must not: call routes; connect-desk.ts fills it.
import { create } from 'zustand';
import type {
  AccountStatus,
  ConnectivityState,
  DeskStatus,
} from '../../src-shared/contract/desk-status.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { ShellInfo } from '../../src-shared/contract/routes.ts';

/** up; gone = the engine process ended and is being started again; down = it will not come back by itself. */
type EngineState = 'up' | 'gone' | 'down';

interface DeskStore {
  readonly status: DeskStatus | null;
  readonly statusError: DeskError | null;
  readonly engine: EngineState;
  readonly shell: ShellInfo | null;
  readonly isMac: boolean;
  /** Counts up each time everything must be read anew; lists depend on it. */
  readonly epoch: number;
}

export const useDeskStore = create<DeskStore>(() => ({
  status: null,
  statusError: null,
  engine: 'up',
  shell: null,
  isMac: false,
  epoch: 0,
}));

const WORST_FIRST: readonly ConnectivityState[] = [
  'unauthorized',
  'misbehaving',
  'offline',
  'unknown',
  'online',
];

/** The account whose connection most needs saying; null without accounts. */
export function pickWorstAccount(accounts: readonly AccountStatus[]): AccountStatus | null {
  const sorted = accounts.toSorted(
    (a, b) => WORST_FIRST.indexOf(a.connectivity) - WORST_FIRST.indexOf(b.connectivity),
  );
  return sorted[0] ?? null;
}

/** Decisions that have not come to rest and need nobody: held, waiting, being sent, being checked, blocked. */
export function countUnsent(status: DeskStatus): number {
  const { held, waiting, sending, checking, blocked } = status.queue;
  return held + waiting + sending + checking + blocked;
}
