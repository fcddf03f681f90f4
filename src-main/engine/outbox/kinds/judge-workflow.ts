// Owns: what a read of a package means for one call of a plan, before and after it was sent. Pure.
// Must not: know states, the store or the client.
import { makePlan, settleStep } from '../../../../src-shared/domain/workflow/plan.ts';
import {
  listReadings,
  narrowKnowledge,
} from '../../../../src-shared/domain/workflow/assumptions.ts';
import { matchesExpected, recogniseList } from '../../../../src-shared/domain/workflow/matching.ts';
import { hasSteps, identifyRecipient } from '../../../../src-shared/domain/workflow/model.ts';
import { findCallProblem } from '../../../../src-shared/domain/workflow/rules.ts';
import { applyCall } from '../../../../src-shared/domain/workflow/server-rules.ts';
import type { ConflictFacts, ConflictWhy } from '../../../../src-shared/domain/outbox-item.ts';
import type { Knowledge } from '../../../../src-shared/domain/workflow/assumptions.ts';
import type {
  RecipientList,
  ServerList,
  ServerRow,
} from '../../../../src-shared/domain/workflow/model.ts';
import type { PlanStep } from '../../../../src-shared/domain/workflow/plan.ts';
import type { RuleCode, RuleProblem } from '../../../../src-shared/domain/workflow/rules.ts';
import type { ReadPackage } from '../../ports.ts';
import type { PrecheckVerdict, ReadBackVerdict } from '../op-core.ts';
import type { JudgeFacts, Judged, Sequel } from './outbox-kind.ts';

/**
 * A plan made anew this often does not come to an end: each time, something about ten switches was to be learned.
 */
const MAX_SEGMENTS = 30;

/** A call with what its plan is after. */
export interface CallInPlan {
  readonly step: PlanStep;
  readonly wanted: RecipientList;
  /** How often the plan was made anew so far. */
  readonly segment: number;
  /** What is known of the account's service now. */
  readonly knowledge: Knowledge;
}

/**
 * What `theirState` of a plan's conflict says besides a rule's code: LIST_CHANGED = not the list expected ·
 * UNREADABLE = a word in it is not known · NO_EFFECT = the service said yes and nothing happened · UNREACHABLE = from
 * the list as it is now, no way to the wanted one is known · GONE = the service does not know the package.
 */
type PlanConflict = 'LIST_CHANGED' | 'UNREADABLE' | 'NO_EFFECT' | 'UNREACHABLE' | 'GONE';

/**
 * The look before a call: the whole list must be the one expected, the occupant of the position the one meant, and
 * the package must still allow it. Anything else is a conflict, and nothing is sent.
 */
export function judgeCallBefore(
  inPlan: CallInPlan,
  { arrangement }: ReadPackage,
  facts: JudgeFacts,
): Judged<PrecheckVerdict> {
  const { step } = inPlan;
  if (arrangement === null) return stop('changed-since-review', 'UNREADABLE', null, facts);
  const { list, picture } = arrangement;
  if (!matchesExpected(list, step.before)) {
    return (
      judgeAlreadySo(inPlan, list, facts) ??
      stop('changed-since-review', 'LIST_CHANGED', list, facts)
    );
  }
  if (!isTargetThere(step, list)) return stop('changed-since-review', 'LIST_CHANGED', list, facts);
  const seen = recogniseList(list, step.before).list;
  const problem = findCallProblem({ package: picture, ...seen }, step.call);
  if (problem !== null) return stopByRule(problem, list, facts);
  if (facts.ageMs > facts.maxAgeMs) return stop('too-old', 'LIST_CHANGED', null, facts);
  return { verdict: { is: 'as-reviewed' }, conflict: null };
}

/**
 * The effect is there before this try. For a call that may have left already it is our own, come late, under any
 * reading. Otherwise somebody did the same; for an addition that is never taken for granted, because it may stand
 * for another one.
 */
function judgeAlreadySo(
  plan: CallInPlan,
  list: ServerList,
  facts: JudgeFacts,
): Judged<PrecheckVerdict> | null {
  const { step } = plan;
  if (facts.own.sentCount > 0) {
    const concluded = concludeApplied(plan, list, false);
    if (concluded === null) return null;
    if (concluded === 'unreachable')
      return stop('changed-since-review', 'UNREACHABLE', list, facts);
    return { verdict: { is: 'goal-met' }, conflict: null, ...concluded.sequel };
  }
  if (step.call.kind === 'add' || !matchesExpected(list, step.after)) return null;
  return { verdict: { is: 'goal-met' }, conflict: null };
}

/** What a read after sending says. */
export function judgeCallAfter(
  plan: CallInPlan,
  { arrangement }: ReadPackage,
  facts: JudgeFacts,
): Judged<ReadBackVerdict> {
  if (arrangement === null) return stop('changed-since-review', 'UNREADABLE', null, facts);
  const { step } = plan;
  const { list } = arrangement;
  const { own } = facts;
  const isUnchanged = matchesExpected(list, step.before);
  // That a call did nothing may be one of the readings; it is believed only when no replica can lag any more.
  const isTooEarly = own.isAcknowledged && step.isVerifiable && !own.isSettled;
  if (isUnchanged && (own.isRefused || isTooEarly)) return notApplied();
  const concluded = concludeApplied(plan, list, own.isAcknowledged);
  if (concluded === 'unreachable') return stop('changed-since-review', 'UNREACHABLE', list, facts);
  if (concluded !== null) {
    const is = concluded.isAsPlanned ? 'applied' : 'applied-differently';
    return { verdict: { is }, conflict: null, ...concluded.sequel };
  }
  if (isUnchanged) {
    // The service said yes, and no reading explains that nothing shows: sending it again could only repeat that.
    return own.isAcknowledged
      ? stop('changed-since-review', 'NO_EFFECT', list, facts)
      : notApplied();
  }
  if (isMisdirected(step, list, own.isAcknowledged)) {
    return {
      verdict: { is: 'misdirected' },
      conflict: null,
      sequel: { kind: 'theirs', list, doubted: null },
    };
  }
  const conflict = createPlanConflict('changed-since-review', 'LIST_CHANGED', facts.nowMs);
  return stopWith(conflict, list, doubtKnowledge(plan, list, own.isAcknowledged));
}

/**
 * What was ruled out once may be true by now, of a new version of the service for instance. A person decides about
 * this list; but planning again must be able to lead on.
 */
function doubtKnowledge(
  { step, knowledge }: CallInPlan,
  list: ServerList,
  isAcknowledged: boolean,
): Knowledge | null {
  const everything = listReadings();
  if (!isAcknowledged || knowledge.length === everything.length) return null;
  const outcome = settleStep(step, list, everything, true);
  return outcome.kind === 'applied' ? outcome.knowledge : null;
}

/** Why the service refused a call that has no effect, as far as the package shows it. */
export function explainCallRefusal(
  { step }: CallInPlan,
  { arrangement }: ReadPackage,
  facts: JudgeFacts,
): ConflictFacts | null {
  if (arrangement === null) return null;
  const seen = recogniseList(arrangement.list, step.before).list;
  const problem = findCallProblem({ package: arrangement.picture, ...seen }, step.call);
  return problem === null ? null : describeProblem(problem, facts);
}

interface Applied {
  readonly isAsPlanned: boolean;
  readonly sequel: { readonly sequel?: Sequel };
}

/** null = not applied under any reading; unreachable = applied, but no way on is known. */
function concludeApplied(
  { step, wanted, knowledge, segment }: CallInPlan,
  list: ServerList,
  isAcknowledged: boolean,
): Applied | 'unreachable' | null {
  const outcome = settleStep(step, list, knowledge, isAcknowledged);
  // The plan may have been made under a reading that another package has ruled out since.
  const isAsPlanned =
    matchesExpected(list, step.after) && (outcome.kind !== 'not-applied' || !step.isVerifiable);
  // Numbers that mean nothing now will, once the type has steps: then the rest must be planned on those read.
  const isSameBase = isAsPlanned && (!hasSteps(wanted.type) || areNumbersAlike(list, step.after));
  if (outcome.kind !== 'applied') {
    return isAsPlanned && outcome.kind === 'unexplained' ? { isAsPlanned, sequel: {} } : null;
  }
  const learned = isSameBase ? outcome.knowledge : learnNumbers(step, list, outcome.knowledge);
  if (isSameBase) {
    if (learned === knowledge) return { isAsPlanned, sequel: {} };
    return { isAsPlanned, sequel: { sequel: { kind: 'learned', knowledge: learned, rest: null } } };
  }
  const plan = segment < MAX_SEGMENTS ? makePlan(outcome.list, wanted, learned) : null;
  if (plan === null) return 'unreachable';
  const rest = { base: outcome.list, steps: plan.steps };
  return { isAsPlanned, sequel: { sequel: { kind: 'learned', knowledge: learned, rest } } };
}

/** Readings that leave exactly the numbers shown, where some do: in types without steps nothing else tells them apart. */
function learnNumbers(step: PlanStep, read: ServerList, knowledge: Knowledge): Knowledge {
  return narrowKnowledge(step.call, knowledge, (world) => {
    const result = applyCall(step.before, step.call, world);
    return result.ok && matchesExpected(read, result.list) && areNumbersAlike(read, result.list);
  });
}

function areNumbersAlike(read: ServerList, expected: ServerList): boolean {
  return read.recipients.every(
    (row, index) => row.signingOrder === expected.recipients[index]?.signingOrder,
  );
}

/** A match of the whole list implies it; looked at once more, because a wrong recipient cannot be taken back. */
function isTargetThere({ target }: PlanStep, list: ServerList): boolean {
  if (target === null) return true;
  const occupant = list.recipients[target.order - 1];
  return occupant !== undefined && identifyRecipient(occupant) === identifyRecipient(target);
}

/**
 * Whether something of ours was doubled, or hit somebody else: an addition is there twice over; or, after a yes, the
 * one meant stands as before while another one does not.
 */
function isMisdirected(step: PlanStep, read: ServerList, isAcknowledged: boolean): boolean {
  const { call, before, after, target } = step;
  if (call.kind === 'add') {
    const added = after.recipients.at(-1);
    return added !== undefined && countSame(read, added) > countSame(before, added) + 1;
  }
  if (!isAcknowledged || target === null || call.kind === 'reorder') return false;
  // A removal renumbers those behind it, so there only who it is can be compared.
  const count = call.kind === 'delete' ? countSame : countAlike;
  const isTargetUntouched = count(read, target) >= count(before, target);
  const isOtherGone = before.recipients.some(
    (one) => one.key !== target.key && count(read, one) < count(before, one),
  );
  return isTargetUntouched && isOtherGone;
}

function countSame(list: ServerList, wanted: ServerRow): number {
  const identity = identifyRecipient(wanted);
  return list.recipients.filter((one) => identifyRecipient(one) === identity).length;
}

function countAlike(list: ServerList, wanted: ServerRow): number {
  const identity = identifyRecipient(wanted);
  const withSteps = hasSteps(list.type);
  return list.recipients.filter(
    (one) =>
      identifyRecipient(one) === identity &&
      one.role === wanted.role &&
      (!withSteps || one.signingOrder === wanted.signingOrder),
  ).length;
}

function notApplied(): Judged<ReadBackVerdict> {
  return { verdict: { is: 'not-applied' }, conflict: null };
}

type Stopped = Judged<{ readonly is: 'conflict'; readonly why: ConflictWhy }>;

function stop(
  why: ConflictWhy,
  theirState: PlanConflict,
  theirs: ServerList | null,
  facts: JudgeFacts,
): Stopped {
  const conflict = createPlanConflict(why, theirState, facts.nowMs);
  return stopWith(conflict, theirs);
}

function stopByRule(problem: RuleProblem, theirs: ServerList, facts: JudgeFacts): Stopped {
  return stopWith(describeProblem(problem, facts), theirs);
}

function stopWith(
  conflict: ConflictFacts,
  theirs: ServerList | null,
  doubted: Knowledge | null = null,
): Stopped {
  return {
    verdict: { is: 'conflict', why: conflict.why },
    conflict,
    ...(theirs === null ? {} : { sequel: { kind: 'theirs', list: theirs, doubted } }),
  };
}

/** Shared, completed and declined packages are over for a plan; any other reason is a change since the review. */
function describeProblem(problem: RuleProblem, facts: JudgeFacts): ConflictFacts {
  const isOver = problem.code === 'SHARED' || problem.code === 'FINISHED';
  return createPlanConflict(isOver ? 'closed' : 'changed-since-review', problem.code, facts.nowMs);
}

/** The facts of a conflict about a plan. */
export function createPlanConflict(
  why: ConflictWhy,
  theirState: PlanConflict | RuleCode,
  nowMs: number,
): ConflictFacts {
  const seenAt = new Date(nowMs).toISOString();
  return { why, seenAt, theirState, theirDeclineReason: null, changes: [] };
}
