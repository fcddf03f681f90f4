// Owns: the routes of the queue screen. Must not: hold rules of the outbox.
import type { Outbox } from '../outbox/create-outbox.ts';
import type { Handlers } from './handler-types.ts';

type QueueRoute =
  | 'queue.page'
  | 'queue.entries'
  | 'queue.history'
  | 'queue.cancel'
  | 'queue.sendNow'
  | 'queue.dismiss'
  | 'queue.setPaused';

/** `getOutbox` throws NOT_READY while no profile is open. */
export function createQueueHandlers(getOutbox: () => Outbox): Handlers<QueueRoute> {
  return {
    'queue.page': ({ section, after, limit }) => getOutbox().page(section, after, limit),
    'queue.entries': ({ opIds }) => getOutbox().listEntries(opIds),
    'queue.history': ({ opId }) => getOutbox().listHistory(opId),
    'queue.cancel': ({ opId }) => {
      getOutbox().cancel(opId);
      return null;
    },
    'queue.sendNow': ({ opId }) => {
      getOutbox().sendNow(opId);
      return null;
    },
    'queue.dismiss': ({ opId }) => {
      getOutbox().dismiss(opId);
      return null;
    },
    'queue.setPaused': ({ isPaused }) => {
      getOutbox().setPaused(isPaused);
      return null;
    },
  };
}
