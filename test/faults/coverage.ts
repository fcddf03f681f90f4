// Owns: which states an item can be in at each named moment of the outbox, worked out from the transition table.
// Must not: list a pair by hand.
import { OUTBOX_FAILPOINTS } from '../../src-main/engine/outbox/failpoints.ts';
import { ANSWER_KINDS, OUTBOX_EVENT_TYPES } from '../../src-main/engine/outbox/op-core.ts';
import { IllegalTransition, transition } from '../../src-main/engine/outbox/transition.ts';
import { createOpCore } from '../../src-main/engine/outbox/create-op-core.ts';
import { RESTING_STATES } from '../../src-shared/domain/outbox-item.ts';
import type { OpCore, OutboxEvent, OutboxEventType } from '../../src-main/engine/outbox/op-core.ts';
import type { OutboxState } from '../../src-shared/domain/outbox-item.ts';

type Failpoint = (typeof OUTBOX_FAILPOINTS)[number];
type Pair = `${OutboxState | 'NONE'}×${Failpoint}`;

/** Everything that can be said in an event, one of each kind that the table tells apart. */
const EVENTS: readonly OutboxEvent[] = OUTBOX_EVENT_TYPES.flatMap(listVariants);

function listVariants(type: OutboxEventType): readonly OutboxEvent[] {
  switch (type) {
    case 'prechecked':
      return [
        { type, verdict: { is: 'goal-met' } },
        { type, verdict: { is: 'as-reviewed' } },
        { type, verdict: { is: 'forbidden' } },
        { type, verdict: { is: 'conflict', why: 'gone' } },
      ];
    case 'answered':
      return ANSWER_KINDS.flatMap((answer) =>
        [true, false].map((isTokenFresh) => ({ type, answer, isTokenFresh })),
      );
    case 'read-back':
      return [true, false].flatMap((isSettled): readonly OutboxEvent[] => [
        { type, isSettled, verdict: { is: 'applied' } },
        { type, isSettled, verdict: { is: 'applied-differently' } },
        { type, isSettled, verdict: { is: 'not-applied' } },
        { type, isSettled, verdict: { is: 'misdirected' } },
        { type, isSettled, verdict: { is: 'conflict', why: 'gone' } },
      ]);
    case 'blocked':
    case 'unblocked':
      return (['auth', 'dependency', 'key-unavailable'] as const).map((why) => ({ type, why }));
    case 'send-now':
    case 'cancel':
    case 'supersede':
    case 'dismiss':
    case 'read-failed':
    case 'restarted':
    case 'poisoned':
      return [{ type }];
  }
}

/** Every core that can be reached, counters capped: beyond a few tries nothing new is possible. */
function exploreCores(): readonly OpCore[] {
  const seen = new Map<string, OpCore>();
  const queue = (['goal', 'append', 'positional'] as const).map((opClass) => createOpCore(opClass));
  for (const core of queue) {
    const key = JSON.stringify(core);
    if (seen.has(key)) continue;
    seen.set(key, core);
    for (const event of EVENTS) {
      const next = step(core, event);
      if (next !== null && next.attempt <= 2 && next.sentCount <= 2) queue.push(next);
    }
  }
  return [...seen.values()];
}

function step(core: OpCore, event: OutboxEvent): OpCore | null {
  try {
    return transition(core, event).next;
  } catch (error) {
    if (error instanceof IllegalTransition) return null;
    throw error;
  }
}

/** Where in a conversation a failpoint stands: in which states it begins, what has happened since. */
interface Place {
  /** Events after which the conversation gets there; the item's states are those they lead to. */
  readonly after: (core: OpCore) => readonly OutboxEvent[];
  /** Whether others (the person, the account) may have changed the item since: a read was out. */
  readonly isOpenToOthers: boolean;
  readonly begins: readonly OutboxState[];
}

const UNSENT = ['QUEUED', 'WAITING'] as const;
const IN_DOUBT = ['UNKNOWN', 'ACKED'] as const;
const NOTHING = (): readonly OutboxEvent[] => [];
const pick = (type: OutboxEventType) => () => EVENTS.filter((event) => event.type === type);

/** From the code's own order: send.ts and read-back.ts, one line a failpoint. */
const PLACES: Readonly<Partial<Record<Failpoint, readonly Place[]>>> = {
  'outbox.precheck.before-read': [{ begins: UNSENT, after: NOTHING, isOpenToOthers: false }],
  'outbox.precheck.after-read': [{ begins: UNSENT, after: NOTHING, isOpenToOthers: true }],
  'outbox.sending.before-commit': [{ begins: UNSENT, after: NOTHING, isOpenToOthers: false }],
  'outbox.sending.after-commit': [{ begins: ['SENDING'], after: NOTHING, isOpenToOthers: false }],
  'outbox.write.after-answer': [{ begins: ['SENDING'], after: NOTHING, isOpenToOthers: true }],
  'outbox.answer.after-commit': [
    { begins: ['SENDING'], after: pick('answered'), isOpenToOthers: false },
  ],
  'outbox.read-back.before-read': [{ begins: IN_DOUBT, after: NOTHING, isOpenToOthers: false }],
  'outbox.read-back.after-read': [{ begins: IN_DOUBT, after: NOTHING, isOpenToOthers: true }],
  'outbox.mirror.after-commit': [
    { begins: UNSENT, after: NOTHING, isOpenToOthers: false },
    { begins: IN_DOUBT, after: NOTHING, isOpenToOthers: false },
  ],
  'outbox.rest.after-commit': [
    {
      begins: UNSENT,
      // What is as reviewed is sent, and what may not be read ends before this point.
      after: () =>
        EVENTS.filter(
          (event) =>
            event.type === 'prechecked' &&
            (event.verdict.is === 'goal-met' || event.verdict.is === 'conflict'),
        ),
      isOpenToOthers: false,
    },
    { begins: IN_DOUBT, after: pick('read-back'), isOpenToOthers: false },
  ],
};

/**
 * What others than the conversation itself may do to an item while a read or a write of its is out. Replacing is not
 * among it: only calls behind the head of a lane are replaced, and only the head is in a conversation.
 */
const OTHERS: readonly OutboxEventType[] = ['send-now', 'cancel', 'blocked', 'unblocked'];

/** Every pair of a state and a failpoint that can be met at all. */
export function listPossiblePairs(): readonly string[] {
  const cores = exploreCores();
  const pairs = new Set<Pair>([
    // Before anything is stored there is no item; a commit in which every row was refused leaves none either.
    'NONE×outbox.decide.before-commit',
    'NONE×outbox.decide.after-commit',
    'QUEUED×outbox.decide.after-commit',
  ]);
  for (const name of OUTBOX_FAILPOINTS) {
    for (const place of PLACES[name] ?? []) {
      for (const core of cores.filter(({ state }) => place.begins.includes(state))) {
        for (const state of listStatesAt(core, place)) pairs.add(`${state}×${name}`);
      }
    }
  }
  return [...pairs].toSorted();
}

function listStatesAt(core: OpCore, { after, isOpenToOthers }: Place): readonly OutboxState[] {
  const events = after(core);
  const cores = events.length === 0 ? [core] : events.flatMap((event) => step(core, event) ?? []);
  if (!isOpenToOthers) return cores.map(({ state }) => state);
  const reached = new Map(cores.map((one) => [JSON.stringify(one), one]));
  for (const one of reached.values()) {
    if (RESTING_STATES.includes(one.state)) continue;
    for (const event of EVENTS.filter(({ type }) => OTHERS.includes(type))) {
      const next = step(one, event);
      if (next !== null && next.attempt <= 2) reached.set(JSON.stringify(next), next);
    }
  }
  return [...reached.values()].map(({ state }) => state);
}
