// Owns: what the steps of one pull share, and what it ends with. Types only.
import type { SyncStatus } from '../../../src-shared/contract/desk-status.ts';
import type {
  Clock,
  CmSignClient,
  EngineLog,
  Random,
  ReadOutcome,
  RemoteFailure,
} from '../ports.ts';
import type { Connection } from '../store/connection.ts';
import type { MirrorStore } from '../store/mirror/mirror-writer.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { ReadLimiter } from './read-limiter.ts';

export interface PullProgress {
  readonly step: NonNullable<SyncStatus['step']>;
  readonly done: number;
  readonly total: number | null;
}

export interface PullContext {
  readonly accountId: string;
  readonly client: CmSignClient;
  readonly connection: Connection;
  readonly mirror: MirrorStore;
  readonly limiter: ReadLimiter;
  readonly feed: ChangeFeed;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: EngineLog;
  /** Ends the pull; what was applied stays. */
  readonly signal: AbortSignal;
  readonly onProgress: (progress: PullProgress) => void;
  /** Tells connectivity how an exchange ended. */
  readonly report: (outcome: ReadOutcome<unknown>) => void;
}

export interface PullResult {
  /** What ended the pull early; null = all steps ran. ABORTED after a cancel. */
  readonly failure: RemoteFailure | null;
  readonly changedCount: number;
  /** Elements and details that could not be read; their last good version stays. */
  readonly unreadableCount: number;
  /** How many records the list held. */
  readonly listedCount: number;
}
