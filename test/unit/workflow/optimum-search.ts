// Owns: finding by exhaustive search whether a shorter sequence of calls exists, for small lists; what the planner is
// measured against. Must not: use the planner's own choices.
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import { requireCallableKind } from '../../../src-shared/domain/workflow/call.ts';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import { WORKFLOW_TYPES } from '../../../src-shared/domain/workflow/model.ts';
import { isReached } from '../../../src-shared/domain/workflow/plan-candidate.ts';
import { findFieldChanges } from '../../../src-shared/domain/workflow/plan-updates.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';

/** The fewest calls from base to wanted if that is at most `limit`, else null. Breadth first, no heuristics. */
export function findOptimum(
  base: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions,
  limit: number,
): number | null {
  const seen = new Set([writeState(base)]);
  let front: readonly RecipientList[] = [base];
  for (let depth = 0; depth <= limit; depth += 1) {
    if (front.some((list) => isReached(list, wanted))) return depth;
    const next: RecipientList[] = [];
    for (const list of depth === limit ? [] : front) {
      for (const call of listCalls(list, wanted)) {
        const result = applyCall(list, call, assumptions);
        const state = result.ok ? writeState(result.list) : '';
        if (result.ok && !seen.has(state)) {
          seen.add(state);
          next.push(result.list);
        }
      }
    }
    front = next;
  }
  return null;
}

/** Every call that could be of use: nobody who stays is deleted, nothing is written that nobody wants. */
function listCalls(list: RecipientList, wanted: RecipientList): readonly WorkflowCall[] {
  const targets = new Map(wanted.recipients.map((one) => [one.key, one]));
  const present = new Set(list.recipients.map((one) => one.key));
  const orders = list.recipients.map((one) => one.order);
  const steps = Array.from({ length: wanted.recipients.length + 1 }, (_, index) => index + 1);
  return [
    ...WORKFLOW_TYPES.map((type): WorkflowCall => ({ kind: 'set-type', type })),
    ...list.recipients
      .filter((one) => !targets.has(one.key))
      .map((one): WorkflowCall => ({ kind: 'delete', order: one.order })),
    ...wanted.recipients
      .filter((one) => !present.has(one.key))
      .flatMap((one) => [null, ...steps].map((step) => addCall(one, step))),
    ...orders.flatMap((order) =>
      orders
        .filter((to) => to !== order)
        .map((to): WorkflowCall => ({ kind: 'reorder', order, to })),
    ),
    ...list.recipients.flatMap((one) => listUpdates(one, targets.get(one.key), steps)),
  ];
}

function addCall(one: Recipient, signingOrder: number | null): WorkflowCall {
  const { key, name, email, role, notifies } = one;
  const recipientKind = requireCallableKind(one.kind);
  return {
    kind: 'add',
    recipientKind,
    key,
    name,
    email,
    role,
    notifies: notifies ?? true,
    signingOrder,
  };
}

function listUpdates(
  one: Recipient,
  target: Recipient | undefined,
  steps: readonly number[],
): readonly WorkflowCall[] {
  if (target === undefined) return [];
  const fields = findFieldChanges(one, target);
  const choices = [{}, ...steps.map((signingOrder) => ({ signingOrder }))];
  return choices.map((choice) => ({
    kind: 'update',
    order: one.order,
    recipientKind: requireCallableKind(target.kind),
    changes: { ...fields, ...choice },
  }));
}

function writeState(list: RecipientList): string {
  return `${list.type} ${list.recipients
    .map((one) => [one.key, one.kind, one.role, one.signingOrder, one.notifies, one.email].join())
    .join(' ')}`;
}
