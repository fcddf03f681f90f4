// Owns: the routes that read the inbox, and what a person keeps beside a request: draft and snooze.
// Must not: write the mirror or the outbox.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { runHandOverChecks } from '../../../src-shared/domain/hand-over-checks.ts';
import { isReassignEntry } from '../../../src-shared/domain/outbox-item.ts';
import { parseRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { listAllowedHosts } from '../accounts/allowed-hosts.ts';
import { NO_END_MS, limitSnooze } from '../snooze-end.ts';
import { countOwners, countView, countViews } from '../store/mirror/inbox-counts.ts';
import { readInboxPage } from '../store/mirror/inbox-page.ts';
import { readMirrorRow, writeTime } from '../store/mirror/inbox-row.ts';
import { searchInbox } from '../store/mirror/inbox-search.ts';
import {
  findKeys,
  findRelated,
  findRequest,
  findReviewUrl,
  findRows,
} from '../store/mirror/request-queries.ts';
import type { InboxDetail, InboxPage, InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { RouteParsed } from '../../../src-shared/contract/routes.ts';
import type { QueueEntry, ReassignEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { Desk } from '../open-desk.ts';
import type { Snooze } from '../store/desk/snooze-repo.ts';
import type { StoredRow } from '../store/mirror/inbox-row.ts';
import type { ViewContext } from '../store/mirror/inbox-views.ts';
import type { HandlerContext } from './handler-context.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type InboxRoute = Extract<EngineRoute, `inbox.${string}`> | 'reassignRequest.openInSign';

export function createInboxHandlers(context: HandlerContext): Handlers<InboxRoute> {
  const { world, session } = context;
  const readDesk = (): Desk => session.readDesk();
  const readViews = (desk: Desk): ViewContext => createViewContext(desk, world.clock.wallMs());
  return {
    'inbox.page': (input) => readPage(readDesk(), world.clock.wallMs(), input),
    'inbox.rows': ({ keys }) => {
      const desk = readDesk();
      return overlayRows(desk, findRows(desk.store, keys, world.clock.wallMs()));
    },
    'inbox.counts': () => countViews(readDesk().store, readViews(readDesk())),
    'inbox.owners': () => countOwners(readDesk().store, readViews(readDesk())),
    'inbox.detail': ({ key }) => readDetail(readDesk(), key, world.clock.wallMs()),
    'inbox.find': ({ requestId }) => findKeys(readDesk().store, requestId),
    'inbox.saveDraft': ({ key, draft }) => {
      const desk = readDesk();
      const { accountId, requestId } = requireRequest(desk, key);
      const isEmpty = draft === null || (draft.message === '' && draft.reason === '');
      if (isEmpty) desk.drafts.remove(accountId, requestId);
      else desk.drafts.save(accountId, requestId, draft, world.clock.wallMs());
      return null;
    },
    'inbox.snooze': ({ key, until }) => {
      const untilMs = snooze(readDesk(), key, until, world.clock.wallMs());
      readDesk().watchSnoozes();
      context.tellRows([key]);
      return { until: untilMs === null ? null : writeTime(untilMs) };
    },
    'reassignRequest.openInSign': async ({ key }) => {
      await openInSign(context, key);
      return null;
    },
  };
}

/** Stores or removes a snooze; answers its end, null when the request is awake. */
function snooze(
  desk: Desk,
  key: RequestKey,
  until: RouteParsed<'inbox.snooze'>['until'],
  nowMs: number,
): number | null {
  const { accountId, requestId } = requireRequest(desk, key);
  const found = findRequest(desk.store, key);
  // The schema lets only true times through, with any offset.
  const askedMs = until === null ? null : until === 'change' ? NO_END_MS : Date.parse(until);
  if (askedMs === null || askedMs <= nowMs || found === null) {
    desk.snoozes.remove(accountId, requestId);
    return null;
  }
  const deadline = found.dossier?.expiresAt ?? null;
  const untilMs = limitSnooze(askedMs, deadline === null ? null : Date.parse(deadline), nowMs);
  const seenHash = until === 'change' ? found.seenHash : null;
  desk.snoozes.save(accountId, requestId, { untilMs, seenHash });
  return untilMs;
}

/** What the views depend on now. */
export function createViewContext(desk: Desk, nowMs: number): ViewContext {
  const { ownersMine, ownersTeam } = desk.settings.read();
  return { nowMs, ownersMine, ownersTeam };
}

function readPage(desk: Desk, nowMs: number, input: RouteParsed<'inbox.page'>): InboxPage {
  const { view, search, sort, after, limit } = input;
  const context = createViewContext(desk, nowMs);
  const found = searchInbox(desk.store, { view, text: search, after, limit, context });
  if (found !== null) return { ...found, rows: overlayRows(desk, found.rows) };
  const page = readInboxPage(desk.store, { view, sort, after, limit, context });
  return {
    rows: overlayRows(desk, page.rows),
    next: page.next,
    total: countView(desk.store, view, context),
    isCapped: false,
  };
}

function overlayRows(desk: Desk, stored: readonly StoredRow[]): readonly InboxRow[] {
  const rows = stored.map(readMirrorRow);
  const entries = desk.outbox.findNewestEntries(rows.map((row) => row.key));
  return rows.map((row) => ({ ...row, overlay: pickOverlay(findEntry(entries, row.key)) }));
}

function findEntry(
  entries: ReadonlyMap<RequestKey, QueueEntry>,
  key: RequestKey,
): ReassignEntry | null {
  const entry = entries.get(key);
  return entry !== undefined && isReassignEntry(entry) ? entry : null;
}

function pickOverlay(entry: ReassignEntry | null): InboxRow['overlay'] {
  if (entry === null) return null;
  const { opId, state, phrase, heldUntil, nextTryAt, subject } = entry;
  return { opId, state, phrase, heldUntil, nextTryAt, decision: subject.decision };
}

function readDetail(desk: Desk, key: RequestKey, nowMs: number): InboxDetail {
  const { accountId, requestId } = requireRequest(desk, key);
  const found = findRequest(desk.store, key);
  if (found === null) throw createNotFound();
  const { request, dossier } = found;
  const related = findRelated(desk.store, key, nowMs);
  const asleep = findSnooze(desk, { accountId, requestId, seenHash: found.seenHash, nowMs });
  return {
    key,
    request,
    dossier,
    checks: runHandOverChecks({
      request,
      dossier,
      related: related.map((other) => other.request),
      nowMs,
    }),
    seenHash: found.seenHash,
    entry: findEntry(desk.outbox.findNewestEntries([key]), key),
    related: overlayRows(
      desk,
      related.map((other) => other.row),
    ),
    fetchedAt: writeTime(found.fetchedMs),
    dossierFetchedAt: found.dossierFetchedMs === null ? null : writeTime(found.dossierFetchedMs),
    snoozedUntil: asleep === null ? null : writeTime(asleep.untilMs),
    isSnoozedForChange: asleep !== null && asleep.seenHash !== null,
    canOpenInSign: found.hasReviewUrl && desk.profile !== 'practice',
    draft: desk.drafts.find(accountId, requestId),
  };
}

/** The snooze that keeps a request out of sight now; the list's query asks the same. */
function findSnooze(
  desk: Desk,
  at: { accountId: string; requestId: string; seenHash: string; nowMs: number },
): Snooze | null {
  const found = desk.snoozes.find(at.accountId, at.requestId);
  if (found === null || found.untilMs <= at.nowMs) return null;
  return found.seenHash === null || found.seenHash === at.seenHash ? found : null;
}

async function openInSign(context: HandlerContext, key: RequestKey): Promise<void> {
  const desk = context.session.readDesk();
  const { accountId } = requireRequest(desk, key);
  if (desk.profile === 'practice') {
    throw new CodedError('NOT_ALLOWED', 'The practice service has no review pages');
  }
  const account = desk.accounts.find(accountId);
  const url = findReviewUrl(desk.store, key);
  if (url === null || account === null) throw createNotFound();
  const allowedHosts = listAllowedHosts(account.baseUrl);
  const answer = await context.world.askHost('host.openUrl', { url, allowedHosts });
  if (!answer.ok) throw new CodedError(answer.error.code, answer.error.message);
}

function requireRequest(desk: Desk, key: RequestKey): { accountId: string; requestId: string } {
  const parts = parseRequestKey(key);
  if (parts === null || findRows(desk.store, [key], 0).length === 0) throw createNotFound();
  return parts;
}

function createNotFound(): CodedError {
  return new CodedError('NOT_FOUND', 'There is no such request here');
}
