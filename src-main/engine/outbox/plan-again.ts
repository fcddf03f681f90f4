// Owns: planning again after a plan stopped: from the service's list as read now to the same wanted list.
// Must not: send, or overwrite what somebody else did without the person having asked for exactly that.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { NEEDS_PERSON_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import { isReached } from '../../../src-shared/domain/workflow/plan-candidate.ts';
import { createStepFinder, parseStoredCall } from './kinds/workflow-call.ts';
import { createPackageLane } from './kinds/package-lane.ts';
import { assertLaneFree, putAwayStopped, storePlan } from './submit-plan.ts';
import type { RecipientList, ServerList } from '../../../src-shared/domain/workflow/model.ts';
import type { ReadPackage } from '../ports.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { PlanRecord } from '../store/outbox/plan-repo.ts';
import type { OutboxRun } from './outbox-ports.ts';

/**
 * Reads the package and queues the new plan; answers its id, or the old one's when nothing is left to do. NOT_FOUND,
 * DECISION_WAITING and DECISION_SENT while it still runs, KEY_UNAVAILABLE, what the read failed with, and the codes
 * of `submitPlan`.
 */
export async function planAgain(run: OutboxRun, planId: string): Promise<string> {
  const plan = run.plans.find(planId);
  if (plan === null) throw new CodedError('NOT_FOUND', 'No such plan');
  const { accountId, packageId, wanted } = plan;
  const lane = createPackageLane(packageId);
  assertLaneFree(run, accountId, packageId);
  const { arrangement } = await readNow(run, plan);
  if (arrangement === null) {
    throw new CodedError('NOT_ALLOWED', 'The workflow cannot be read', { rule: 'UNREADABLE' });
  }
  // Meanwhile the page may have submitted another one.
  assertLaneFree(run, accountId, packageId);
  const base = recogniseTheirs(arrangement.list, findLastKnown(run, plan), wanted);
  if (isReached(base, wanted)) {
    run.ops.inTransaction(() => putAwayStopped(run, accountId, lane));
    run.poke();
    return planId;
  }
  return storePlan(run, { accountId, packageId, picture: arrangement.picture, base, wanted });
}

async function readNow(run: OutboxRun, { accountId, packageId }: PlanRecord): Promise<ReadPackage> {
  const client = run.accounts.findSigningHubClient(accountId);
  if (client === null) throw new CodedError('KEY_UNAVAILABLE', 'The key cannot be read');
  const outcome = await client.getWorkflow(packageId, run.readSignal);
  run.connectivity.report(accountId, outcome);
  if (outcome.kind === 'read') {
    run.packages.applyPackage(accountId, outcome.value, outcome);
    return outcome.value;
  }
  const { code } = outcome.failure;
  if (code === 'NOT_FOUND') run.packages.markGone(accountId, packageId, outcome.beganMonoMs);
  throw new CodedError(code, 'The package could not be read', { status: outcome.failure.status });
}

/** The list the plan knew when it stopped, or the one it began with. */
function findLastKnown(run: OutboxRun, { planId, wanted }: PlanRecord): RecipientList {
  const records = run.ops.listOfGroup(planId);
  const stopped = records.findLast(isStopped) ?? records.at(0);
  if (stopped === undefined) return wanted;
  const { segment, index } = parseStoredCall(stopped.intent);
  return createStepFinder(run.plans)(planId, segment)[index]?.before ?? wanted;
}

function isStopped({ core }: OpRecord): boolean {
  return NEEDS_PERSON_STATES.includes(core.state);
}

/**
 * Rows carry no id: they get the keys of those known before, else of those the person added, so that somebody who
 * was added already is not added once more.
 */
function recogniseTheirs(
  theirs: ServerList,
  known: RecipientList,
  wanted: RecipientList,
): RecipientList {
  const keys = new Set(known.recipients.map(({ key }) => key));
  const added = wanted.recipients.filter(({ key }) => !keys.has(key));
  const everybody = { type: known.type, recipients: [...known.recipients, ...added] };
  return recogniseList(theirs, recogniseList(theirs, known).isExact ? known : everybody).list;
}
