// Owns: saving the list as it is asked for now (view, search, order) to a file, page by page, and how far that is.
// Must not: know files; the shell asks for the place and writes.
import { create } from 'zustand';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { words } from '../../words/words.ts';
import { useListStore } from './list-store.ts';
import { listColumnHeads, writeSavedRow } from './saved-row.ts';
import type { DeskError, Result } from '../../../src-shared/contract/errors.ts';
import type { InboxPage } from '../../../src-shared/contract/inbox-view.ts';

interface SavedState {
  readonly phase: 'saved';
  readonly count: number;
  readonly name: string;
  /** A search finds only the newest; older ones are not in the file. */
  readonly isCapped: boolean;
}

export type SaveState =
  | { readonly phase: 'idle' | 'choosing' | 'stopped' }
  | { readonly phase: 'saving'; readonly done: number; readonly total: number }
  | SavedState
  | { readonly phase: 'failed'; readonly error: DeskError };

export const useSaveStore = create<{ readonly state: SaveState }>(() => ({
  state: { phase: 'idle' },
}));

/** As many rows as one call takes; a piece is written in some milliseconds. */
const ROWS_AT_ONCE = 200;
/** Between two pieces: frames come through, and most of the calls the shell allows a second are left to the rest. */
const PAUSE_MS = 20;

let isStopped = false;

/** Whether a file is being chosen or written. */
export function isSaving({ phase }: SaveState): boolean {
  return phase === 'choosing' || phase === 'saving';
}

/** Asks for a place and writes the whole list there. One at a time. */
export async function saveList(): Promise<void> {
  if (isSaving(useSaveStore.getState().state)) return;
  isStopped = false;
  setState({ phase: 'choosing' });
  const state = await writeList();
  setState(state);
  if (state.phase === 'saved') announce(writeSaved(state));
  if (state.phase === 'stopped') announce(words.inbox.save.stopped);
}

async function writeList(): Promise<SaveState> {
  const { view, search, sort } = useListStore.getState();
  const name = writeFileName(words.frame.viewNames[view], search !== '');
  const begun = await callDesk('shell.beginTable', { name, header: [...listColumnHeads()] });
  if (!begun.ok) return { phase: 'failed', error: begun.error };
  if (begun.value === null) return { phase: 'idle' };
  const { fileId } = begun.value;
  const written = await writePages(fileId, { view, search, sort, limit: ROWS_AT_ONCE });
  const isWhole = written.ok && !isStopped;
  const ended = await callDesk('shell.endTable', { fileId, isWhole });
  if (!written.ok) return { phase: 'failed', error: written.error };
  if (!ended.ok) return { phase: 'failed', error: ended.error };
  return isWhole
    ? { phase: 'saved', name: begun.value.name, ...written.value }
    : { phase: 'stopped' };
}

/** "312 requests are saved in …" */
export function writeSaved(saved: SavedState): string {
  const { savedNewest, saved: savedAll } = words.inbox.save;
  return (saved.isCapped ? savedNewest : savedAll)(saved.count, saved.name);
}

/** Ends the saving; no file is left. */
export function stopSaving(): void {
  isStopped = true;
}

/** Puts the note of what became of the last saving away. */
export function dismissSaving(): void {
  if (!isSaving(useSaveStore.getState().state)) setState({ phase: 'idle' });
}

interface Written {
  readonly count: number;
  readonly isCapped: boolean;
}

async function writePages(
  fileId: string,
  asked: Omit<Parameters<typeof callDesk<'inbox.page'>>[1], 'after'>,
): Promise<Result<Written>> {
  let after: string | null = null;
  let count = 0;
  for (;;) {
    const page: Result<InboxPage> = await callDesk('inbox.page', { ...asked, after });
    if (!page.ok) return page;
    const { rows, next, total, isCapped }: InboxPage = page.value;
    const cells = rows.map((row) => [...writeSavedRow(row, findLabel(row.accountId))]);
    const added = await callDesk('shell.addTableRows', { fileId, rows: cells });
    if (!added.ok) return added;
    count += rows.length;
    if (next === null || isStopped) return { ok: true, value: { count, isCapped } };
    setState({ phase: 'saving', done: count, total: Math.max(total, count) });
    after = next;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

function findLabel(accountId: string): string {
  const accounts = useDeskStore.getState().status?.accounts ?? [];
  return accounts.find(({ id }) => id === accountId)?.label ?? '';
}

function writeFileName(view: string, isSearch: boolean): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const { fileName, found } = words.inbox.save;
  return fileName(isSearch ? found(view) : view, day).replaceAll(/[^\p{L}\p{N} ._()-]/gu, '');
}

function setState(state: SaveState): void {
  useSaveStore.setState({ state });
}
