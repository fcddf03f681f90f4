// Owns: a plan as the queue screen and the package list see it: one entry, its calls inside, how far it is, where it
// stopped. Must not: claim more than is known.
import {
  NEEDS_PERSON_STATES,
  describeOutboxItem,
  IN_FLIGHT_STATES,
} from '../../../src-shared/domain/outbox-item.ts';
import { createPackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { parseStoredCall } from './kinds/workflow-call.ts';
import { createQueueEntry, describeCore, isHeldOp } from './queue-entry.ts';
import type {
  CallFacts,
  OutboxState,
  WorkflowEntry,
  WorkflowSubject,
} from '../../../src-shared/domain/outbox-item.ts';
import type { PlanStep } from '../../../src-shared/domain/workflow/plan.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { PlanRecord } from '../store/outbox/plan-repo.ts';
import type { EntryFacts } from './queue-entry.ts';

const GOAL_STATES: readonly OutboxState[] = ['CONFIRMED', 'SATISFIED'];

export interface PlanParts {
  readonly plan: PlanRecord;
  /** All its items, in order; at least one. */
  readonly calls: readonly OpRecord[];
  readonly findSteps: (planId: string, segment: number) => readonly PlanStep[];
}

/** The item that says how the plan stands: where it stopped, else what is next, else how it ended. */
export function findLeadCall(calls: readonly OpRecord[]): OpRecord | null {
  const shown = dropReplaced(calls);
  return (
    shown.find(({ core }) => NEEDS_PERSON_STATES.includes(core.state)) ??
    shown.find(({ restedMs }) => restedMs === null) ??
    shown.find(({ core }) => !GOAL_STATES.includes(core.state)) ??
    shown.findLast(({ core }) => core.state === 'CONFIRMED') ??
    shown.at(-1) ??
    null
  );
}

/** null when not one of its items can be shown. */
export function createPlanEntry(parts: PlanParts, facts: EntryFacts): WorkflowEntry | null {
  const lead = findLeadCall(parts.calls);
  if (lead === null) return null;
  const { plan, calls } = parts;
  const isStopped = NEEDS_PERSON_STATES.includes(lead.core.state);
  const sent = calls.findLast(({ lastHttp }) => lastHttp !== null);
  return {
    ...createQueueEntry(lead, describePlan(parts, facts), facts),
    opId: plan.planId,
    attempt: sum(calls.map(({ core }) => core.attempt)),
    sentCount: sum(calls.map(({ core }) => core.sentCount)),
    lastHttpStatus: (lead.lastHttp ?? sent?.lastHttp) || null,
    restedAt: lead.restedMs === null ? null : new Date(lead.restedMs).toISOString(),
    // A plan under way can be withdrawn as long as there is a call that never left.
    canCancel: !isStopped && calls.some(isWithdrawable),
  };
}

function isWithdrawable({ core, restedMs }: OpRecord): boolean {
  return restedMs === null && core.sentCount === 0 && !IN_FLIGHT_STATES.includes(core.state);
}

function describePlan(parts: PlanParts, facts: EntryFacts): WorkflowSubject {
  const { plan, calls } = parts;
  const shown = dropReplaced(calls);
  const stoppedAt = shown.findIndex(
    ({ core }) => NEEDS_PERSON_STATES.includes(core.state) && !core.isDismissed,
  );
  return {
    type: 'workflow',
    packageKey: createPackageKey(plan.accountId, plan.packageId),
    packageName: plan.packageName,
    calls: shown.flatMap((record) => {
      const step = findStep(parts, record);
      const phrase = describeOutboxItem(describeCore(record, isHeldOp(record, facts), facts));
      return step === null ? [] : [{ facts: describeCall(step), state: record.core.state, phrase }];
    }),
    done: shown.filter(({ core }) => GOAL_STATES.includes(core.state)).length,
    total: shown.length,
    stoppedAt: stoppedAt === -1 ? null : stoppedAt,
    theirs: plan.theirs,
    wanted: plan.wanted,
    refusal: readRefusal(shown[stoppedAt]),
  };
}

/** Calls replaced by a plan made anew midway are history; those given up when the plan stopped are still shown. */
function dropReplaced(calls: readonly OpRecord[]): readonly OpRecord[] {
  const isStopped = calls.some(({ core }) => NEEDS_PERSON_STATES.includes(core.state));
  const newest = Math.max(0, ...calls.map(readSegment));
  return calls.filter(
    (one) => one.core.state !== 'SUPERSEDED' || (isStopped && readSegment(one) === newest),
  );
}

function readSegment({ intent }: OpRecord): number {
  try {
    return parseStoredCall(intent).segment;
  } catch {
    // Kept as it is for a person (ATTENTION); it still has its place in the plan.
    return 0;
  }
}

function findStep({ plan, findSteps }: PlanParts, { intent }: OpRecord): PlanStep | null {
  try {
    const { segment, index } = parseStoredCall(intent);
    return findSteps(plan.planId, segment)[index] ?? null;
  } catch {
    return null; // As above.
  }
}

function describeCall({ call, target }: PlanStep): CallFacts {
  if (call.kind === 'add') return { kind: call.kind, name: call.name, email: call.email, call };
  return { kind: call.kind, name: target?.name ?? null, email: target?.email ?? null, call };
}

/** Only the service's literal texts come this far (remote/signinghub/messages.ts). */
function readRefusal(record: OpRecord | undefined): string | null {
  if (record?.core.state !== 'REJECTED' || record.evidence === null) return null;
  const { serverMessage } = JSON.parse(record.evidence) as { readonly serverMessage?: unknown };
  return typeof serverMessage === 'string' ? serverMessage : null;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
