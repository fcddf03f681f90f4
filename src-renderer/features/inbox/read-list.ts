// Owns: reading the list: first page, more pages, changed rows, news. Answers that come too late are dropped.
import { callDesk } from '../../bridge.ts';
import { dropLeftRows, findNews, patchRows } from './list-rows.ts';
import { useListStore } from './list-store.ts';
import { EMPTY_SELECTION, changeSelection } from './selection.ts';
import type {
  InboxPage,
  InboxRow,
  InboxSort,
  InboxView,
} from '../../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

/** Rows of one page: fills any screen several times over and stays far below a message's size. */
const PAGE_LIMIT = 200;
/** Longest list of keys the contract takes in one call. */
const ROWS_LIMIT = 500;
/** A sync pushes changes several times a second; the list looks for news at most this often. */
const NEWS_PAUSE_MS = 600;

let wanted = 0;

function readPage(after: string | null): ReturnType<typeof callDesk<'inbox.page'>> {
  const { view, search, sort } = useListStore.getState();
  return callDesk('inbox.page', { view, search, sort, after, limit: PAGE_LIMIT });
}

/** Asks for another list: view, search or order changed. The selection of the old one is dropped. */
export async function openList(change: {
  readonly view?: InboxView;
  readonly search?: string;
  readonly sort?: InboxSort;
}): Promise<void> {
  const isOtherView = change.view !== undefined && change.view !== useListStore.getState().view;
  useListStore.setState({
    ...change,
    ...(isOtherView
      ? { rows: [], total: 0, phase: 'loading' as const, isTouched: false, isPinned: false }
      : {}),
    selection: EMPTY_SELECTION,
    news: undefined,
    next: null,
  });
  await readList();
}

/** Reads the list from its start. The active row stays if it is still there. */
export async function readList(): Promise<void> {
  wanted += 1;
  const mine = wanted;
  const result = await readPage(null);
  if (mine !== wanted) return;
  if (!result.ok) {
    useListStore.setState({ phase: 'ready', error: result.error });
    return;
  }
  takeFirstPage(result.value);
}

function takeFirstPage(page: InboxPage): void {
  useListStore.setState((before) => {
    const keys = page.rows.map((row) => row.key);
    const isActiveHere = before.activeKey !== null && keys.includes(before.activeKey);
    const keepsActive = isActiveHere || before.isPinned;
    return {
      phase: 'ready',
      error: null,
      rows: page.rows,
      total: page.total,
      isCapped: page.isCapped,
      next: page.next,
      news: undefined,
      isReadingMore: false,
      activeKey: keepsActive ? before.activeKey : (keys[0] ?? null),
      selection: changeSelection(before.selection, { kind: 'keep', keys }, keys),
    };
  });
}

/** Reads the next page, when there is one and it is not being read already. */
export async function readMore(): Promise<void> {
  const { next, isReadingMore } = useListStore.getState();
  if (next === null || isReadingMore) return;
  const mine = wanted;
  useListStore.setState({ isReadingMore: true });
  const result = await readPage(next);
  if (mine !== wanted) return;
  if (!result.ok) {
    useListStore.setState({ isReadingMore: false, error: result.error });
    return;
  }
  useListStore.setState(({ rows }) => ({
    rows: appendRows(rows, result.value.rows),
    total: result.value.total,
    next: result.value.next,
    isReadingMore: false,
    error: null,
  }));
}

function appendRows(rows: readonly InboxRow[], more: readonly InboxRow[]): readonly InboxRow[] {
  const held = new Set(rows.map((row) => row.key));
  return [...rows, ...more.filter((row) => !held.has(row.key))];
}

/** Follows a push: rows the list holds are renewed in their place, others count as news. */
export async function followChange(keys: readonly RequestKey[] | null): Promise<void> {
  const held = useListStore.getState().rows.map((row) => row.key);
  const heldSet = new Set(held);
  const changed = keys === null ? held : keys.filter((key) => heldSet.has(key));
  if (changed.length > 0) await renewRows(changed);
  if (keys === null || changed.length < keys.length) lookForNewsSoon();
}

async function renewRows(keys: readonly RequestKey[]): Promise<void> {
  const mine = wanted;
  for (let from = 0; from < keys.length; from += ROWS_LIMIT) {
    const result = await callDesk('inbox.rows', { keys: keys.slice(from, from + ROWS_LIMIT) });
    if (mine !== wanted || !result.ok) return;
    useListStore.setState(({ rows, view, activeKey, selection }) => ({
      rows: dropLeftRows(
        patchRows(rows, result.value),
        view,
        (key) => key === activeKey || selection.keys.has(key),
      ),
    }));
  }
}

let newsTimer: ReturnType<typeof setTimeout> | null = null;

function lookForNewsSoon(): void {
  if (newsTimer !== null) return;
  newsTimer = setTimeout(() => {
    newsTimer = null;
    void lookForNews();
  }, NEWS_PAUSE_MS);
}

async function lookForNews(): Promise<void> {
  const mine = wanted;
  const result = await readPage(null);
  if (mine !== wanted || !result.ok) return;
  const { isTouched, rows, next } = useListStore.getState();
  const page = result.value;
  if (!isTouched || rows.length === 0) {
    takeFirstPage(page);
    return;
  }
  const { keys, isAllAtEnd } = findNews(rows, page.rows);
  if (isAllAtEnd && next === null) {
    // Rows at the end move nothing the person reads.
    useListStore.setState({
      rows: appendRows(rows, page.rows),
      total: page.total,
      next: page.next,
    });
    return;
  }
  const isHiddenChange = keys.length === 0 && next === null && page.total > rows.length;
  const hasNews = isHiddenChange || (keys.length > 0 && !isAllAtEnd);
  useListStore.setState({
    total: page.total,
    news: hasNews ? (isHiddenChange ? null : keys.length) : undefined,
  });
}
