// Owns: deciding the open request, going on to the next, snoozing. The only caller of reassignRequest.decide.
import { callDesk } from '../../bridge.ts';
import { announce, announceUrgently } from '../../stores/announcer-store.ts';
import { refreshQueue } from '../../stores/queue-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { focusList } from '../../ui/focus-list.ts';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { countSecondsUntil } from '../../words/format.ts';
import { format, words } from '../../words/words.ts';
import { clearDraft, openDetail, renewDetail, useDetailStore } from './detail-store.ts';
import { findNextToDecide } from './list-rows.ts';
import { touchList, useListStore } from './list-store.ts';
import { followChange } from './read-list.ts';
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import { findDecisionProblem, normaliseDecision } from '../../../src-shared/domain/decision.ts';
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

/** Tells whether the open request can be decided here now. */
export function canDecide(detail: InboxDetail): boolean {
  const isFree = detail.entry === null || RESTING_STATES.includes(detail.entry.state);
  return detail.request.state === 'pending' && isFree;
}

/** The request on screen; null while it is still the one before the active row, which nothing may act on. */
export function readShown(): InboxDetail | null {
  const { detail, key } = useDetailStore.getState();
  const { activeKey } = useListStore.getState();
  return detail !== null && detail.key === key && detail.key === activeKey ? detail : null;
}

/** The open request, if it is the one the person looks at and it can be decided. */
export function readDecidable(): InboxDetail | null {
  const detail = readShown();
  if (detail === null || useDetailStore.getState().isDeciding) return null;
  return canDecide(detail) ? detail : null;
}

/** A decision made sooner after a change on screen was made on what stood there before. */
const UNREAD_MS = 1_000;

function isChangeUnread(): boolean {
  const { changedAtMs } = useDetailStore.getState();
  return changedAtMs !== null && Date.now() - changedAtMs < UNREAD_MS;
}

/**
 * Queues a decision on the open request, then opens the next one. On failure the text and the place stay. `seenHash`: of
 * the picture a question was asked about; the desk refuses the decision when it is no longer the same.
 */
export async function decideOpenRequest(decision: Decision, seenHash?: string): Promise<void> {
  const detail = readDecidable();
  if (detail === null) return;
  const ready = normaliseDecision(decision);
  const problem = findDecisionProblem(ready);
  if (problem !== null) {
    useDetailStore.setState({ decideError: createDeskError(problem, 'Checked before sending') });
    return;
  }
  if (isChangeUnread()) {
    await showFailure(detail, createDeskError('REQUEST_CHANGED', 'Changed a moment before'));
    return;
  }
  // From now on the list must not be read anew by itself: the next row is found from where this one stands.
  touchList();
  useDetailStore.setState({ isDeciding: true, decideError: null });
  const result = await callDesk('reassignRequest.decide', {
    key: detail.key,
    seenHash: seenHash ?? detail.seenHash,
    decision: ready,
  });
  useDetailStore.setState({ isDeciding: false });
  if (!result.ok) {
    await showFailure(detail, result.error);
    return;
  }
  announceDecision(detail, ready, result.value.heldUntil);
  await clearDraft(detail.key);
  refreshQueue();
  void followChange([detail.key]);
  goOn(detail.key);
}

async function showFailure(
  detail: InboxDetail,
  error: NonNullable<ReturnType<typeof useDetailStore.getState>['decideError']>,
): Promise<void> {
  useDetailStore.setState({ decideError: error });
  announceUrgently(words.errors[error.code](error.detail ?? {}).what);
  if (error.code !== 'REQUEST_CHANGED') return;
  await renewDetail();
  // The change may be in something the picture does not hold; the person is asked again all the same.
  const { key, changes } = useDetailStore.getState();
  if (key === detail.key && changes === null) useDetailStore.setState({ changes: [] });
}

function announceDecision(detail: InboxDetail, decision: Decision, heldUntil: string): void {
  const from = writeVisibly(detail.request.originalInvitee.name);
  const to = writeVisibly(detail.request.newInvitee.name);
  const says = words.decision;
  const done = decision.kind === 'approve' ? says.approved(from, to) : says.declined(from, to);
  announce(`${done} ${says.undoHint(countSecondsUntil(heldUntil, Date.now()))}`);
}

/** Opens the next request to decide, if the person wants that, and puts the focus on the list. */
function goOn(decided: RequestKey): void {
  const { autoAdvance } = useSettingsStore.getState().settings;
  const { rows, activeKey } = useListStore.getState();
  // The person may have moved on while the answer was on its way; then only a lost focus is put right.
  if (activeKey !== decided) {
    if (document.activeElement === document.body) focusList();
    return;
  }
  const next = autoAdvance ? findNextToDecide(rows, decided, new Set([decided])) : null;
  useListStore.setState({
    activeKey: next ?? decided,
    isTouched: true,
    isPinned: false,
    pane: 'list',
  });
  if (next === null) void openDetail(decided);
  focusList();
}

/** Puts a request off until a moment or until it changes, or wakes it with null. */
export async function snoozeRequest(
  request: { readonly key: RequestKey; readonly toName: string },
  until: string | null,
): Promise<void> {
  const result = await callDesk('inbox.snooze', { key: request.key, until });
  if (!result.ok) {
    useDetailStore.setState({ decideError: result.error });
    announceUrgently(words.errors[result.error.code](result.error.detail ?? {}).what);
    return;
  }
  const name = writeVisibly(request.toName);
  announce(writeSnoozed(name, until, result.value.until));
  if (until !== null) goOn(request.key);
  void followChange([request.key]);
}

/** Says when it truly comes back: a deadline may bring it back before the time that was asked for. */
function writeSnoozed(name: string, asked: string | null, until: string | null): string {
  const says = words.inbox.snooze;
  if (until === null) return says.woken(name);
  return asked === 'change'
    ? says.doneForChange(name)
    : says.done(name, format.moment(until, Date.now()));
}
