// Owns: the open list: what is asked for, the rows held, the active one, the selection, news that waits.
// Must not: call routes; read-list.ts does.
import { create } from 'zustand';
import { EMPTY_SELECTION, changeSelection } from './selection.ts';
import { stepFrom } from '../../ui/step-from.ts';
import type { Selection, SelectionChange } from './selection.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { InboxRow, InboxSort, InboxView } from '../../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export interface ListStore {
  readonly view: InboxView;
  readonly search: string;
  readonly sort: InboxSort;
  readonly phase: 'loading' | 'ready';
  readonly error: DeskError | null;
  readonly rows: readonly InboxRow[];
  readonly total: number;
  readonly isCapped: boolean;
  readonly next: string | null;
  readonly isReadingMore: boolean;
  readonly activeKey: RequestKey | null;
  readonly selection: Selection;
  /** New rows that wait for a click; null count = changed in a way not counted; undefined = none. */
  readonly news: number | null | undefined;
  /** The person has moved, scrolled or chosen here; from then on nothing is reordered by itself. */
  readonly isTouched: boolean;
  /** The active request was opened by a link or another screen; it stays open even if this list lacks it. */
  readonly isPinned: boolean;
  /** Which pane shows when the window is too narrow for both. */
  readonly pane: 'list' | 'detail';
}

export const useListStore = create<ListStore>(() => ({
  view: 'pending',
  search: '',
  sort: 'oldest',
  phase: 'loading',
  error: null,
  rows: [],
  total: 0,
  isCapped: false,
  next: null,
  isReadingMore: false,
  activeKey: null,
  selection: EMPTY_SELECTION,
  news: undefined,
  isTouched: false,
  isPinned: false,
  pane: 'list',
}));

/** Makes a row the active one: the one the detail shows and the keys act on. */
export function activateRow(key: RequestKey): void {
  useListStore.setState({ activeKey: key, isTouched: true, isPinned: false });
}

/** Moves the active row by a number of rows. */
export function moveActive(steps: number): void {
  const { rows, activeKey } = useListStore.getState();
  const key = stepFrom(rows, activeKey, steps);
  if (key !== null) activateRow(key);
}

/** Moves and takes the rows between into the selection, as Shift with an arrow does. */
export function extendActive(steps: number): void {
  const { rows, activeKey, selection } = useListStore.getState();
  if (activeKey !== null && selection.keys.size === 0) {
    select({ kind: 'toggle', key: activeKey });
  }
  const key = stepFrom(rows, activeKey, steps);
  if (key === null) return;
  activateRow(key);
  select({ kind: 'extend', to: key });
}

/** Changes the selection within the rows shown. */
export function select(change: SelectionChange): void {
  useListStore.setState(({ selection, rows }) => ({
    isTouched: true,
    selection: changeSelection(
      selection,
      change,
      rows.map((row) => row.key),
    ),
  }));
}

/** Opens a request that the list may not hold, for a link or another screen. */
export function pinRequest(key: RequestKey): void {
  useListStore.setState({ activeKey: key, isPinned: true, pane: 'detail' });
}

/** Notes that the person has begun to use the list. */
export function touchList(): void {
  if (!useListStore.getState().isTouched) useListStore.setState({ isTouched: true });
}
