// Owns: the control of the readings family: the same plan as an ordinary queue would send it, call after call by
// position, believing each 200. Pure, on the rules the sandbox is held to. Must not: read before or after a call.
import { REGISTER_ASSUMPTIONS } from '../../../src-shared/domain/workflow/assumptions.ts';
import { findCallOrder } from '../../../src-shared/domain/workflow/call.ts';
import { matchesExpected } from '../../../src-shared/domain/workflow/matching.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { ListPair } from '../../unit/workflow/arbitrary-lists.ts';

/** What came of it; a refused call ends the queue, which says so. */
export interface NaiveRun {
  /** Calls that changed or removed another one than meant. */
  readonly wrongTargets: number;
  /** Everything answered 200, and the list is another one than wanted. */
  readonly isFalseSuccess: boolean;
}

/** `edit` = what a colleague does before call number `editAt`; null = nobody. */
export function runNaivePlan(
  pair: ListPair,
  world: Assumptions,
  edit: { readonly makeCall: (list: RecipientList) => WorkflowCall; readonly at: number } | null,
): NaiveRun {
  const steps = makePlan(pair.base, pair.wanted, [REGISTER_ASSUMPTIONS])?.steps ?? [];
  let list = pair.base;
  let wrongTargets = 0;
  const editAt = edit === null ? -1 : edit.at % (steps.length + 1);
  for (const [index, { call, target }] of steps.entries()) {
    if (edit !== null && index === editAt) list = applyOrKeep(list, edit.makeCall(list), world);
    const order = findCallOrder(call);
    const hit = order === null ? null : (list.recipients[order - 1]?.key ?? null);
    const result = applyCall(list, call, world);
    if (!result.ok) return { wrongTargets, isFalseSuccess: false };
    if (hit !== null && hit !== target?.key) wrongTargets += 1;
    list = result.list;
  }
  // After the last call a colleague may do what they like.
  return { wrongTargets, isFalseSuccess: !matchesExpected(list, pair.wanted) };
}

function applyOrKeep(list: RecipientList, call: WorkflowCall, world: Assumptions): RecipientList {
  const result = applyCall(list, call, world);
  return result.ok ? result.list : list;
}
