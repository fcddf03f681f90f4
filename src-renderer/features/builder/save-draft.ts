// Owns: keeping the open arrangement on disk while it is being made, so that it survives quitting.
import { callDesk } from '../../bridge.ts';
import { announceUrgently } from '../../stores/announcer-store.ts';
import { words } from '../../words/words.ts';
import { useBuilderStore } from './builder-store.ts';
import { findRunningPlan, listChanges } from './start-arrangement.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';

/** Joins the changes of a held key only: a quit right after a change must find it on disk. */
const SAVE_PAUSE_MS = 20;

let timer: ReturnType<typeof setTimeout> | null = null;

export function saveDraftSoon(): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void flushDraft(), SAVE_PAUSE_MS);
}

/** Saves now what waits to be saved: before leaving the builder and before the page goes. */
export async function flushDraft(): Promise<void> {
  if (timer === null) return;
  clearTimeout(timer);
  timer = null;
  const { key, detail, base, history, began } = useBuilderStore.getState();
  if (key === null || detail === null || base === null || history === null) return;
  if (findRunningPlan(detail) !== null) return;
  const { present } = history;
  const hasChanges = listChanges({ base, present, stale: null }).length > 0;
  // Begun on an older list, and nothing chosen yet: the question is asked again after a restart.
  const draft = hasChanges
    ? { base: began ?? detail.base, wanted: pickList(present), savedAt: null }
    : null;
  const result = await callDesk('workflow.saveDraft', { key, draft });
  if (!result.ok) announceUrgently(words.errors[result.error.code](result.error.detail ?? {}).what);
}

/** Forgets what waits to be saved: it was queued, or given up. */
export function dropPendingDraft(): void {
  if (timer !== null) clearTimeout(timer);
  timer = null;
}
