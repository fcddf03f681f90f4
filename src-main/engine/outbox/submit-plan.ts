// Owns: taking a wanted arrangement into the outbox: every check, the plan, then one durable commit for all its calls;
// and planning again after a conflict. Must not: answer before the commit.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { isWellFormedAddress } from '../../../src-shared/domain/email-domain.ts';
import { pickList } from '../../../src-shared/domain/workflow/model.ts';
import { parsePackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import { findCallProblem, findListProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { createWorkflowDraftRepo } from '../store/desk/workflow-draft-repo.ts';
import { isReadable } from '../store/outbox/op-repo.ts';
import { admitOps } from './admit-ops.ts';
import { supersedeUnsent } from './continue-plan.ts';
import { createPackageLane } from './kinds/package-lane.ts';
import { queueCalls } from './queue-calls.ts';
import type { Knowledge } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { PackagePicture, RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { PlanStep } from '../../../src-shared/domain/workflow/plan.ts';
import type { OutboxRun } from './outbox-ports.ts';

export interface SubmitInput {
  readonly key: PackageKey;
  /** Names what the person arranged on. */
  readonly baseHash: string;
  /** With the keys of the list it was arranged on; new recipients have new ones. */
  readonly wanted: RecipientList;
}

/**
 * Queues a plan and answers its id. NOT_FOUND, REQUEST_CHANGED, DECISION_WAITING, DECISION_SENT; NOT_ALLOWED with
 * `detail.rule`: a rule's code, NO_CHANGE or PLAN_UNREACHABLE. Throws the store's codes when nothing could be stored.
 */
export function submitPlan(run: OutboxRun, input: SubmitInput): string {
  const place = parsePackageKey(input.key);
  const seen = run.findPackage(input.key);
  if (place === null || seen === null || seen.isGone || seen.arrangement === null) {
    throw new CodedError('NOT_FOUND', 'No such package, or it cannot be read');
  }
  const { workflow, baseHash } = seen.arrangement;
  assertLaneFree(run, place.accountId, place.packageId);
  if (baseHash !== input.baseHash) {
    throw new CodedError('REQUEST_CHANGED', 'The package changed after it was shown');
  }
  const base = pickList(workflow);
  return storePlan(run, { ...place, picture: workflow.package, base, wanted: input.wanted });
}

interface PlanRequest {
  readonly accountId: string;
  readonly packageId: string;
  readonly picture: PackagePicture;
  /** The server's list, with keys. */
  readonly base: RecipientList;
  readonly wanted: RecipientList;
}

/** Plans and commits; an earlier plan that waits for a person is put away with the same commit. */
export function storePlan(run: OutboxRun, request: PlanRequest): string {
  const { accountId, packageId, picture, base, wanted } = request;
  const { clock, random, failpoint } = run.world;
  const knowledge = run.knowledge.read(accountId);
  const steps = planSteps(picture, base, wanted, knowledge);
  if (steps.length === 0) throw createRefusal('NO_CHANGE', 'The package is as wanted already');
  const wallMs = clock.wallMs();
  const planId = random.uuidV7(wallMs);
  const lane = createPackageLane(packageId);
  failpoint('outbox.decide.before-commit');
  const records = run.ops.inTransaction(() => {
    putAwayStopped(run, accountId, lane);
    createWorkflowDraftRepo(run.store).remove(accountId, packageId);
    const madeMs = wallMs;
    run.plans.insert({ planId, accountId, packageId, packageName: picture.name, wanted, madeMs });
    const holdUntilMs = wallMs + run.readSettings().holdSeconds * 1000;
    const place = { planId, accountId, lane, decidedMs: wallMs, holdUntilMs, after: null };
    return queueCalls(run, place, { base, steps, reading: knowledge[0] });
  });
  failpoint('outbox.decide.after-commit', records[0]?.opId);
  admitOps(run, records);
  return planId;
}

/** What waits for a person in the lane is put away, and its calls that were never sent are replaced. */
export function putAwayStopped(run: OutboxRun, accountId: string, lane: string): void {
  for (const open of run.ops.listOpenInLane(accountId, lane)) {
    run.commit(open.opId, { type: 'dismiss' });
  }
  const left = run.ops.findUnrestedInLane(accountId, lane);
  if (left !== null && isReadable(left) && left.groupId !== null)
    supersedeUnsent(run, left.groupId);
}

/** The calls, every one of them legal for this package. */
function planSteps(
  picture: PackagePicture,
  base: RecipientList,
  wanted: RecipientList,
  knowledge: Knowledge,
): readonly PlanStep[] {
  // Said first: the planner knows no way beside a seal, and its answer would tell less.
  if (picture.hasSeal) throw createRefusal('HAS_SEAL', 'The package has a seal');
  const areGapsKept = knowledge.some(({ gaps }) => gaps === 'kept');
  const problem = findListProblem(wanted, areGapsKept);
  if (problem !== null) throw createRefusal(problem.code, 'The wanted list is not legal');
  assertNewcomers(base, wanted);
  const plan = makePlan(base, wanted, knowledge);
  if (plan === null) throw createRefusal('PLAN_UNREACHABLE', 'No way to the wanted list is known');
  for (const step of plan.steps) {
    const refused = findCallProblem({ package: picture, ...step.before }, step.call);
    if (refused !== null)
      throw createRefusal(refused.code, 'The package does not allow the change');
  }
  return plan.steps;
}

/** Whoever is new, or has another name or address, has both as they must be. */
function assertNewcomers(base: RecipientList, wanted: RecipientList): void {
  const known = new Map(base.recipients.map((one) => [one.key, one]));
  for (const one of wanted.recipients) {
    const old = known.get(one.key);
    const isSame = old?.kind === one.kind && old.name === one.name && old.email === one.email;
    if (isSame) continue;
    if (one.name.trim() === '') throw createRefusal('NAME_EMPTY', 'A recipient has no name');
    if (one.kind === 'person' && !isWellFormedAddress(one.email ?? '')) {
      throw createRefusal('EMAIL_MALFORMED', 'A recipient has no usable address');
    }
  }
}

/** A plan that stopped for good does not stand in the way of the next one. */
export function assertLaneFree(run: OutboxRun, accountId: string, packageId: string): void {
  const first = run.ops.findUnrestedInLane(accountId, createPackageLane(packageId));
  if (first === null) return;
  if (isReadable(first) && first.core.blockedWhy === 'dependency') return;
  const mayHaveLeft = !isReadable(first) || first.core.sentCount > 0;
  throw mayHaveLeft
    ? new CodedError('DECISION_SENT', 'A call of an earlier plan may have been sent already')
    : new CodedError('DECISION_WAITING', 'An earlier plan waits to be sent');
}

function createRefusal(rule: string, message: string): CodedError {
  return new CodedError('NOT_ALLOWED', message, { rule });
}
