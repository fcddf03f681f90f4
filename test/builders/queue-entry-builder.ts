// Owns: queue entries with good defaults for tests. Must not: know what a screen makes of them.
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import type { ReassignEntry, ReassignSubject } from '../../src-shared/domain/outbox-item.ts';

export type QueueEntryParts = Partial<Omit<ReassignEntry, 'subject'>> & {
  readonly subject?: Partial<ReassignSubject>;
};

/** An approve that waits for its turn; whatever is given replaces the default. */
export function buildQueueEntry({ subject, ...parts }: QueueEntryParts = {}): ReassignEntry {
  return {
    opId: '0190a000-0000-7000-8000-000000000001',
    accountId: 'account',
    subject: {
      type: 'reassign',
      requestKey: createRequestKey('account', 'request'),
      decision: 'approve',
      fromName: 'Mara Klein',
      toName: 'Ivo Brandt',
      dossierName: 'Lease amendment',
      owner: 'Sales team',
      text: null,
      ...subject,
    },
    state: 'QUEUED',
    phrase: 'waiting-turn',
    blockedWhy: null,
    decidedAt: '2026-03-03T10:00:00.000Z',
    heldUntil: null,
    nextTryAt: null,
    attempt: 0,
    sentCount: 0,
    lastHttpStatus: null,
    lastErrorCode: null,
    restedAt: null,
    conflict: null,
    canCancel: false,
    canRetry: false,
    ...parts,
  };
}
