// Owns: the calls that bring a server's list to the wanted one, each with whom it hits and what must stand there
// before and after. Must not: send anything; the executor reads before and after every call.
import type { Knowledge } from './assumptions.ts';
import { narrowKnowledge, pickReadingsFor } from './assumptions.ts';
import type { WorkflowCall } from './call.ts';
import { findCallOrder } from './call.ts';
import type { ListDifference } from './difference.ts';
import { listDifferences } from './difference.ts';
import { matchesExpected, recogniseList } from './matching.ts';
import type { Recipient, RecipientList, ServerList, Workflow } from './model.ts';
import { hasSeal, pickList } from './model.ts';
import { boundPlan } from './plan-bound.ts';
import type { PredictedCall } from './plan-candidate.ts';
import { followStrategy, listStrategies } from './plan-candidate.ts';
import type { RuleProblem } from './rules.ts';
import { findCallProblem } from './rules.ts';
import { applyCall } from './server-rules.ts';

/** One call of a plan. It may be sent only while a fresh read matches `before` (see `matchesExpected`). */
export interface PlanStep {
  readonly call: WorkflowCall;
  /** Who must stand at the position the call names; null for calls that name none. */
  readonly target: Recipient | null;
  readonly before: RecipientList;
  /** The whole list afterwards, under the likeliest reading. */
  readonly after: RecipientList;
  /** Whether every reading still possible leaves the same list. */
  readonly isCertain: boolean;
  /** False when a read cannot show the effect (mail setting, a person's name): such an update may be repeated. */
  readonly isVerifiable: boolean;
}

/** A whole plan; `bound` = the number of calls below which none can do. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  readonly bound: number;
}

/** What to do next, after a read. */
export type NextStep =
  | { readonly kind: 'done' }
  | { readonly kind: 'call'; readonly step: PlanStep; readonly remaining: number }
  /** The package, as it is now, does not allow the next call. */
  | { readonly kind: 'refused'; readonly step: PlanStep; readonly problem: RuleProblem }
  /** No way is known to the wanted list; it is not legal, or the service behaves as no reading says. */
  | { readonly kind: 'unreachable' };

/** What a read after a call shows. */
export type StepOutcome =
  | { readonly kind: 'applied'; readonly list: RecipientList; readonly knowledge: Knowledge }
  | { readonly kind: 'not-applied'; readonly list: RecipientList }
  | {
      readonly kind: 'unexplained';
      readonly list: RecipientList;
      readonly differences: readonly ListDifference[];
    };

/**
 * The whole plan from one list to another, or null when there is none. Of the ways tried, the one with the fewest
 * calls under the likeliest reading; a call whose outcome is open counts twice, since it may have to be mended.
 */
export function makePlan(
  base: RecipientList,
  wanted: RecipientList,
  knowledge: Knowledge,
): Plan | null {
  // Nothing is known of what a call does to a seal, or to the others beside one.
  if (hasSeal(base.recipients) || hasSeal(wanted.recipients)) return null;
  const [likeliest] = knowledge;
  const bound = boundPlan(base, wanted, likeliest).total;
  let best: readonly PlanStep[] | null = null;
  let leastCost = Infinity;
  for (const strategy of listStrategies(base, wanted, likeliest)) {
    const calls = followStrategy(base, wanted, likeliest, strategy, leastCost);
    const steps = calls === null ? null : listSteps(base, calls, knowledge);
    const cost = steps === null ? Infinity : countCost(steps);
    if (cost < leastCost) [best, leastCost] = [steps, cost];
    if (leastCost === bound) break;
  }
  return best === null ? null : { steps: best, bound };
}

function countCost(steps: readonly PlanStep[]): number {
  return steps.length + steps.filter((step) => !step.isCertain).length;
}

/**
 * The next call from what the server shows now; to be asked again after each read, with what was learned. With
 * full knowledge it follows the plan of `makePlan`; else it mends what another reading did.
 */
export function planNext(server: Workflow, wanted: RecipientList, knowledge: Knowledge): NextStep {
  const plan = makePlan(pickList(server), wanted, knowledge);
  if (plan === null) return { kind: 'unreachable' };
  const step = plan.steps[0];
  if (step === undefined) return { kind: 'done' };
  const problem = findCallProblem(server, step.call);
  return problem === null
    ? { kind: 'call', step, remaining: plan.steps.length - 1 }
    : { kind: 'refused', step, problem };
}

/**
 * Judges a read after a call was sent. `isAcknowledged` = the service said yes; without it, an unchanged list means
 * the call did not arrive. Readings that do not explain what is seen are dropped for good.
 */
export function settleStep(
  step: PlanStep,
  read: ServerList,
  knowledge: Knowledge,
  isAcknowledged: boolean,
): StepOutcome {
  const isUnchanged = matchesExpected(read, step.before);
  // An update nobody can see may be sent again; an unseen reorder (of twins) may not.
  const mayRepeat = step.isVerifiable || step.call.kind === 'update';
  if (isUnchanged && !isAcknowledged && mayRepeat) {
    return { kind: 'not-applied', list: recogniseList(read, step.before).list };
  }
  for (const world of pickReadingsFor(step.call, knowledge)) {
    const result = applyCall(step.before, step.call, world);
    if (!result.ok || !matchesExpected(read, result.list)) continue;
    const { list } = recogniseList(read, result.list);
    return { kind: 'applied', list, knowledge: learnFrom(step, read, knowledge) };
  }
  if (isUnchanged) return { kind: 'not-applied', list: recogniseList(read, step.before).list };
  const { list } = recogniseList(read, step.after);
  return { kind: 'unexplained', list, differences: listDifferences(step.after, list) };
}

/** What is different between the list expected and the one read, by person, for the conflict screen. */
export function explainDifference(
  expected: RecipientList,
  read: ServerList,
): readonly ListDifference[] {
  return listDifferences(expected, recogniseList(read, expected).list);
}

function learnFrom(step: PlanStep, read: ServerList, knowledge: Knowledge): Knowledge {
  return narrowKnowledge(step.call, knowledge, (world) => {
    const result = applyCall(step.before, step.call, world);
    return result.ok && matchesExpected(read, result.list);
  });
}

function listSteps(
  base: RecipientList,
  calls: readonly PredictedCall[],
  knowledge: Knowledge,
): readonly PlanStep[] {
  return calls.map(({ call, after }, index) => {
    const before = calls[index - 1]?.after ?? base;
    const order = findCallOrder(call);
    return {
      call,
      target: order === null ? null : (before.recipients[order - 1] ?? null),
      before,
      after,
      isCertain: isSameEverywhere(before, { call, after }, knowledge),
      isVerifiable: !matchesExpected(before, after),
    };
  });
}

function isSameEverywhere(
  before: RecipientList,
  { call, after }: PredictedCall,
  knowledge: Knowledge,
): boolean {
  return (
    knowledge.length === 1 ||
    pickReadingsFor(call, knowledge).every((world) => {
      const result = applyCall(before, call, world);
      return result.ok && matchesExpected(result.list, after);
    })
  );
}
