// Owns: the journal of an entry as lines a person reads. Pure.
// Must not: hide what it does not know: an unknown cause is shown as the machine word it is.
import { words } from '../../words/words.ts';
import type { QueueEvent, QueueSubject } from '../../../src-shared/domain/outbox-item.ts';

const says = words.queue.history;

export interface HistoryLine {
  readonly at: string;
  readonly text: string;
}

/** One line an event; what happened to several calls of a plan in one moment is one line. */
export function writeHistory(
  events: readonly QueueEvent[],
  type: QueueSubject['type'],
): readonly HistoryLine[] {
  const groups: QueueEvent[][] = [];
  for (const event of events) {
    const last = groups.at(-1);
    if (last?.[0] !== undefined && type === 'workflow' && isSameMoment(last[0], event)) {
      last.push(event);
    } else groups.push([event]);
  }
  return groups.flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const text =
      group.length === 1
        ? writeHistoryLine(first, type)
        : `${nameCause(first, type)}, ${says.calls(group.length)}`;
    return [{ at: first.at, text }];
  });
}

/** "sent, attempt 2", "call 3: the service reported trouble, answered 503". */
export function writeHistoryLine(event: QueueEvent, type: QueueSubject['type']): string {
  const parts = [nameCause(event, type)];
  if (event.cause === 'sending' && event.attempt > 0) parts.push(says.attempt(event.attempt));
  if (event.httpStatus !== null) parts.push(says.status(event.httpStatus));
  const line = parts.join(', ');
  return event.callNumber === null ? line : `${says.call(event.callNumber)}: ${line}`;
}

function nameCause({ cause }: QueueEvent, type: QueueSubject['type']): string {
  const { causes } = words.queue.about[type];
  return (Object.hasOwn(causes, cause) ? causes[cause] : undefined) ?? cause;
}

function isSameMoment(one: QueueEvent, other: QueueEvent): boolean {
  return one.at === other.at && one.cause === other.cause && one.httpStatus === other.httpStatus;
}
