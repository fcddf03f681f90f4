// Owns: what the wiring, the status and the inbox ask of sync, connectivity and outbox. Types only.
import type {
  ConnectivityState,
  QueueCounts,
  SyncStatus,
} from '../../src-shared/contract/desk-status.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { QueueEntry } from '../../src-shared/domain/outbox-item.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';
import type { Connectivity } from './ports.ts';

export interface ConnectivityView {
  readonly state: ConnectivityState;
  /** ISO 8601; when it became so. */
  readonly since: string | null;
  readonly error: DeskError | null;
}

export interface ConnectivityPart extends Connectivity {
  readView(accountId: string): ConnectivityView;
}

export interface SyncPart {
  readStatus(accountId: string): SyncStatus;
  /** Looks at the service soon: after a wake-up, a new key, a switch. null = every account. */
  nudge(accountId: string | null): void;
  /** Ends what runs; resolves when nothing writes any more. */
  stop(): Promise<void>;
}

export interface OutboxPart {
  /** The newest item of each request that still says something, as the queue shows it. */
  findNewestEntries(keys: readonly RequestKey[]): ReadonlyMap<RequestKey, QueueEntry>;
  countQueue(): QueueCounts;
  isPaused(): boolean;
  /** The account has a usable key again: items blocked for want of it go on. */
  unblockKey(accountId: string): void;
  nudge(): void;
  stop(): Promise<void>;
}
