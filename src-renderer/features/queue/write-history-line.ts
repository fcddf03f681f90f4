// Owns: one line of the journal as a person reads it. Pure.
// Must not: hide what it does not know: an unknown cause is shown as the machine word it is.
import { words } from '../../words/words.ts';
import type { QueueEvent } from '../../../src-shared/domain/outbox-item.ts';

const says = words.queue.history;

/** "sent, attempt 2", "the service reported trouble, answered 503". */
export function writeHistoryLine(event: QueueEvent): string {
  const known = Object.hasOwn(says.causes, event.cause) ? says.causes[event.cause] : undefined;
  const parts = [known ?? event.cause];
  if (event.cause === 'sending' && event.attempt > 0) parts.push(says.attempt(event.attempt));
  if (event.httpStatus !== null) parts.push(says.status(event.httpStatus));
  return parts.join(', ');
}
