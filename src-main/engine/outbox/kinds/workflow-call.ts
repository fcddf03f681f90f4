// Owns: one call of a plan as an outbox kind: append for additions, goal for the type, positional for the rest; one
// lane a package, because positions are shared (OUTBOX §1). Must not: know states, or judge (judge-workflow.ts).
import { createPackageKey } from '../../../../src-shared/domain/workflow/package-key.ts';
import { computeListHash, unfoldSegment } from './planned-step.ts';
import { parsePackageLane } from './package-lane.ts';
import {
  createPlanConflict,
  explainCallRefusal,
  judgeCallAfter,
  judgeCallBefore,
} from './judge-workflow.ts';
import type { OutboxClass } from '../../../../src-shared/domain/outbox-item.ts';
import type { WorkflowCall } from '../../../../src-shared/domain/workflow/call.ts';
import type { PlanStep } from '../../../../src-shared/domain/workflow/plan.ts';
import type { ReadPackage, SigningHubClient } from '../../ports.ts';
import type { KnowledgeRepo } from '../../store/desk/knowledge-repo.ts';
import type { PackageStore } from '../../store/mirror/package-writer.ts';
import type { PlanRecord, PlanRepo } from '../../store/outbox/plan-repo.ts';
import type { CallInPlan } from './judge-workflow.ts';
import type { OpenedOp, OutboxKind, StoredIntent } from './outbox-kind.ts';

export const WORKFLOW_CALL = 'workflow-call';

export interface WorkflowCallDeps {
  readonly plans: PlanRepo;
  readonly knowledge: KnowledgeRepo;
  readonly packages: Pick<PackageStore, 'applyPackage' | 'markGone'>;
}

/** Where in its plan a call stands; the lists come from the plan's segment. */
export interface StoredCall {
  readonly segment: number;
  readonly index: number;
}

/** How an unknown outcome of the call is settled. A type is a state that is wanted; the rest depends on positions. */
export function classifyCall(call: WorkflowCall): OutboxClass {
  if (call.kind === 'add') return 'append';
  return call.kind === 'set-type' ? 'goal' : 'positional';
}

/** What is stored of a call; `base` names nothing more, because the segment holds it once for all its calls. */
export function writeCallIntent(
  at: StoredCall,
  step: PlanStep,
): Pick<StoredIntent, 'intent' | 'base' | 'baseHash'> {
  return {
    intent: JSON.stringify({ segment: at.segment, index: at.index, call: step.call }),
    base: JSON.stringify({ segment: at.segment }),
    baseHash: computeListHash(step.before),
  };
}

/** Reads where a call stands; throws when that is not what was written. */
export function parseStoredCall(intent: string): StoredCall {
  const value: unknown = JSON.parse(intent);
  if (typeof value === 'object' && value !== null && 'segment' in value && 'index' in value) {
    const { segment, index } = value;
    if (typeof segment === 'number' && typeof index === 'number') return { segment, index };
  }
  throw new SyntaxError('a stored call is not understood');
}

export function createWorkflowCallKind(
  deps: WorkflowCallDeps,
): OutboxKind<ReadPackage, SigningHubClient> {
  const findSteps = createStepFinder(deps.plans);
  return {
    name: WORKFLOW_CALL,
    open: (op) => {
      const packageId = parsePackageLane(op.lane);
      const { segment, index } = parseStoredCall(op.intent);
      const plan = op.groupId === null ? null : deps.plans.find(op.groupId);
      const step = plan === null ? undefined : findSteps(plan.planId, segment)[index];
      if (packageId === null || plan === null || step === undefined) {
        throw new SyntaxError('a stored call belongs to no plan');
      }
      if (computeListHash(step.before) !== op.baseHash) {
        throw new SyntaxError('a stored list does not match its hash');
      }
      return openCall(deps, { accountId: op.accountId, packageId, plan, step, segment });
    },
  };
}

interface CallParts {
  readonly accountId: string;
  readonly packageId: string;
  readonly plan: PlanRecord;
  readonly step: PlanStep;
  readonly segment: number;
}

function openCall(
  deps: WorkflowCallDeps,
  { accountId, packageId, plan, step, segment }: CallParts,
): OpenedOp<ReadPackage, SigningHubClient> {
  const { packages } = deps;
  const inPlan = (): CallInPlan => ({
    step,
    wanted: plan.wanted,
    segment,
    knowledge: deps.knowledge.read(accountId),
  });
  return {
    service: 'signinghub',
    entityKey: createPackageKey(accountId, packageId),
    subject: null,
    read: (client, signal) => client.getWorkflow(packageId, signal),
    write: (client, options) => client.applyWorkflowCall(packageId, step.call, options),
    judgeBefore: (reading, facts) => judgeCallBefore(inPlan(), reading, facts),
    judgeAfter: (reading, facts) => judgeCallAfter(inPlan(), reading, facts),
    planSend: (reading) => ({
      pre: JSON.stringify(reading.arrangement?.list ?? null),
      expectedHash: computeListHash(step.after),
    }),
    judgeGone: (nowMs) => createPlanConflict('gone', 'GONE', nowMs),
    explainRefusal: ({ reading, facts }) =>
      Promise.resolve(explainCallRefusal(inPlan(), reading, facts)),
    applyToMirror: (_mirror, reading, exchange) => {
      packages.applyPackage(accountId, reading, exchange);
    },
    markGone: (_mirror, beganMonoMs) => {
      packages.markGone(accountId, packageId, beganMonoMs);
    },
  };
}

/** Few plans are under way at once, and each of their calls is opened several times. */
const KEPT_SEGMENTS = 16;

/** Segments never change, so what was worked out of one stays true. */
export function createStepFinder(
  plans: PlanRepo,
): (planId: string, segment: number) => readonly PlanStep[] {
  const kept = new Map<string, readonly PlanStep[]>();
  return (planId, segment) => {
    const name = `${planId}/${segment}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const stored = plans.findSegment(planId, segment);
    if (stored === null) return [];
    const steps = unfoldSegment(stored);
    const oldest = kept.keys().next().value;
    if (kept.size >= KEPT_SEGMENTS && oldest !== undefined) kept.delete(oldest);
    kept.set(name, steps);
    return steps;
  };
}
