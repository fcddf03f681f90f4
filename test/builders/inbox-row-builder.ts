// Owns: rows of the inbox for tests, with good defaults.
import type { InboxRow } from '../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';

/** A plain pending row; `number` makes its key. */
export function buildInboxRow(number: number, change: Partial<InboxRow> = {}): InboxRow {
  return {
    key: `account/${number}` as RequestKey,
    accountId: 'account',
    state: 'pending',
    fromName: 'Jane Doe',
    toName: 'Josh Doe',
    dossierId: `dossier-${number}`,
    dossierName: 'Example contract',
    owner: 'John Doe',
    createdAt: '2024-01-01T00:00:00Z',
    expiresAt: null,
    snoozedUntil: null,
    isSnoozedForChange: false,
    worstCheck: null,
    seenHash: 'a'.repeat(64),
    overlay: null,
    ...change,
  };
}

/** An overlay as a decision on its way lays it over a row. */
export function buildOverlay(
  change: Partial<NonNullable<InboxRow['overlay']>> = {},
): NonNullable<InboxRow['overlay']> {
  return {
    opId: '6f8d0a9d-b85c-4c3f-9e69-5699f1e00f49',
    state: 'QUEUED',
    phrase: 'waiting-network',
    heldUntil: null,
    nextTryAt: null,
    decision: 'approve',
    ...change,
  };
}
