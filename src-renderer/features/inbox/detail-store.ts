// Owns: the open request: what the engine told, what changed under the person's eyes, the text being typed.
// Must not: decide; decide.ts does.
import { create } from 'zustand';
import { callDesk } from '../../bridge.ts';
import {
  comparePictures,
  pickReviewedPicture,
} from '../../../src-shared/domain/reassign-request.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { DecisionDraft, InboxDetail } from '../../../src-shared/contract/inbox-view.ts';
import type { PictureChange, RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export interface DetailStore {
  /** The request asked for; `detail` may still be the one before for a moment. */
  readonly key: RequestKey | null;
  readonly detail: InboxDetail | null;
  readonly error: DeskError | null;
  readonly draft: DecisionDraft;
  /** `draft` is of `key`: read since it was opened, or typed. */
  readonly isDraftRead: boolean;
  readonly composer: 'message' | 'decline';
  /** Fields that are not what the person saw; null = nothing changed since they looked. */
  readonly changes: readonly PictureChange[] | null;
  /** When the newest of them came on screen. */
  readonly changedAtMs: number | null;
  readonly isDeciding: boolean;
  readonly decideError: DeskError | null;
  readonly isDraftUnsaved: boolean;
}

const EMPTY_DRAFT: DecisionDraft = { message: '', reason: '' };

export const useDetailStore = create<DetailStore>(() => ({
  key: null,
  detail: null,
  error: null,
  draft: EMPTY_DRAFT,
  isDraftRead: false,
  composer: 'message',
  changes: null,
  changedAtMs: null,
  isDeciding: false,
  decideError: null,
  isDraftUnsaved: false,
}));

/** Joins key presses; counted from the first of them, so that typing on and on is stored as well. */
const DRAFT_PAUSE_MS = 200;

let draftTimer: ReturnType<typeof setTimeout> | null = null;

/** Opens a request. The one before stays on screen until the answer is there; a late answer is dropped. */
export async function openDetail(key: RequestKey): Promise<void> {
  if (useDetailStore.getState().key !== key) {
    // Sent before the question below, so its answer knows the text.
    void flushDraft();
    useDetailStore.setState({
      key,
      isDraftRead: false,
      error: null,
      changes: null,
      changedAtMs: null,
      decideError: null,
      composer: 'message',
    });
  }
  const result = await callDesk('inbox.detail', { key });
  if (useDetailStore.getState().key !== key) return;
  // What was typed while the answer was on its way belongs to the request still on screen.
  if (useDetailStore.getState().detail?.key !== key) void flushDraft();
  if (!result.ok) {
    useDetailStore.setState({ detail: null, error: result.error, draft: EMPTY_DRAFT });
    return;
  }
  takeDetail(result.value);
}

/** Opens a request because somebody asked for it; if it is open already, with the text that is stored for it now. */
export async function reopenDetail(key: RequestKey): Promise<void> {
  void flushDraft();
  useDetailStore.setState({ isDraftRead: false });
  await openDetail(key);
}

/** Nothing is open any more. */
export function closeDetail(): void {
  void flushDraft();
  useDetailStore.setState({ key: null, detail: null, error: null, draft: EMPTY_DRAFT });
}

function takeDetail(detail: InboxDetail): void {
  useDetailStore.setState((before) => {
    const isSame = before.detail?.key === detail.key;
    // Opened again before the next one was there, it may have got a text back meanwhile.
    const draft = isSame && before.isDraftRead ? before.draft : (detail.draft ?? EMPTY_DRAFT);
    const changes = isSame ? addChanges(before, detail) : before.changes;
    const changedAtMs = changes === before.changes ? before.changedAtMs : Date.now();
    return { detail, error: null, draft, isDraftRead: true, changes, changedAtMs };
  });
}

/** Compares the new answer with the one on screen; differences stay named until the person has decided or moved on. */
function addChanges(before: DetailStore, detail: InboxDetail): DetailStore['changes'] {
  if (before.detail === null || before.detail.seenHash === detail.seenHash) return before.changes;
  const found = comparePictures(
    pickReviewedPicture(before.detail.request),
    pickReviewedPicture(detail.request),
  );
  // Our own decision coming back as the server's state is news for the chip, not a change to warn of.
  const isOwn = before.detail.entry !== null && found.every(({ field }) => isOutcome(field));
  return isOwn ? before.changes : [...(before.changes ?? []), ...found];
}

function isOutcome(field: PictureChange['field']): boolean {
  return field === 'state' || field === 'declineReason';
}

/** Reads the open request again. */
export async function renewDetail(): Promise<void> {
  const { key } = useDetailStore.getState();
  if (key !== null) await openDetail(key);
}

/** Takes what was typed; it is stored soon, so that it survives closing and crashing. */
export function typeDraft(change: Partial<DecisionDraft>): void {
  useDetailStore.setState(({ draft, key, detail, isDraftRead }) => ({
    draft: { ...draft, ...change },
    isDraftRead: isDraftRead || key === detail?.key,
    decideError: null,
  }));
  draftTimer ??= setTimeout(() => void flushDraft(), DRAFT_PAUSE_MS);
}

/** Stores a draft that is still waiting to be stored. */
export async function flushDraft(): Promise<void> {
  if (draftTimer === null) return;
  clearTimeout(draftTimer);
  draftTimer = null;
  const { detail, draft } = useDetailStore.getState();
  if (detail === null) return;
  const isEmpty = draft.message === '' && draft.reason === '';
  const result = await callDesk('inbox.saveDraft', {
    key: detail.key,
    draft: isEmpty ? null : draft,
  });
  useDetailStore.setState({ isDraftUnsaved: !result.ok });
}

/** Forgets the text of a request that was decided; the queue holds it now. */
export async function clearDraft(key: RequestKey): Promise<void> {
  if (draftTimer !== null) clearTimeout(draftTimer);
  draftTimer = null;
  if (useDetailStore.getState().key === key) useDetailStore.setState({ draft: EMPTY_DRAFT });
  await callDesk('inbox.saveDraft', { key, draft: null });
}
