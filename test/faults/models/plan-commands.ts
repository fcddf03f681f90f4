// Owns: what may happen to plans, as commands of a model: a person's acts, a colleague's, the network's, the service's,
// the clocks' and the ends of the engine. Each is followed by the oracle. Must not: judge.
import fc from 'fast-check';
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { REGISTER_ASSUMPTIONS } from '../../../src-shared/domain/workflow/assumptions.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import { arbitraryEdit } from '../../unit/workflow/arbitrary-lists.ts';
import { actAsColleague } from '../readings/run-plan.ts';
import { LANES } from './plan-bench.ts';
import { judgePlans } from './plan-oracle.ts';
import { createModelCommands, pass, pull } from './model-commands.ts';
import { listUnrested } from './model-bench.ts';
import { ModelViolation } from './model-violation.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { Act } from './model-commands.ts';
import type { PlanBench, PlanLane, PlanModel, TakenPlan } from './plan-bench.ts';

export type PlanCommand = fc.AsyncCommand<PlanModel, PlanBench>;
type LaneAct = Act<PlanModel, PlanBench>;
type Edit = (list: RecipientList) => WorkflowCall;

const WRITE = { pattern: '/workflow', times: 1 } as const;
/** What an answer may come to, each for the next exchange only; see decision-commands.ts for what is left out. */
const FAULTS = {
  'reset before it is read': { type: 'reset-before' },
  'applied, then reset': { type: 'reset-after' },
  'applied, never answered': { type: 'hang', isApplied: true },
  'applied, answered 500': { type: 'status', status: 500, when: 'after' },
  'not applied, answered 500': { type: 'status', status: 500 },
  'answered 503 at the gate': { type: 'retry-after', status: 503, value: '20' },
  'answer cut': { type: 'truncated' },
  'behind a portal': { type: 'captive-portal' },
} as const;
const METHODS = ['POST', 'PUT', 'DELETE', 'GET'] as const;

const WAIT_STEPS = 6;
const { command, waiting, surroundings, sendingNow } = createModelCommands(judgePlans, WAIT_STEPS);

const lane = fc.nat(LANES - 1);
const which = fc.nat(3);
const edits = fc.array(arbitraryEdit, { minLength: 1, maxLength: 3 });
const submitting = fc
  .tuple(lane, edits)
  .map(([at, list]) => command(`submit(${at}, ${list.length} edits)`, submit(at, list)));

const acting = fc
  .tuple(lane, arbitraryEdit)
  .map(([at, edit]) => command(`colleague(${at})`, colleague(at, edit)));

/** Every command; plans and time most often. */
export const planCommands: readonly fc.Arbitrary<PlanCommand>[] = [
  submitting,
  submitting,
  submitting,
  waiting,
  waiting,
  waiting,
  which.map((at) => command(`withdraw(${at})`, withdraw(at))),
  which.map((at) =>
    command(
      `dismiss(${at})`,
      onPlan(at, ({ desk }, { planId }) => desk.outbox.dismiss(planId)),
    ),
  ),
  which.map((at) => command(`planAgain(${at})`, planAgain(at))),
  acting,
  acting,
  lane.map((at) =>
    command(`pull(${at})`, (model, { desk }) => pull(desk, model.lanes[at]?.packageId)),
  ),
  fc
    .tuple(
      fc.constantFrom(...(Object.keys(FAULTS) as (keyof typeof FAULTS)[])),
      fc.constantFrom(...METHODS),
    )
    .map(([name, method]) =>
      command(`weather(${method} ${name})`, async (_, { desk }) => {
        await desk.control('POST', '/faults', { match: { ...WRITE, method }, fault: FAULTS[name] });
      }),
    ),
  ...surroundings,
  fc.constant(
    command('tokensExpire', async (_, { desk }) => {
      await desk.control('POST', '/sessions/revoke', {});
    }),
  ),
  sendingNow,
];

function submit(at: number, list: readonly Edit[]): LaneAct {
  return (model, real) => {
    const own = model.lanes[at];
    if (own === undefined) return;
    const { desk, crashes } = real;
    const wanted = drawWanted(real, pickList(desk.workflow(own.packageId)), list);
    const planIds = own.taken.map((one) => one.planId);
    const isBusy = listUnrested(real, planIds).length > 0;
    let planId: string;
    try {
      planId = desk.submit(own.packageId, wanted);
    } catch (error) {
      if (error instanceof CodedError) return;
      throw error;
    }
    keep(real, own, { planId, wanted, crashes, isBusy });
  };
}

/** Nobody hears the answer of an engine that ended; what it stored before counts. */
function keep(
  real: PlanBench,
  own: PlanLane,
  fresh: {
    readonly planId: string;
    readonly wanted: RecipientList;
    readonly crashes: number;
    readonly isBusy: boolean;
  },
): void {
  const { planId, wanted, crashes, isBusy } = fresh;
  const { outbox } = real.desk;
  if (real.crashes !== crashes && outbox.listEntries([planId]).length === 0) return;
  if (isBusy) throw new ModelViolation('duplicatedEffects', 'two plans of one package wait');
  const { colleagueActs } = own;
  own.taken.push({ planId, wanted, colleagueActs, wasWithdrawn: false });
}

/** The list after the edits, as the register reads the service; newcomers get names nobody else has. */
function drawWanted(real: PlanBench, from: RecipientList, list: readonly Edit[]): RecipientList {
  let wanted = from;
  for (const edit of list) {
    const result = applyCall(wanted, rename(real, edit(wanted)), REGISTER_ASSUMPTIONS);
    if (result.ok) wanted = result.list;
  }
  return wanted;
}

function rename(real: PlanBench, call: WorkflowCall): WorkflowCall {
  if (call.kind !== 'add') return call;
  real.people += 1;
  const name = `p${real.people}`;
  return { ...call, key: name, name, email: `${name}@example.test` };
}

function onPlan(
  at: number,
  act: (real: PlanBench, one: TakenPlan, own: PlanLane) => unknown,
): LaneAct {
  return async (model, real) => {
    const all = model.lanes.flatMap((own) => own.taken.map((one) => ({ one, own })));
    const picked = all[at % Math.max(1, all.length)];
    if (picked === undefined) return;
    try {
      await act(real, picked.one, picked.own);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
    }
  };
}

function withdraw(at: number): LaneAct {
  return onPlan(at, (real, one) => {
    const { crashes, desk } = real;
    try {
      desk.outbox.cancel(one.planId);
    } finally {
      // Withdrawing a plan under way cancels what never left, even where it is told that something did.
      if (real.crashes === crashes || desk.entry(one.planId).state === 'CANCELLED') {
        one.wasWithdrawn = true;
      }
    }
  });
}

function planAgain(at: number): LaneAct {
  return onPlan(at, async (real, one, own) => {
    const { crashes, desk } = real;
    const planId = await hearWithin(real, desk.outbox.planAgain(one.planId));
    if (planId === null || planId === one.planId) return;
    keep(real, own, { planId, wanted: one.wanted, crashes, isBusy: false });
  });
}

/** null = no answer within a minute; that of an engine which ended meanwhile never comes. */
async function hearWithin<T>(real: PlanBench, answer: Promise<T>): Promise<T | null> {
  const heard = { isSettled: false };
  const settle = (): void => {
    heard.isSettled = true;
  };
  answer.then(settle, settle);
  for (let step = 0; step < 6 && !heard.isSettled; step += 1) await pass(real, 10_000, WAIT_STEPS);
  return heard.isSettled ? await answer : null;
}

function colleague(at: number, edit: Edit): LaneAct {
  return async (model, real) => {
    const own = model.lanes[at];
    if (own === undefined) return;
    const { desk } = real;
    await desk.skip(0);
    const before = real.sendingMoments;
    const mayBeUnderWay = desk.outbox
      .listEntries(own.taken.map(({ planId }) => planId))
      .some(
        ({ state }) => !RESTING_STATES.includes(state) && state !== 'QUEUED' && state !== 'BLOCKED',
      );
    own.colleagueActs += 1;
    try {
      await actAsColleague(desk, own.packageId, edit(pickList(desk.workflow(own.packageId))));
    } catch (error) {
      // What the desk knows may be old; the service refuses then, and nothing happened.
      if (!(error instanceof Error) || !error.message.startsWith('control ')) throw error;
    }
    if (mayBeUnderWay || real.sendingMoments !== before) own.isRaced = true;
  };
}
