// Owns: what may happen to items that have not left, and to items at rest; by hand.
import {
  REJECTS,
  SENT,
  UNMOVED,
  answered,
  blocked,
  cancel,
  dismiss,
  poisoned,
  prechecked,
  readBack,
  readFailed,
  restarted,
  sendNow,
  supersede,
  unblocked,
} from './transition-case.ts';
import type { Case, Table } from './transition-case.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';

export function listUnsent(state: 'QUEUED' | 'WAITING'): Table['QUEUED'] {
  return {
    'send-now': [{ event: sendNow, to: state, wait: 'now' }],
    cancel: [
      { event: cancel, to: 'CANCELLED', wait: null },
      { given: SENT, event: cancel, to: state, wait: 'now', also: { isCancelWanted: true } },
    ],
    supersede: [
      { event: supersede, to: 'SUPERSEDED', wait: null },
      { given: SENT, event: supersede, to: 'illegal' },
    ],
    dismiss: REJECTS(dismiss),
    prechecked: [
      {
        event: prechecked({ is: 'as-reviewed' }),
        to: 'SENDING',
        wait: null,
        effects: ['write'],
        also: { attempt: 1, sentCount: 1 },
      },
      { event: prechecked({ is: 'goal-met' }), to: 'SATISFIED', wait: null, effects: [] },
      {
        event: prechecked({ is: 'forbidden' }),
        to: 'REJECTED',
        wait: null,
        effects: ['block-dependents'],
      },
      ...(['decided-otherwise', 'changed-since-review', 'too-old', 'gone', 'closed'] as const).map(
        (why): Case => ({
          event: prechecked({ is: 'conflict', why }),
          to: 'CONFLICT',
          wait: null,
          also: { conflictWhy: why },
          effects: ['block-dependents'],
        }),
      ),
      {
        given: { isCancelWanted: true },
        event: prechecked({ is: 'as-reviewed' }),
        to: 'CANCELLED',
        wait: null,
      },
      {
        given: { ...SENT, isCancelWanted: true },
        event: prechecked({ is: 'as-reviewed' }),
        to: 'ATTENTION',
        wait: null,
      },
      {
        given: { ...SENT, isCancelWanted: true },
        event: prechecked({ is: 'goal-met' }),
        to: 'SATISFIED',
        wait: null,
      },
    ],
    answered: REJECTS(answered('accepted')),
    'read-back': REJECTS(readBack({ is: 'applied' }, true)),
    'read-failed': UNMOVED(state, readFailed, 'account'),
    blocked: [
      { event: blocked, to: 'BLOCKED', wait: null, also: { blockedWhy: 'key-unavailable' } },
    ],
    unblocked: REJECTS(unblocked),
    restarted: UNMOVED(state, restarted, null),
    poisoned: [{ event: poisoned, to: 'ATTENTION', wait: null }],
  };
}

export function listResting(state: OutboxState, dismissals: readonly Case[]): Table['QUEUED'] {
  return {
    'send-now': REJECTS(sendNow),
    cancel: REJECTS(cancel),
    supersede: REJECTS(supersede),
    dismiss: dismissals,
    prechecked: REJECTS(prechecked({ is: 'as-reviewed' })),
    answered: REJECTS(answered('accepted')),
    'read-back': REJECTS(readBack({ is: 'applied' }, true)),
    'read-failed': REJECTS(readFailed),
    blocked: REJECTS(blocked),
    unblocked: REJECTS(unblocked),
    restarted: UNMOVED(state, restarted, null),
    poisoned: REJECTS(poisoned),
  };
}

export function listForPerson(state: OutboxState): Table['QUEUED'] {
  return listResting(state, [
    { event: dismiss, to: state, wait: null, also: { isDismissed: true } },
    { given: { isDismissed: true }, event: dismiss, to: state, isDurable: false },
  ]);
}

export function listAtRest(state: OutboxState): Table['QUEUED'] {
  return listResting(state, REJECTS(dismiss));
}
