// Owns: one plan carried out by the real outbox against the real sandbox under one reading, alone or with a colleague,
// and what is wrong with how it ended. Must not: draw anything, or count over plans.
import { matchesExpected } from '../../../src-shared/domain/workflow/matching.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';
import { boundPlan } from '../../../src-shared/domain/workflow/plan-bound.ts';
import { startPlanDesk } from '../../support/plan-desk.ts';
import { judgeHits } from '../../support/plan-oracle.ts';
import { adoptKeys, describePackage, writeSwitches } from '../../support/sandbox-world.ts';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { PlanDesk } from '../../support/plan-desk.ts';
import type { ListPair } from '../../unit/workflow/arbitrary-lists.ts';
import type { Violations } from '../fault-family.ts';
import type { DrawnPlan } from './draw-plan.ts';

/** How one plan ended. */
export interface PlanRun {
  readonly calls: number;
  /** Calls below which no plan can do. */
  readonly bound: number;
  readonly writes: number;
  readonly wasMadeAnew: boolean;
  readonly wasStopped: boolean;
  /** null = nothing; `what` is for a person who looks for the cause. */
  readonly wrong: { readonly violation: keyof Violations; readonly what: string } | null;
}

export interface ReadingsDesk {
  readonly desk: PlanDesk;
  runExactly(pair: ListPair, world: Assumptions): Promise<PlanRun>;
  runWithColleague(drawn: DrawnPlan): Promise<PlanRun>;
}

/** A desk for many plans, one after the other; close `desk` when done. */
export async function startReadingsDesk(): Promise<ReadingsDesk> {
  const hook: Hook = { onFailpoint: null };
  const desk = await startPlanDesk({
    isInMemory: true,
    onFailpoint: (name) => hook.onFailpoint?.(name),
  });
  for (const name of 'abcdefgh') await desk.control('PUT', `/groups/${name}`, { members: [] });
  return {
    desk,
    runExactly: (pair, world) => runExactly(desk, pair, world),
    runWithColleague: (drawn) => runWithColleague(desk, hook, drawn),
  };
}

interface Hook {
  onFailpoint: ((name: string) => void) | null;
}

interface Case {
  readonly id: string;
  readonly wanted: RecipientList;
  /** null = nothing to do. */
  readonly planId: string | null;
}

const NOTHING: PlanRun = {
  calls: 0,
  bound: 0,
  writes: 0,
  wasMadeAnew: false,
  wasStopped: false,
  wrong: null,
};
const STEP_MS = 5_000;

let caseCount = 0;

/** A package with the base list, a service under this reading, a desk that knows nothing of it, and the plan. */
async function begin(desk: PlanDesk, pair: ListPair, world: Assumptions): Promise<Case> {
  await desk.setAssumptions(writeSwitches(world));
  // Each in an account of its own: what is learned of a service is kept by account.
  caseCount += 1;
  desk.accountId = `hub${caseCount}`;
  const id = await desk.build(describePackage(pair.base));
  const base = desk.workflow(id);
  if (!matchesExpected(base, pair.base)) throw new Error('the package was not made as told');
  const wanted = adoptKeys(pair.wanted, pair.base, base);
  try {
    return { id, wanted, planId: desk.submit(id, wanted) };
  } catch (error) {
    const rule = (error as { error?: { detail?: { rule?: string } } }).error?.detail?.rule;
    if (rule !== 'NO_CHANGE') throw error;
    return { id, wanted, planId: null };
  }
}

async function runExactly(desk: PlanDesk, pair: ListPair, world: Assumptions): Promise<PlanRun> {
  const { id, planId, wanted } = await begin(desk, pair, world);
  if (planId === null) return NOTHING;
  const { run } = await finish({ desk, id, planId, pair, world }, (entry) =>
    judgeAlone(desk, id, wanted, entry),
  );
  return { ...run, wasMadeAnew: desk.causes(planId).includes('verified-differently') };
}

interface Begun {
  readonly desk: PlanDesk;
  readonly id: string;
  readonly planId: string;
  readonly pair: ListPair;
  readonly world: Assumptions;
}

/** Waits for rest, has the end judged, and answers what every run tells; `last` = the plan at its end. */
async function finish(
  { desk, id, planId, pair, world }: Begun,
  judge: (entry: WorkflowEntry) => Promise<keyof Violations | null>,
): Promise<{ readonly run: PlanRun; readonly last: WorkflowEntry }> {
  const entry = await restPlan(desk, planId);
  const wrong = entry === null ? 'notAtRest' : await judge(entry);
  const last = entry ?? desk.entry(planId);
  const run = {
    ...NOTHING,
    calls: last.subject.total,
    writes: last.attempt,
    bound: boundPlan(pair.base, pair.wanted, world).total,
    wrong: wrong === null ? null : { violation: wrong, what: await tell(desk, id, planId, world) },
  };
  return { run, last };
}

/** Nobody else acted, so there is no excuse for ending otherwise. */
async function judgeAlone(
  desk: PlanDesk,
  id: string,
  wanted: RecipientList,
  entry: WorkflowEntry,
): Promise<keyof Violations | null> {
  const misdone = judgeHits(entry, await desk.changes(id));
  if (misdone !== null) return misdone;
  if (entry.state !== 'CONFIRMED') return 'falseFailures';
  return matchesExpected(await desk.read(id), wanted) ? null : 'falseSuccesses';
}

async function runWithColleague(
  desk: PlanDesk,
  hook: Hook,
  { pair, world, makeEdit, editAfter }: DrawnPlan,
): Promise<PlanRun> {
  desk.outbox.setPaused(true);
  const { id, planId, wanted } = await begin(desk, pair, world);
  if (planId === null) {
    desk.outbox.setPaused(false);
    return NOTHING;
  }
  await runCalls(desk, hook, planId, editAfter % (desk.entry(planId).subject.total + 1));
  const theirs = await desk.read(id);
  await actAsColleague(desk, id, makeEdit({ ...pickList(desk.workflow(id)), type: theirs.type }));
  desk.outbox.setPaused(false);
  const { run, last } = await finish({ desk, id, planId, pair, world }, (entry) =>
    judgeBeside(desk, id, wanted, entry),
  );
  return { ...run, wasStopped: last.state === 'CONFLICT' };
}

/** Only what counts as applied took effect; a stop shows the list as it is; a person who insists gets the wanted one. */
async function judgeBeside(
  desk: PlanDesk,
  id: string,
  wanted: RecipientList,
  entry: WorkflowEntry,
): Promise<keyof Violations | null> {
  const before = await desk.changes(id);
  const misdone = judgeHits(pickConfirmed(entry), before);
  if (misdone !== null || entry.state === 'CONFIRMED' || entry.state === 'SATISFIED') {
    return misdone;
  }
  const { theirs } = entry.subject;
  if (entry.state !== 'CONFLICT' || theirs === null) return 'falseFailures';
  if (!matchesExpected(theirs, await desk.read(id))) return 'falseFailures';
  const again = await desk.outbox.planAgain(entry.opId);
  if (again === entry.opId) return null;
  const ended = await restPlan(desk, again);
  if (ended === null) return 'notAtRest';
  const since = (await desk.changes(id)).slice(before.length);
  const misdoneAgain = judgeHits(ended, since);
  if (misdoneAgain !== null) return misdoneAgain;
  if (ended.state !== 'CONFIRMED') return 'falseFailures';
  return matchesExpected(await desk.read(id), wanted) ? null : 'falseSuccesses';
}

function pickConfirmed(entry: WorkflowEntry): WorkflowEntry {
  const calls = entry.subject.calls.filter(({ state }) => state === 'CONFIRMED');
  return { ...entry, subject: { ...entry.subject, calls } };
}

/** null = it came to no rest. */
async function restPlan(desk: PlanDesk, planId: string): Promise<WorkflowEntry | null> {
  const rest = ['CONFIRMED', 'SATISFIED', 'CONFLICT', 'ATTENTION', 'REJECTED'] as const;
  try {
    return await desk.skipUntil(planId, STEP_MS, ...rest);
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('still ')) return null;
    throw error;
  }
}

/** Lets so many calls come to rest, and pauses before the next is looked at. */
async function runCalls(desk: PlanDesk, hook: Hook, planId: string, count: number): Promise<void> {
  if (count === 0) return;
  const reached = Promise.withResolvers<void>();
  hook.onFailpoint = (name) => {
    if (name !== 'outbox.rest.after-commit') return;
    const { done, total } = desk.entry(planId).subject;
    if (done < count && done < total) return;
    hook.onFailpoint = null;
    desk.outbox.setPaused(true);
    reached.resolve();
  };
  desk.outbox.setPaused(false);
  await desk.skipWhile(500, reached.promise);
}

/** As somebody at the owner's desk: the same change by hand. */
export async function actAsColleague(
  desk: PlanDesk,
  id: string,
  call: WorkflowCall,
): Promise<void> {
  switch (call.kind) {
    case 'add': {
      const { name, email, role, signingOrder } = call;
      return desk.colleague('add', id, { name, email, role, signingOrder });
    }
    case 'delete':
      return desk.colleague('remove', id, { order: call.order });
    case 'reorder':
      return desk.colleague('move', id, { order: call.order, to: call.to });
    case 'set-type':
      return desk.colleague('workflow', id, { type: call.type });
    case 'update': {
      const { order, recipientKind: kind, changes } = call;
      return desk.colleague('update', id, { order, kind, role: changes.role });
    }
  }
}

/** What is needed to understand a plan that ended otherwise. */
async function tell(
  desk: PlanDesk,
  id: string,
  planId: string,
  world: Assumptions,
): Promise<string> {
  const { state, conflict, subject } = desk.entry(planId);
  const calls = subject.calls.map((one) => `${one.state} ${JSON.stringify(one.facts.call)}`);
  const done = (await desk.changes(id)).map(
    ({ cause, detail }) => `${cause} ${JSON.stringify(detail)}`,
  );
  const heads = [JSON.stringify(world), state, JSON.stringify(conflict)];
  return [...heads, `theirs ${JSON.stringify(subject.theirs)}`, ...calls, ...done].join(' | ');
}
