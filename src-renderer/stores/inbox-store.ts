// Owns: what frame and inbox both need of the inbox: counts of the views and the news that rows changed.
// Must not: hold rows; the list does.
import { create } from 'zustand';
import { callDesk } from '../bridge.ts';
import { joinCalls } from './join-calls.ts';
import type { ViewCounts } from '../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';

interface InboxStore {
  readonly counts: ViewCounts | null;
}

export const useInboxStore = create<InboxStore>(() => ({ counts: null }));

/** Shortest pause between two reads of the counts: a drain pushes many changes a second, people read slower. */
const COUNTS_PAUSE_MS = 300;

/** Reads the counts, at once after a lone change; calls of a burst are joined. */
export const refreshCounts = joinCalls(COUNTS_PAUSE_MS, () => void readCounts());

/** Reads the counts now. A failure keeps the last ones; the status bar tells about the engine. */
export async function readCounts(): Promise<void> {
  const result = await callDesk('inbox.counts', null);
  if (result.ok) useInboxStore.setState({ counts: result.value });
}

type ChangeListener = (keys: readonly RequestKey[] | null) => void;
const listeners = new Set<ChangeListener>();

/** Tells the open list and detail that rows changed; null = too many to name. */
export function announceInboxChange(keys: readonly RequestKey[] | null): void {
  refreshCounts();
  for (const listener of listeners) listener(keys);
}

/** Listens to changed rows; returns a function that ends it. */
export function listenToInboxChanges(listener: ChangeListener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
