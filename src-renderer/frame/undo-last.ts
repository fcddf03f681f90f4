// Owns: undo: taking back the latest decision whose undo window still runs.
import { callDesk } from '../bridge.ts';
import { announce, announceUrgently } from '../stores/announcer-store.ts';
import { goToRequest } from '../stores/navigation-store.ts';
import { listUndoable, refreshQueue, useQueueStore } from '../stores/queue-store.ts';
import { writeVisibly } from '../ui/show-invisibles.ts';
import { words } from '../words/words.ts';

/** Takes the latest held decision back and opens its request again, with the text that was typed. */
export async function undoLast(): Promise<void> {
  const entry = listUndoable(useQueueStore.getState().pages.waiting, Date.now())[0];
  if (entry === undefined) return;
  const { requestKey, decision, text, toName } = entry.subject;
  const result = await callDesk('queue.cancel', { opId: entry.opId });
  refreshQueue();
  if (!result.ok) {
    const isTooLate = result.error.code === 'DECISION_SENT';
    const sentence = words.errors[result.error.code](result.error.detail ?? {}).what;
    announceUrgently(isTooLate ? words.frame.undo.tooLate : sentence);
    return;
  }
  const draft = { message: '', reason: '' };
  if (text !== null) {
    draft[decision === 'approve' ? 'message' : 'reason'] = text;
    await callDesk('inbox.saveDraft', { key: requestKey, draft });
  }
  announce(words.frame.undo.done(writeVisibly(toName)));
  goToRequest(requestKey);
}
