// Owns: an item as the queue screen and the inbox see it. Must not: claim more than is known.
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { describeOutboxItem } from '../../../src-shared/domain/outbox-item.ts';
import { listAllowedActs } from './allowed-acts.ts';
import type {
  ConflictFacts,
  PhraseFacts,
  QueueEntry,
  QueueSubject,
  ReassignSubject,
} from '../../../src-shared/domain/outbox-item.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';

export interface EntryFacts {
  readonly wallMs: number;
  readonly isOnline: boolean;
  /** When it is looked at next, on the wall clock; null = not known, or at once. */
  readonly nextTryMs: number | null;
}

/** An item as an entry about `subject`. */
export function createQueueEntry<S extends QueueSubject>(
  record: OpRecord,
  subject: S,
  facts: EntryFacts,
): QueueEntry<S> {
  const { core } = record;
  const isHeld = isHeldOp(record, facts);
  const { canCancel, canRetry } = listAllowedActs(core);
  return {
    opId: record.opId,
    accountId: record.accountId,
    subject,
    state: core.state,
    phrase: describeOutboxItem(describeCore(record, isHeld, facts)),
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

/** Whether its undo window still runs. */
export function isHeldOp(record: OpRecord, facts: Pick<EntryFacts, 'wallMs'>): boolean {
  return record.core.state === 'QUEUED' && record.notBeforeMs > facts.wallMs;
}

/** What its phrase depends on. */
export function describeCore(
  { core }: OpRecord,
  isHeld: boolean,
  facts: Pick<EntryFacts, 'isOnline' | 'nextTryMs'>,
): PhraseFacts {
  return {
    state: core.state,
    blockedWhy: core.blockedWhy,
    conflictWhy: core.conflictWhy,
    isHeld,
    isOnline: facts.isOnline,
    hasRetryTime: facts.nextTryMs !== null,
  };
}

/** A row that cannot be understood still has its place; its texts are not guessed. */
export function describeUnreadable(record: OpRecord): ReassignSubject {
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
