// Owns: the handlers of commands that belong to no feature: going places, panes, palette, sync, queue, undo.
import { callDesk } from '../bridge.ts';
import { useCommand } from '../commands/use-command.ts';
import { announceUrgently } from '../stores/announcer-store.ts';
import { useDeskStore } from '../stores/desk-store.ts';
import { goToScreen, goToView, openOverlay } from '../stores/navigation-store.ts';
import { focusList } from '../ui/focus-list.ts';
import { words } from '../words/words.ts';
import { moveToPane } from './move-to-pane.ts';
import { undoLast } from './undo-last.ts';
import type { InboxView } from '../../src-shared/contract/inbox-view.ts';
import type { RouteInput, RouteName } from '../../src-shared/contract/routes.ts';

/** Calls a route whose success shows by itself; a failure is spoken and shown by the status bar. */
async function callAndTell<R extends RouteName>(route: R, input: RouteInput<R>): Promise<void> {
  const result = await callDesk(route, input);
  if (!result.ok) announceUrgently(words.errors[result.error.code](result.error.detail ?? {}).what);
}

/** Opens a view by key; the keys of the list work at once. */
function showView(view: InboxView): void {
  goToView(view);
  focusList();
}

/** Mount once, in the app. */
export function useDeskCommands(): void {
  const isReady = useDeskStore((store) => store.status?.phase === 'ready');
  const isPaused = useDeskStore((store) => store.status?.isQueuePaused ?? false);
  useCommand('palette.open', () => openOverlay('palette'));
  useCommand('help.keys', () => openOverlay('keys'));
  useCommand('pane.next', () => moveToPane(1));
  useCommand('pane.previous', () => moveToPane(-1));
  useCommand('go.inbox', () => goToScreen('inbox'), isReady);
  useCommand('go.queue', () => goToScreen('queue'), isReady);
  useCommand('go.workflows', () => goToScreen('workflows'), isReady);
  useCommand('go.settings', () => goToScreen('settings'), isReady);
  useCommand('view.pending', () => showView('pending'), isReady);
  useCommand('view.mine', () => showView('mine'), isReady);
  useCommand('view.team', () => showView('team'), isReady);
  useCommand('view.over24h', () => showView('over24h'), isReady);
  useCommand('view.expiring', () => showView('expiring'), isReady);
  useCommand('view.missing', () => showView('missing'), isReady);
  useCommand('view.queued', () => showView('queued'), isReady);
  useCommand('view.snoozed', () => showView('snoozed'), isReady);
  useCommand('view.approved', () => showView('approved'), isReady);
  useCommand('view.declined', () => showView('declined'), isReady);
  useCommand('sync.now', () => void callAndTell('sync.start', { accountId: null }), isReady);
  useCommand(
    'queue.sendNow',
    () => void callAndTell('queue.sendNow', { opId: null }),
    isReady && !isPaused,
  );
  useCommand(
    'queue.pause',
    () => void callAndTell('queue.setPaused', { isPaused: !isPaused }),
    isReady,
  );
  useCommand('decision.undo', () => void undoLast(), isReady);
}
