// Owns: the state machine's picture of a fresh item. Must not: hold rules.
import type { OutboxClass } from '../../../src-shared/domain/outbox-item.ts';
import type { OpCore } from './op-core.ts';

/** The core of a fresh item: durable, held, nothing sent. */
export function createOpCore(opClass: OutboxClass): OpCore {
  return {
    state: 'QUEUED',
    class: opClass,
    blockedWhy: null,
    conflictWhy: null,
    attempt: 0,
    reconciled: 0,
    unappliedReads: 0,
    sentCount: 0,
    lastAnswer: null,
    isCancelWanted: false,
    isDismissed: false,
  };
}
