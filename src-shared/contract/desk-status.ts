// Owns: the shapes the engine pushes about itself: accounts, connectivity, sync and counts. Types only.
import type { DeskError } from './errors.ts';

/** starting → onboarding (no account yet) or ready; locked = data exists but its key is not to be had; failed = cannot run. */
export type DeskPhase = 'starting' | 'onboarding' | 'ready' | 'locked' | 'failed';

/** `online` only ever means: the service itself answered sensibly. */
export type ConnectivityState = 'unknown' | 'online' | 'offline' | 'unauthorized' | 'misbehaving';

export interface SyncStatus {
  readonly state: 'idle' | 'running';
  readonly step: 'list' | 'details' | 'dossiers' | null;
  readonly done: number;
  /** null while the total is not known yet. */
  readonly total: number | null;
  readonly startedAt: string | null;
  /** When the last complete sync ended: the age of the data. */
  readonly completedAt: string | null;
  readonly nextAt: string | null;
  /** Records of the last answer that could not be read; they are kept aside, never guessed. */
  readonly unreadableCount: number;
  readonly error: DeskError | null;
}

export interface AccountStatus {
  readonly id: string;
  readonly kind: 'cm-sign' | 'signinghub';
  readonly label: string;
  readonly baseUrl: string;
  readonly connectivity: ConnectivityState;
  readonly connectivitySince: string | null;
  readonly connectivityError: DeskError | null;
  /** Server clock minus this computer's, in milliseconds, from `Date` headers; null = not known. */
  readonly clockSkewMs: number | null;
  readonly sync: SyncStatus;
}

/** Counts of outbox items by what the person is told. */
export interface QueueCounts {
  readonly held: number;
  readonly waiting: number;
  readonly sending: number;
  readonly checking: number;
  readonly blocked: number;
  readonly needsYou: number;
  /** Confirmed since local midnight. */
  readonly sentToday: number;
}

export interface DeskStatus {
  readonly phase: DeskPhase;
  readonly profile: 'desk' | 'practice';
  readonly problem: DeskError | null;
  readonly accounts: readonly AccountStatus[];
  readonly queue: QueueCounts;
  readonly isQueuePaused: boolean;
  /** Pending requests that are not decided here yet: the number on the badge. */
  readonly pendingCount: number;
  /** The practice service's switch; null outside the practice desk. */
  readonly isPracticeOnline: boolean | null;
}
