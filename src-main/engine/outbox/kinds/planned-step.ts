// Owns: a plan's steps as the store keeps them: calls alone, their lists worked out again by the domain's rules.
// Must not: plan, judge, or talk to the store.
import { hash } from 'node:crypto';
import { findCallOrder } from '../../../../src-shared/domain/workflow/call.ts';
import { matchesExpected } from '../../../../src-shared/domain/workflow/matching.ts';
import { applyCall } from '../../../../src-shared/domain/workflow/server-rules.ts';
import type { RecipientList } from '../../../../src-shared/domain/workflow/model.ts';
import type { PlanStep } from '../../../../src-shared/domain/workflow/plan.ts';
import type { PlanSegment } from '../../store/outbox/plan-repo.ts';

/**
 * The steps of a segment, each with the whole list before and after. Kept as calls only, because lists grow with the
 * square of a plan; `computeListHash` of each `before` is kept beside the call, so that rules which changed since are
 * noticed. Throws when the calls do not fit the list.
 */
export function unfoldSegment({ base, reading, calls }: PlanSegment): readonly PlanStep[] {
  let before = base;
  return calls.map(({ call, isCertain }) => {
    const result = applyCall(before, call, reading);
    if (!result.ok) throw new RangeError(`a stored call does not fit its list: ${result.refusal}`);
    const order = findCallOrder(call);
    const step: PlanStep = {
      call,
      target: order === null ? null : (before.recipients[order - 1] ?? null),
      before,
      after: result.list,
      isCertain,
      isVerifiable: !matchesExpected(before, result.list),
    };
    before = result.list;
    return step;
  });
}

/** SHA-256 in hex of a list with its keys. */
export function computeListHash(list: RecipientList): string {
  const rows = list.recipients.map((one) => [
    one.key,
    one.kind,
    one.name,
    one.email,
    one.role,
    one.notifies,
    one.order,
    one.signingOrder,
  ]);
  return hash('sha256', JSON.stringify([list.type, rows]), 'hex');
}
