// Owns: an item as the queue screen and the inbox see it. Must not: claim more than is known.
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { describeOutboxItem } from '../../../src-shared/domain/outbox-item.ts';
import { listAllowedActs } from './allowed-acts.ts';
import { openStoredOp } from './kinds/registry.ts';
import type {
  ConflictFacts,
  QueueEntry,
  QueueSubject,
} from '../../../src-shared/domain/outbox-item.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';

export interface EntryFacts {
  readonly wallMs: number;
  readonly isOnline: boolean;
  /** When it is looked at next, on the wall clock; null = not known, or at once. */
  readonly nextTryMs: number | null;
}

export function createQueueEntry(record: OpRecord, facts: EntryFacts): QueueEntry {
  const { core } = record;
  const isHeld = core.state === 'QUEUED' && record.notBeforeMs > facts.wallMs;
  const { canCancel, canRetry } = listAllowedActs(core);
  return {
    opId: record.opId,
    accountId: record.accountId,
    subject: openStoredOp(record)?.subject ?? describeUnreadable(record),
    state: core.state,
    phrase: describeOutboxItem({
      state: core.state,
      blockedWhy: core.blockedWhy,
      conflictWhy: core.conflictWhy,
      isHeld,
      isOnline: facts.isOnline,
      hasRetryTime: facts.nextTryMs !== null,
    }),
    blockedWhy: core.blockedWhy,
    decidedAt: writeTime(record.decidedMs),
    heldUntil: isHeld ? writeTime(record.notBeforeMs) : null,
    nextTryAt: facts.nextTryMs === null ? null : writeTime(facts.nextTryMs),
    attempt: core.attempt,
    sentCount: core.sentCount,
    lastHttpStatus: record.lastHttp,
    lastErrorCode: record.lastCode,
    restedAt: record.restedMs === null ? null : writeTime(record.restedMs),
    conflict: record.conflict === null ? null : (JSON.parse(record.conflict) as ConflictFacts),
    canCancel,
    canRetry,
  };
}

/** A row that cannot be understood still has its place; its texts are not guessed. */
function describeUnreadable(record: OpRecord): QueueSubject {
  return {
    type: 'reassign',
    requestKey: createRequestKey(record.accountId, record.lane),
    decision: 'approve',
    fromName: '',
    toName: '',
    dossierName: '',
    owner: '',
    text: null,
  };
}

function writeTime(ms: number): string {
  return new Date(ms).toISOString();
}
