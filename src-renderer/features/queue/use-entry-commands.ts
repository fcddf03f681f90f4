// Owns: the keys of the queue screen: moving, taking back, trying now. They act on the current entry only.
import { listWaitingActs } from './entry-acts.ts';
import { writeNames } from './entry-names.ts';
import { runEntryAct } from './run-entry-act.ts';
import { useCommand } from '../../commands/use-command.ts';
import { announce, announceUrgently } from '../../stores/announcer-store.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { words } from '../../words/words.ts';
import type { EntryAct } from './entry-acts.ts';
import type { EntryFocus } from './use-entry-focus.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

/** Gives the list commands and the entry commands their handlers while the queue is on screen. */
export function useEntryCommands(focus: EntryFocus, current: QueueEntry | null): void {
  const isPaused = useDeskStore((store) => store.status?.isQueuePaused ?? false);
  const acts = current === null ? [] : listWaitingActs(current, isPaused);
  const cancel = acts.find((act) => act === 'undo' || act === 'takeBack') ?? null;
  const retry = acts.find((act) => act === 'sendNow' || act === 'tryNow') ?? null;
  useCommand('list.next', () => focus.move(1));
  useCommand('list.previous', () => focus.move(-1));
  useCommand('queue.cancelEntry', () => void runAct(cancel, current), cancel !== null);
  useCommand('queue.tryEntry', () => void runAct(retry, current), retry !== null);
}

async function runAct(act: EntryAct | null, entry: QueueEntry | null): Promise<void> {
  if (act === null || entry === null) return;
  const names = writeNames(entry);
  const { error, said } = await runEntryAct(act, entry, names);
  if (said !== null) announce(said);
  if (error === null) return;
  const sentence = words.errors[error.code](error.detail ?? {});
  announceUrgently(`${sentence.what} ${sentence.next}`);
}
