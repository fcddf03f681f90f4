// Owns: how many calls a change needs at the very least, whoever plans it. Must not: make a plan.
import type { Assumptions } from './assumptions.ts';
import { REGISTER_ASSUMPTIONS } from './assumptions.ts';
import type { Recipient, RecipientList } from './model.ts';
import { hasSteps } from './model.ts';
import { countMoves } from './plan-moves.ts';
import { findFieldChanges } from './plan-updates.ts';

/** The parts of the lower bound; `total` is their sum. */
export interface PlanBound {
  readonly total: number;
  readonly deletes: number;
  readonly adds: number;
  readonly moves: number;
  readonly updates: number;
  readonly types: number;
}

/**
 * No sequence of calls can be shorter than this: one call deletes or adds one recipient, a reorder lengthens the
 * longest increasing subsequence by at most one (two where recipients trade places, A-20), an update changes one
 * recipient. Steps are counted low, because type changes and some readings of reorder renumber many at once.
 */
export function boundPlan(
  base: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions = REGISTER_ASSUMPTIONS,
): PlanBound {
  const targets = new Map(wanted.recipients.map((one) => [one.key, one]));
  const survivors = base.recipients.filter((one) => targets.has(one.key));
  const known = new Set(survivors.map((one) => one.key));
  const added = wanted.recipients.filter((one) => !known.has(one.key));
  const places = [...survivors, ...added].map((one) => (targets.get(one.key)?.order ?? 1) - 1);
  const lost = countMoves(places);
  const moves = assumptions.reorderMeaning === 'swap' ? Math.ceil(lost / 2) : lost;
  const deletes = base.recipients.length - survivors.length;
  const pairs = survivors.map((from) => ({ from, to: targets.get(from.key) ?? from }));
  const isCopyingRoles = wanted.type === 'INDIVIDUAL' && base.type !== 'INDIVIDUAL';
  const own = pairs.filter(({ from, to }) => needsOwnUpdate(from, to, isCopyingRoles));
  const stepsOnly = pairs.filter(
    (one) => !own.includes(one) && one.from.signingOrder !== one.to.signingOrder,
  );
  const steps = countStepCalls(base, wanted, stepsOnly.length, deletes, moves, assumptions);
  const types = countTypeCalls(
    base,
    wanted,
    added.length + own.length + stepsOnly.length,
    assumptions,
  );
  const updates = own.length + steps;
  const total = deletes + added.length + moves + updates + types;
  return { total, deletes, adds: added.length, moves, updates, types };
}

function needsOwnUpdate(from: Recipient, to: Recipient, isCopyingRoles: boolean): boolean {
  const target = isCopyingRoles ? { ...to, role: from.role } : to;
  return findFieldChanges(from, target) !== null;
}

function countStepCalls(
  base: RecipientList,
  wanted: RecipientList,
  wrong: number,
  deletes: number,
  moves: number,
  assumptions: Assumptions,
): number {
  if (wanted.type !== 'CUSTOM' || wrong === 0) return 0;
  if (!hasSteps(base.type)) return 0;
  const isMoveFree = assumptions.reorderSteps === 'by-type' && base.type === 'CUSTOM';
  if (moves > 0 && !isMoveFree) return 0;
  if (deletes > 0 && (base.type === 'SERIAL' || assumptions.gaps === 'closed')) return 0;
  const isOneEnough = assumptions.gaps === 'closed' || assumptions.reorderSteps !== 'by-type';
  return isOneEnough ? 1 : Math.min(wrong, 2);
}

function countTypeCalls(
  base: RecipientList,
  wanted: RecipientList,
  changes: number,
  assumptions: Assumptions,
): number {
  if (base.type === wanted.type) return 0;
  if (wanted.type === 'SERIAL') return assumptions.customReturns ? 0 : 1;
  if (wanted.type !== 'CUSTOM') return 1;
  const isTurnedByNumber =
    base.type === 'SERIAL' ||
    (base.type === 'PARALLEL' && assumptions.parallelNumbers === 'convert');
  return isTurnedByNumber && changes > 0 ? 0 : 1;
}
