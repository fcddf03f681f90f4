// Owns: the snapshot of the outbox the page shows: the entries of each section and which can still be undone.
// Must not: decide what a state means; phrases come from the engine.
import { create } from 'zustand';
import { callDesk } from '../bridge.ts';
import { joinCalls } from './join-calls.ts';
import type { DeskError } from '../../src-shared/contract/errors.ts';
import type { QUEUE_SECTIONS, QueuePage } from '../../src-shared/contract/routes.ts';
import { isReassignEntry } from '../../src-shared/domain/outbox-item.ts';
import type { QueueEntry, ReassignEntry } from '../../src-shared/domain/outbox-item.ts';

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

/** The most the contract lets one page hold. */
const MAX_LIMIT = 200;

let isReading = false;
let isReadWanted = false;

/** Reads the queue, at once after a lone change; calls of a burst are joined. */
export const refreshQueue = joinCalls(REFRESH_PAUSE_MS, () => void readQueue());

/** Reads all sections now, each as far as it is shown. Reads in between are joined to one more at the end. */
export async function readQueue(): Promise<void> {
  if (isReading) {
    isReadWanted = true;
    return;
  }
  isReading = true;
  await Promise.all(SECTIONS.map(readSection));
  isReading = false;
  if (!isReadWanted) return;
  isReadWanted = false;
  await readQueue();
}

/** Reads as many entries as the person has unfolded, so that nothing they look at folds away. */
async function readSection(section: QueueSection): Promise<void> {
  const shown = useQueueStore.getState().pages[section]?.entries.length ?? 0;
  const entries: QueueEntry[] = [];
  let after: string | null = null;
  let page: QueuePage;
  do {
    const limit = Math.min(MAX_LIMIT, Math.max(PAGE_LIMIT, shown - entries.length));
    const result = await callDesk('queue.page', { section, after, limit });
    if (!result.ok) {
      useQueueStore.setState({ error: result.error });
      return;
    }
    page = result.value;
    entries.push(...page.entries);
    after = page.next;
  } while (after !== null && entries.length < shown);
  useQueueStore.setState(({ pages }) => ({
    pages: { ...pages, [section]: { ...page, entries: keepUnchanged(pages[section], entries) } },
    error: null,
  }));
}

/** An entry that reads as before stays the same object, so that its row is not drawn again. */
function keepUnchanged(
  before: QueuePage | null,
  entries: readonly QueueEntry[],
): readonly QueueEntry[] {
  const known = new Map(before?.entries.map((entry) => [entry.opId, entry]));
  return entries.map((entry) => {
    const old = known.get(entry.opId);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(entry) ? old : entry;
  });
}

/** Adds the next page of a section to what is shown. Returns the error, or null. */
export async function readMoreOfQueue(section: QueueSection): Promise<DeskError | null> {
  const page = useQueueStore.getState().pages[section];
  if (page === null || page.next === null) return null;
  const result = await callDesk('queue.page', { section, after: page.next, limit: PAGE_LIMIT });
  if (!result.ok) return result.error;
  const now = useQueueStore.getState().pages[section];
  // A read in between may have moved the end; then the next press goes on from there.
  if (now === null || now.next !== page.next) return null;
  const merged = { ...result.value, entries: [...now.entries, ...result.value.entries] };
  useQueueStore.setState(({ pages }) => ({ pages: { ...pages, [section]: merged } }));
  return null;
}

/** Entries whose undo window runs at `nowMs`, the latest decision first. */
export function listUndoable(waiting: QueuePage | null, nowMs: number): readonly ReassignEntry[] {
  return (waiting?.entries ?? [])
    .filter(isReassignEntry)
    .filter(
      (entry) => entry.canCancel && entry.heldUntil !== null && Date.parse(entry.heldUntil) > nowMs,
    )
    .toSorted((a, b) => b.decidedAt.localeCompare(a.decidedAt));
}
