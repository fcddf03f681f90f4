// Owns: an open request as the engine tells it, with good defaults, for tests of the page.
import { buildRequest } from './reassign-request-builder.ts';
import type { InboxDetail } from '../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';

/** A plain pending request without a dossier or anything decided. */
export function buildInboxDetail(change: Partial<InboxDetail> = {}): InboxDetail {
  const request = buildRequest();
  return {
    key: `account/${request.id}` as RequestKey,
    request,
    dossier: null,
    checks: [],
    seenHash: 'a'.repeat(64),
    entry: null,
    related: [],
    fetchedAt: '2026-11-01T09:05:00Z',
    dossierFetchedAt: null,
    snoozedUntil: null,
    isSnoozedForChange: false,
    canOpenInSign: false,
    draft: null,
    ...change,
  };
}
