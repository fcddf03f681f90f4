// Owns: the handlers of the inbox's commands.
import { flushSync } from 'react-dom';
import { callDesk } from '../../bridge.ts';
import { useCommand } from '../../commands/use-command.ts';
import { announceUrgently } from '../../stores/announcer-store.ts';
import { words } from '../../words/words.ts';
import { pickBulkRows } from './bulk-model.ts';
import { askApprove, openDecline } from './decision-actions.ts';
import { readDecidable, readShown } from './decide.ts';
import { useDetailStore } from './detail-store.ts';
import { extendActive, moveActive, select, useListStore } from './list-store.ts';
import { useOverlayStore } from './overlay-store.ts';
import { readList } from './read-list.ts';
import { saveList } from './save-list.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';

/** Mount once, in the inbox. */
export function useInboxCommands(): void {
  const hasActive = useListStore((store) => store.activeKey !== null);
  const hasRows = useListStore((store) => store.rows.length > 0);
  const hasSelection = useListStore((store) => store.selection.keys.size > 0);
  const canOpen = useDetailStore((store) => store.detail?.canOpenInSign ?? false);
  useCommand('list.next', () => moveActive(1), hasRows);
  useCommand('list.previous', () => moveActive(-1), hasRows);
  useCommand('list.extendDown', () => extendActive(1), hasRows);
  useCommand('list.extendUp', () => extendActive(-1), hasRows);
  useCommand('list.select', () => toggleActive(), hasActive);
  useCommand('list.selectAll', () => select({ kind: 'all' }), hasRows);
  useCommand('list.clearSelection', () => select({ kind: 'clear' }), hasSelection);
  useCommand('list.open', () => enterDetail(), hasActive);
  useCommand('list.reload', () => void readList());
  useCommand('list.save', () => void saveList(), hasRows);
  useCommand('search.focus', () => focusSearch());
  useCommand('decision.approve', () => approve(), hasActive);
  useCommand('decision.decline', () => decline(), hasActive);
  useCommand('decision.snooze', () => snooze(), hasActive);
  useCommand('request.openInSign', () => void openInSign(), canOpen);
  useCommand('request.refresh', () => void refreshRequest(), hasActive);
}

/** Takes the active row into the selection, or out of it. */
export function toggleActive(): void {
  const { activeKey } = useListStore.getState();
  if (activeKey !== null) select({ kind: 'toggle', key: activeKey });
}

/** Moves the focus to the active request, so that it can be read and scrolled: now, or as soon as it is on screen. */
export function enterDetail(): void {
  showPane('detail');
  const { activeKey } = useListStore.getState();
  if (useDetailStore.getState().detail?.key === activeKey) {
    focusHeading();
    return;
  }
  const stop = useDetailStore.subscribe(({ detail }) => {
    const isLeft = useListStore.getState().activeKey !== activeKey;
    if (!isLeft && detail?.key !== activeKey) return;
    stop();
    // The heading is drawn with what the store holds now.
    if (!isLeft) requestAnimationFrame(() => focusHeading());
  });
}

function focusHeading(): void {
  document.querySelector<HTMLElement>('[data-pane="detail"] [data-pane-focus]')?.focus();
}

/** The search field is in the list; it may be hidden in a narrow window. */
function focusSearch(): void {
  showPane('list');
  document.querySelector<HTMLInputElement>('[data-pane="list"] input[type="search"]')?.select();
}

/** Drawn before the key press is over: the next key belongs to what is focused then, and a letter may be a command. */
function showPane(pane: 'list' | 'detail'): void {
  flushSync(() => useListStore.setState({ pane }));
}

/** With rows selected the keys act on them, after a list of names; else on the open request. */
function approve(): void {
  if (useListStore.getState().selection.keys.size > 0) openBulk('approve');
  else askApprove();
}

/** A question about nobody is not asked. */
function openBulk(bulk: Decision['kind']): void {
  const { rows, selection } = useListStore.getState();
  if (pickBulkRows(rows, selection.keys).length > 0) useOverlayStore.setState({ bulk });
  else announceUrgently(words.inbox.noneDecidable);
}

/** The menu stands beside the buttons of a decision; where nothing can be decided there is none. */
function snooze(): void {
  if (readDecidable() === null) return;
  useListStore.setState({ pane: 'detail' });
  useOverlayStore.setState({ isSnoozeOpen: true });
}

function decline(): void {
  if (useListStore.getState().selection.keys.size > 0) openBulk('decline');
  else openDecline();
}

/** Opens the review page in the browser; the page itself never sees its address. */
export async function openInSign(): Promise<void> {
  const detail = readShown();
  if (detail === null) return;
  const result = await callDesk('reassignRequest.openInSign', { key: detail.key });
  if (!result.ok) {
    useDetailStore.setState({ decideError: result.error });
    announceUrgently(words.errors[result.error.code](result.error.detail ?? {}).what);
  }
}

/** Reads the open request from the service now. */
export async function refreshRequest(): Promise<void> {
  const detail = readShown();
  if (detail === null) return;
  const result = await callDesk('reassignRequest.refresh', { key: detail.key });
  if (!result.ok) useDetailStore.setState({ decideError: result.error });
}
