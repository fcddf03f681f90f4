// Owns: which actions an entry offers, in order, and which of them is the main one. Pure.
// Must not: offer what is no longer true; `canCancel` and `canRetry` are the engine's word.
import type { OutboxPhrase, QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

export type EntryAct =
  | 'undo'
  | 'takeBack'
  | 'sendNow'
  | 'tryNow'
  | 'replaceKey'
  | 'keepTheirs'
  | 'dropMine'
  | 'putAway'
  | 'copyText'
  | 'showRequest'
  | 'reviewAgain'
  | 'showPackage'
  | 'openPackage';

/** Phrases of what has not left; while sending is paused none of it does, whatever is pressed. */
const UNSENT_PHRASES: readonly OutboxPhrase[] = [
  'held',
  'waiting-network',
  'waiting-turn',
  'waiting-retry',
];

/** Actions of an entry that is not at rest. */
export function listWaitingActs(entry: QueueEntry, isPaused: boolean): readonly EntryAct[] {
  const isHeld = entry.phrase === 'held';
  const acts: EntryAct[] = [];
  if (entry.phrase === 'blocked-auth' || entry.phrase === 'blocked-account')
    acts.push('replaceKey');
  const isAsked = isHeld || entry.phrase === 'blocked-salvaged';
  const isStopped = isPaused && UNSENT_PHRASES.includes(entry.phrase);
  if (entry.canRetry && !isStopped) acts.push(isAsked ? 'sendNow' : 'tryNow');
  if (entry.canCancel) acts.push(isHeld ? 'undo' : 'takeBack');
  return acts;
}

/** Actions of an entry that waits for a person; the first is the main one. There is never an overwrite. */
export function listAttentionActs(entry: QueueEntry): readonly EntryAct[] {
  // A plan's own acts are not a hand-over's.
  if (entry.subject.type === 'workflow') return listPlanActs(entry);
  const copy: readonly EntryAct[] = entry.subject.text === null ? [] : ['copyText'];
  if (entry.phrase === 'already-decided') return ['keepTheirs', ...copy, 'showRequest'];
  if (entry.phrase === 'changed' || entry.phrase === 'too-old') {
    return ['reviewAgain', 'dropMine', ...copy];
  }
  return entry.phrase === 'refused'
    ? ['showRequest', 'putAway', ...copy]
    : ['putAway', ...copy, 'showRequest'];
}

/** Planning again makes sense only where there is a draft left to plan for. */
function listPlanActs({ conflict }: QueueEntry): readonly EntryAct[] {
  if (conflict?.why === 'gone') return ['putAway'];
  return conflict?.why === 'closed' ? ['putAway', 'openPackage'] : ['showPackage', 'putAway'];
}
