// Owns: what may happen to decisions, as commands of a model: a person's acts, a colleague's, the network's, the
// service's, the clocks' and the ends of the engine. Each is followed by the oracle. Must not: judge.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { onRead, onWrite } from '../../support/fault-rules.ts';
import { ACCOUNT_ID } from '../../support/outbox-parts.ts';
import { callControl } from '../../support/sandbox-process.ts';
import { LANES } from './decision-bench.ts';
import { judgeDecisions } from './decision-oracle.ts';
import { createModelCommands, pull } from './model-commands.ts';
import { listUnrested } from './model-bench.ts';
import { ModelViolation } from './model-violation.ts';
import fc from 'fast-check';
import type { FaultRule } from '../../support/fault-rules.ts';
import type { DecisionBench, DecisionModel } from './decision-bench.ts';
import type { Act } from './model-commands.ts';

export type DecisionCommand = fc.AsyncCommand<DecisionModel, DecisionBench>;
type LaneAct = Act<DecisionModel, DecisionBench>;

/**
 * What an answer may come to, each for the next exchange only. Left out: a request that arrives after settle and a read
 * that lags longer (assumptions A1 and A2; the simulation has both), because the sandbox knows them in real time only.
 */
const WEATHER = {
  'reset before it is read': onWrite({ type: 'reset-before' }),
  'applied, then reset': onWrite({ type: 'reset-after' }),
  'applied, never answered': onWrite({ type: 'hang', isApplied: true }),
  'never answered': onWrite({ type: 'hang' }),
  'applied, answered 500': onWrite({ type: 'status', status: 500, when: 'after' }),
  'not applied, answered 500': onWrite({ type: 'status', status: 500 }),
  'answered 503 at the gate': onWrite({ type: 'retry-after', status: 503, value: '20' }),
  'too many requests': onWrite({ type: 'retry-after', value: '30' }),
  'answer cut': onWrite({ type: 'truncated' }),
  redirected: onWrite({ type: 'redirect', location: 'http://127.0.0.1:9/' }),
  'token refused once': onWrite({ type: 'status', status: 401 }),
  'look answered 502': onRead({ type: 'status', status: 502 }, 2),
  'look behind a portal': onRead({ type: 'captive-portal' }, 2),
} satisfies Record<string, FaultRule>;

const WAIT_STEPS = 4;
const { command, waiting, surroundings, sendingNow } = createModelCommands(
  judgeDecisions,
  WAIT_STEPS,
);

const lane = fc.nat(LANES - 1);
const which = fc.nat(5);
const goal = fc.constantFrom('approved' as const, 'declined' as const);

const deciding = fc
  .tuple(lane, goal)
  .map(([at, to]) => command(`decide(${at}, ${to})`, decide(at, to)));

/** Every command; decisions and time most often. */
export const decisionCommands: readonly fc.Arbitrary<DecisionCommand>[] = [
  deciding,
  deciding,
  deciding,
  deciding,
  waiting,
  waiting,
  waiting,
  which.map((at) => command(`withdraw(${at})`, withdraw(at))),
  which.map((at) => command(`dismiss(${at})`, dismiss(at))),
  fc
    .tuple(lane, goal)
    .map(([at, to]) => command(`colleague(${at}, ${to})`, actAsColleague(at, to))),
  lane.map((at) =>
    command(`pull(${at})`, (model, { desk }) => pull(desk, model.lanes[at]?.requestId)),
  ),
  fc.constantFrom(...(Object.keys(WEATHER) as (keyof typeof WEATHER)[])).map((name) =>
    command(`weather(${name})`, async (_, { desk }) => {
      await callControl(desk.sandbox, 'POST', '/faults', WEATHER[name]);
    }),
  ),
  ...surroundings,
  fc.constant(
    command('tokensExpire', async (_, { desk }) => {
      await callControl(desk.sandbox, 'PUT', '/clock', { advanceMs: 900_000 });
    }),
  ),
  fc.boolean().map((isThere) =>
    command(isThere ? 'keyReturns' : 'keyGone', async (_, { desk }) => {
      await desk.setKey(isThere ? desk.sandbox : null);
      if (isThere) desk.outbox.unblockKey(ACCOUNT_ID);
    }),
  ),
  sendingNow,
];

function decide(at: number, to: 'approved' | 'declined'): LaneAct {
  return (model, real) => {
    const own = model.lanes[at];
    if (own === undefined) return;
    const opIds = own.taken.map((one) => one.opId);
    const isBusy = listUnrested(real, opIds).length > 0;
    const { crashes, desk } = real;
    const key = createRequestKey(ACCOUNT_ID, own.requestId);
    const decision =
      to === 'approved'
        ? ({ kind: 'approve', message: 'Please sign' } as const)
        : ({ kind: 'decline', reason: 'Not this one' } as const);
    const [row] = desk.outbox.decide([{ key, seenHash: desk.seenHash(key), decision }]);
    if (row === undefined || !row.result.ok) return;
    const { opId } = row.result.value;
    // Nobody hears the answer of an engine that ended; what it stored before counts.
    const isKept = real.crashes === crashes || desk.outbox.listEntries([opId]).length > 0;
    if (!isKept) return;
    if (isBusy) throw new ModelViolation('duplicatedEffects', 'two decisions of one request wait');
    own.taken.push({ opId, goal: to, wasWithdrawn: false });
  };
}

function withdraw(at: number): LaneAct {
  return (model, real) => {
    const taken = model.lanes.flatMap((own) => own.taken);
    const one = taken[at % Math.max(1, taken.length)];
    if (one === undefined) return;
    const crashes = real.crashes;
    try {
      real.desk.outbox.cancel(one.opId);
      if (real.crashes === crashes) one.wasWithdrawn = true;
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
    if (real.crashes !== crashes) {
      one.wasWithdrawn = real.desk.entry(one.opId).state === 'CANCELLED';
    }
  };
}

function dismiss(at: number): LaneAct {
  return (model, { desk }) => {
    const taken = model.lanes.flatMap((own) => own.taken);
    const one = taken[at % Math.max(1, taken.length)];
    if (one === undefined) return;
    try {
      desk.outbox.dismiss(one.opId);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  };
}

function actAsColleague(at: number, to: 'approved' | 'declined'): LaneAct {
  return async (model, real) => {
    const own = model.lanes[at];
    if (own === undefined) return;
    const { desk } = real;
    await desk.skip(0);
    const before = real.sendingMoments;
    const mayBeUnderWay = desk.outbox
      .listEntries(own.taken.map(({ opId }) => opId))
      .some(({ state }) => state === 'SENDING' || state === 'UNKNOWN');
    const act = to === 'approved' ? 'approve' : 'decline';
    const words = to === 'approved' ? { message: 'Yes' } : { declineReason: 'No' };
    const body = { requestId: own.requestId, ...words };
    try {
      await callControl(desk.sandbox, 'POST', `/colleague/${act}`, body);
    } catch {
      // Somebody decided before them.
    }
    if (mayBeUnderWay || real.sendingMoments !== before) own.isRaced = true;
  };
}
