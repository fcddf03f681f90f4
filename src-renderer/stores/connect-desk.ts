// Owns: filling the stores: first read, every pushed change, and reading all anew when the engine is back.
import { callDesk, listenToDesk } from '../bridge.ts';
import { isCommandId } from '../commands/command-list.ts';
import { runCommand } from '../commands/command-registry.ts';
import { useDeskStore } from './desk-store.ts';
import { announceInboxChange, readCounts } from './inbox-store.ts';
import { goToRequest, goToScreen } from './navigation-store.ts';
import { announcePackageChange, readPackageCounts } from './package-store.ts';
import { readQueue, refreshQueue } from './queue-store.ts';
import { takeSettings } from './settings-store.ts';
import { saveUnsavedText } from './unsaved-text.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { EventPayload } from '../../src-shared/contract/events.ts';

/** Starts listening, then reads everything once. Returns a function that ends it. */
export function connectDesk(): () => void {
  const ends = [
    listenToDesk('status.changed', takeStatus),
    listenToDesk('settings.changed', takeSettings),
    listenToDesk('inbox.changed', ({ keys }) => announceInboxChange(keys)),
    listenToDesk('package.changed', ({ keys }) => announcePackageChange(keys)),
    listenToDesk('outbox.changed', () => refreshQueue()),
    listenToDesk('desk.closing', () => void closeDesk()),
    listenToDesk('engine.gone', ({ willRestart }) => {
      useDeskStore.setState({ engine: willRestart ? 'gone' : 'down' });
    }),
    listenToDesk('engine.back', () => {
      useDeskStore.setState(({ epoch }) => ({ engine: 'up', epoch: epoch + 1 }));
      void readEverything();
    }),
    listenToDesk('view.requested', (payload) => void showRequestedView(payload)),
    listenToDesk('command.requested', ({ commandId }) => {
      if (isCommandId(commandId)) runCommand(commandId);
    }),
  ];
  window.addEventListener('pagehide', saveOnHide);
  void readShellInfo();
  void readEverything();
  return () => {
    window.removeEventListener('pagehide', saveOnHide);
    for (const end of ends) end();
  };
}

async function closeDesk(): Promise<void> {
  await saveUnsavedText();
  await callDesk('shell.readyToClose', null);
}

/** A reload: the calls leave, though nobody hears their answers. */
function saveOnHide(): void {
  void saveUnsavedText();
}

async function readShellInfo(): Promise<void> {
  const result = await callDesk('shell.info', null);
  if (result.ok) {
    useDeskStore.setState({ shell: result.value, isMac: result.value.platform === 'darwin' });
  }
}

/** Reads status and settings, and once the desk is ready its counts and queue. */
export async function readEverything(): Promise<void> {
  const [status, settings] = await Promise.all([
    callDesk('desk.status', null),
    callDesk('settings.get', null),
  ]);
  if (settings.ok) takeSettings(settings.value);
  if (status.ok) takeStatus(status.value);
  else useDeskStore.setState({ statusError: status.error });
}

async function readSettings(): Promise<void> {
  const settings = await callDesk('settings.get', null);
  if (settings.ok) takeSettings(settings.value);
}

function takeStatus(status: DeskStatus): void {
  const before = useDeskStore.getState().status;
  const isNewDesk =
    status.phase === 'ready' && (before?.phase !== 'ready' || before.profile !== status.profile);
  useDeskStore.setState(({ epoch }) => ({
    status,
    statusError: null,
    epoch: isNewDesk ? epoch + 1 : epoch,
  }));
  if (isNewDesk) {
    // Asked before the desk was open, the engine could only name the defaults.
    void readSettings();
    void readCounts();
    void readPackageCounts();
    void readQueue();
  }
}

async function showRequestedView(payload: EventPayload<'view.requested'>): Promise<void> {
  goToScreen(payload.view);
  if (payload.requestId === null) return;
  const found = await callDesk('inbox.find', { requestId: payload.requestId });
  const key = found.ok ? found.value[0] : undefined;
  if (key !== undefined) goToRequest(key);
}
