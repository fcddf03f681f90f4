// Owns: what each action of an entry does. Must not: draw, or decide whether an action is offered.
import { callDesk } from '../../bridge.ts';
import { goToPackage, goToRequest, goToScreen } from '../../stores/navigation-store.ts';
import { refreshQueue } from '../../stores/queue-store.ts';
import { words } from '../../words/words.ts';
import type { EntryAct } from './entry-acts.ts';
import type { DeskError, Result } from '../../../src-shared/contract/errors.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

export interface ActOutcome {
  readonly error: DeskError | null;
  /** A sentence for the live region; null = the screen itself shows it. */
  readonly said: string | null;
}

const NOTHING_TO_SAY: ActOutcome = { error: null, said: null };

/** Runs one action. `names` is whom the entry is about, ready to be spoken. */
export async function runEntryAct(
  act: EntryAct,
  entry: QueueEntry,
  names: string,
): Promise<ActOutcome> {
  const { opId, subject } = entry;
  const says = words.queue.announced;
  switch (act) {
    case 'undo':
    case 'takeBack':
      return finish(await callDesk('queue.cancel', { opId }), says.takenBack(names));
    case 'sendNow':
    case 'tryNow':
      return finish(await callDesk('queue.sendNow', { opId }), says.triedNow(names));
    case 'keepTheirs':
    case 'dropMine':
    case 'putAway':
      return finish(await callDesk('queue.dismiss', { opId }), says.putAway(names));
    case 'copyText':
      if (subject.type !== 'reassign') return NOTHING_TO_SAY;
      return finish(await callDesk('shell.copyText', { text: subject.text ?? '' }), says.copied);
    case 'showPackage':
    case 'openPackage':
      if (subject.type === 'workflow') goToPackage(subject.packageKey);
      return NOTHING_TO_SAY;
    case 'replaceKey':
      goToScreen('settings');
      return NOTHING_TO_SAY;
    case 'showRequest':
    case 'reviewAgain':
      if (subject.type === 'reassign') goToRequest(subject.requestKey);
      return NOTHING_TO_SAY;
  }
}

function finish(result: Result<null>, said: string): ActOutcome {
  // Also after a failure: what is shown may be older than what the engine knows.
  refreshQueue();
  return result.ok ? { error: null, said } : { error: result.error, said: null };
}
