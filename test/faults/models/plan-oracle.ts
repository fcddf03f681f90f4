// Owns: what must be true of every package at any moment: the sandbox's ledger of changes against the queue's view and
// the model. Must not: ask the outbox whether it behaved; its view is only what a person is told.
import { isWorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import { matchesExpected } from '../../../src-shared/domain/workflow/matching.ts';
import { EFFECTS, listHits } from '../../support/plan-oracle.ts';
import { ModelViolation } from './model-violation.ts';
import type { OutboxState, WorkflowEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { PlanBench, PlanLane, PlanModel } from './plan-bench.ts';

/** One call of a plan as a person is told of it; `mark` = what it does to whom, as the ledger says it. */
interface ToldCall {
  readonly mark: string;
  readonly state: OutboxState;
}

/** Throws a ModelViolation; answers how many calls hit another one inside race R1. */
export async function judgePlans(model: PlanModel, real: PlanBench): Promise<number> {
  let raced = 0;
  for (const lane of model.lanes) raced += await judgeLane(real, lane);
  return raced;
}

/** At the end, when nobody moves any more: the last plan, if shown as done, is what the service has. */
export async function judgeOutcome(model: PlanModel, { desk }: PlanBench): Promise<void> {
  for (const { packageId, taken, colleagueActs } of model.lanes) {
    const last = taken.at(-1);
    if (last === undefined || last.colleagueActs !== colleagueActs) continue;
    const { state } = desk.entry(last.planId);
    if (state !== 'CONFIRMED' && state !== 'SATISFIED') continue;
    const now = await desk.read(packageId);
    if (matchesExpected(now, last.wanted)) continue;
    throw new ModelViolation(
      'falseSuccesses',
      `${state}, and the service has ${JSON.stringify(now)}`,
    );
  }
}

/** The engine moves on while the ledger is read: what is shown as done is looked at before, as not done after it. */
async function judgeLane(real: PlanBench, lane: PlanLane): Promise<number> {
  const before = readToldCalls(real, lane);
  const hits = listHits(await real.desk.changes(lane.packageId));
  if (!lane.isRaced) judgeShownAsDone(before, hits);
  const after = readToldCalls(real, lane);
  const isAlone = lane.colleagueActs === 0 && lane.taken.length === 1;
  // Nobody else touched the package, and nothing of ours came before: only a plan's age can send it back to a person.
  const [only] = real.desk.outbox.listEntries(lane.taken.map(({ planId }) => planId));
  const isTooOld = only?.conflict?.why === 'too-old';
  if (isAlone && !isTooOld && after.some(({ state }) => state === 'CONFLICT')) {
    throw new ModelViolation('falseFailures', tell('a conflict with nobody', after, hits));
  }
  return judgeHits(after, hits, lane.isRaced);
}

function readToldCalls({ desk }: PlanBench, lane: PlanLane): readonly ToldCall[] {
  const entries = lane.taken.map(({ planId, wasWithdrawn }) => {
    const [entry] = desk.outbox.listEntries([planId]);
    if (entry === undefined || !isWorkflowEntry(entry)) {
      throw new ModelViolation('lost', `a plan for ${lane.packageId} is not in the queue any more`);
    }
    if (entry.state === 'CANCELLED' && !wasWithdrawn) {
      throw new ModelViolation('lost', 'a plan is withdrawn without anybody having asked for it');
    }
    return entry;
  });
  return entries.flatMap(listToldCalls);
}

function judgeShownAsDone(calls: readonly ToldCall[], hits: readonly string[]): void {
  for (const { mark } of calls) {
    const own = calls.filter((call) => call.mark === mark);
    const must = own.filter(({ state }) => state === 'CONFIRMED').length;
    if (hits.filter((hit) => hit === mark).length >= must) continue;
    throw new ModelViolation('falseSuccesses', tell(mark, calls, hits));
  }
}

function judgeHits(calls: readonly ToldCall[], hits: readonly string[], isRaced: boolean): number {
  let raced = 0;
  for (const mark of new Set(hits)) {
    const done = hits.filter((hit) => hit === mark).length;
    const own = calls.filter((call) => call.mark === mark);
    const may = own.filter(({ state }) => !NEVER_ACTED.includes(state)).length;
    if (done > may && isRaced) raced += done - may;
    else if (done > own.length) {
      const violation = own.length === 0 ? 'wrongTargets' : 'duplicatedEffects';
      throw new ModelViolation(violation, tell(mark, calls, hits));
    } else if (done > may) throw new ModelViolation('falseFailures', tell(mark, calls, hits));
  }
  return raced;
}

/** What is shown as never sent, or as refused. */
const NEVER_ACTED: readonly OutboxState[] = [
  'QUEUED',
  'WAITING',
  'BLOCKED',
  'CANCELLED',
  'SUPERSEDED',
  'REJECTED',
];

function listToldCalls(entry: WorkflowEntry): readonly ToldCall[] {
  return entry.subject.calls.flatMap(({ facts, state }) =>
    facts.kind === 'set-type'
      ? []
      : [{ mark: `${EFFECTS[facts.kind]} ${facts.email ?? facts.name}`, state }],
  );
}

function tell(mark: string, calls: readonly ToldCall[], hits: readonly string[]): string {
  const shown = calls.map((call) => `${call.mark} ${call.state}`);
  return `${mark}: shown [${shown.join('; ')}], ledger [${hits.join('; ')}]`;
}
