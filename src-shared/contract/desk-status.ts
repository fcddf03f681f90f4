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

/**
 * What a repair of the stored decisions found: damaged = the file failed its check · missing = it was gone · behind =
 * it lacked what had been committed. Counts are of decisions, except where said.
 */
export interface RepairFacts {
  readonly why: 'damaged' | 'missing' | 'behind';
  /** Brought back as they were; they go on by themselves. */
  readonly restored: number;
  /** Nothing of them is sent until the person says so. */
  readonly asking: number;
  /** May have been on their way: read back before anything else. */
  readonly checking: number;
  /** Came to an end that is not known; each waits in the queue. */
  readonly unclear: number;
  /** Of which nothing could be read. */
  readonly missing: number;
  /** Nothing proves that there were no more. */
  readonly mayLackMore: boolean;
  /** Where the damaged files lie, below the profile's folder. */
  readonly keptIn: string | null;
  /** Tables besides the decisions that may lack what was changed since the last backup. */
  readonly lacking: readonly string[];
}

export interface RepairNote extends RepairFacts {
  readonly noteId: number;
  readonly at: string;
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
  /** Told until the person puts it away. */
  readonly repairNote: RepairNote | null;
}
