// Owns: the snapshot of the outbox the page shows: the entries of each section and which can still be undone.
// Must not: decide what a state means; phrases come from the engine.
import { create } from 'zustand';
import { callDesk } from '../bridge.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { QUEUE_SECTIONS, QueuePage } from '../../src-shared/contract/routes.ts';
import type { QueueEntry } from '../../src-shared/domain/outbox-item.ts';

export type QueueSection = (typeof QUEUE_SECTIONS)[number];

interface QueueStore {
  readonly pages: Readonly<Record<QueueSection, QueuePage | null>>;
  readonly error: DeskError | null;
}

export const useQueueStore = create<QueueStore>(() => ({
  pages: { attention: null, waiting: null, done: null },
  error: null,
}));

const SECTIONS: readonly QueueSection[] = ['attention', 'waiting', 'done'];
/** First page of each section: more than fits on a screen, small enough to read after each change. */
const PAGE_LIMIT = 100;
/** Changes during a drain are joined, so that reading the queue never becomes the work. */
const REFRESH_PAUSE_MS = 150;

let refreshTimer: ReturnType<typeof setTimeout> | null = null;

/** Reads the queue soon; calls in between are joined. */
export function refreshQueue(): void {
  if (refreshTimer !== null) return;
  refreshTimer = setTimeout(() => {
    refreshTimer = null;
    void readQueue();
  }, REFRESH_PAUSE_MS);
}

/** Reads the first page of all sections now. */
export async function readQueue(): Promise<void> {
  await Promise.all(SECTIONS.map(readSection));
}

async function readSection(section: QueueSection): Promise<void> {
  const result = await callDesk('queue.page', { section, after: null, limit: PAGE_LIMIT });
  if (!result.ok) {
    useQueueStore.setState({ error: result.error });
    return;
  }
  useQueueStore.setState(({ pages }) => ({
    pages: { ...pages, [section]: result.value },
    error: null,
  }));
}

/** Adds the next page of a section to what is shown. Returns the error, or null. */
export async function readMoreOfQueue(section: QueueSection): Promise<DeskError | null> {
  const page = useQueueStore.getState().pages[section];
  if (page === null || page.next === null) return null;
  const result = await callDesk('queue.page', { section, after: page.next, limit: PAGE_LIMIT });
  if (!result.ok) return result.error;
  const merged = { ...result.value, entries: [...page.entries, ...result.value.entries] };
  useQueueStore.setState(({ pages }) => ({ pages: { ...pages, [section]: merged } }));
  return null;
}

/** Entries whose undo window runs at `nowMs`, the latest decision first. */
export function listUndoable(waiting: QueuePage | null, nowMs: number): readonly QueueEntry[] {
  return (waiting?.entries ?? [])
    .filter(
      (entry) => entry.canCancel && entry.heldUntil !== null && Date.parse(entry.heldUntil) > nowMs,
    )
    .toSorted((a, b) => b.decidedAt.localeCompare(a.decidedAt));
}
