// Owns: every state and outcome that the queue can hand to the page, for each operation class. Typed by the domain's own
// unions: a new state, reason or conflict does not compile until it stands here.
import {
  OUTBOX_STATES,
  RESTING_STATES,
  describeOutboxItem,
} from '../../src-shared/domain/outbox-item.ts';
import { RULE_CODES } from '../../src-shared/domain/workflow/rules.ts';
import { createOpCore } from '../../src-main/engine/outbox/create-op-core.ts';
import { listAllowedActs } from '../../src-main/engine/outbox/allowed-acts.ts';
import { buildPlanEntry } from './plan-entry-builder.ts';
import { buildQueueEntry } from './queue-entry-builder.ts';
import type {
  BlockedWhy,
  ConflictFacts,
  ConflictWhy,
  OutboxClass,
  OutboxState,
  QueueEntry,
} from '../../src-shared/domain/outbox-item.ts';

/** The moment at which all of it is looked at. */
export const SITUATION_TIME = '2026-03-03T10:50:00.000Z';
/** Which kind of entry an operation class shows as. */
export const CLASSES: Record<OutboxClass, 'reassign' | 'workflow'> = {
  goal: 'reassign',
  append: 'workflow',
  positional: 'workflow',
};
const BLOCKED: Record<BlockedWhy, true> = {
  auth: true,
  'account-disabled': true,
  'key-unavailable': true,
  dependency: true,
  'disk-full': true,
  salvaged: true,
};
const CONFLICTS: Record<ConflictWhy, true> = {
  'decided-otherwise': true,
  'changed-since-review': true,
  'too-old': true,
  gone: true,
  closed: true,
};
/** What the engine says the service holds, beside a conflict. */
const THEIR_STATES = {
  reassign: ['pending', 'approved', 'declined', 'escalated'],
  workflow: ['LIST_CHANGED', 'UNREADABLE', 'NO_EFFECT', 'UNREACHABLE', 'GONE', ...RULE_CODES],
} as const;
export interface Situation {
  readonly name: string;
  readonly entry: QueueEntry;
}

const keysOf = <K extends string>(table: Record<K, true>): readonly K[] =>
  Object.keys(table) as K[];

/** Every situation of every class, as the engine would hand it to the page. */
export function listSituations(): readonly Situation[] {
  return (Object.keys(CLASSES) as OutboxClass[]).flatMap((opClass) =>
    OUTBOX_STATES.flatMap((state) => listOutcomes(opClass, state)),
  );
}

function listOutcomes(opClass: OutboxClass, state: OutboxState): readonly Situation[] {
  const build = (parts: object, name: string, facts: object = {}): Situation => {
    const described = {
      state,
      blockedWhy: null,
      conflictWhy: null,
      isHeld: false,
      isOnline: true,
      hasRetryTime: false,
      ...facts,
    };
    const core = { ...createOpCore(opClass), state, blockedWhy: described.blockedWhy };
    const { canCancel, canRetry } = listAllowedActs(core);
    const whole = {
      state,
      phrase: describeOutboxItem(described),
      blockedWhy: described.blockedWhy,
      canCancel,
      canRetry,
      restedAt: RESTING_STATES.includes(state) ? SITUATION_TIME : null,
      ...parts,
    };
    const entry = CLASSES[opClass] === 'reassign' ? buildQueueEntry(whole) : buildPlanEntry(whole);
    return { name: `${opClass} ${state} ${name}`.trim(), entry };
  };
  const later = new Date(Date.parse(SITUATION_TIME) + 30_000).toISOString();
  switch (state) {
    case 'QUEUED':
    case 'WAITING':
      return [
        build({ heldUntil: later }, 'held', { isHeld: true }),
        build({}, 'offline', { isOnline: false }),
        build({}, 'behind another'),
        build({ nextTryAt: later, attempt: 2, lastHttpStatus: 503 }, 'to be tried again', {
          hasRetryTime: true,
        }),
      ];
    case 'SENDING':
    case 'ACKED':
      return [build({ attempt: 1, sentCount: 1 }, '')];
    case 'UNKNOWN':
      return [
        build({ attempt: 1, sentCount: 1 }, 'answer lost'),
        build({ attempt: 1, sentCount: 1, lastHttpStatus: 500, nextTryAt: later }, 'unclear'),
        build({ attempt: 1, sentCount: 1, lastHttpStatus: 422 }, 'seems refused'),
      ];
    case 'BLOCKED':
      return keysOf(BLOCKED).map((blockedWhy) => build({}, blockedWhy, { blockedWhy }));
    case 'CONFLICT':
      return keysOf(CONFLICTS).flatMap((why) =>
        THEIR_STATES[CLASSES[opClass]].flatMap((theirState) =>
          [0, 1].map((sentCount) =>
            build(
              { conflict: createConflict(why, theirState), sentCount },
              `${why} ${theirState}`,
              {
                conflictWhy: why,
              },
            ),
          ),
        ),
      );
    case 'REJECTED':
      return [
        build({ attempt: 1, lastHttpStatus: 422 }, 'with a status'),
        build({ attempt: 1 }, 'without'),
      ];
    case 'CONFIRMED':
    case 'SATISFIED':
    case 'ATTENTION':
    case 'CANCELLED':
    case 'SUPERSEDED':
      return [
        build({}, 'never sent'),
        build({ attempt: 1, sentCount: state === 'CANCELLED' ? 0 : 1 }, 'after sending'),
      ];
  }
}

function createConflict(why: ConflictWhy, theirState: string): ConflictFacts {
  return { why, seenAt: SITUATION_TIME, theirState, theirDeclineReason: null, changes: [] };
}
