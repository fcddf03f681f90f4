// Owns what a change does to the order of a workflow: type, positions and steps (specification 5.1 to
// 5.3, 4.15, 4.20), under every reading of. Pure; must not know who may change what.
import type { Assumptions } from './assumptions.ts';
import type { WorkflowType } from './model.ts';

type Step = Readonly<{ signingOrder: number }>;

/** A list in position order (index + 1 = `order`) and the type that says what its numbers mean. */
export type Ordering<T extends Step> = Readonly<{ type: WorkflowType; list: readonly T[] }>;

export type Choice = Readonly<{ type: WorkflowType; signingOrder: number }>;

function setSteps<T extends Step>(
  list: readonly T[],
  choose: (index: number, own: T) => number,
): readonly T[] {
  return list.map((one, index) => ({ ...one, signingOrder: choose(index, one) }));
}

function findLast(list: readonly Step[]): number {
  return Math.max(0, ...list.map((one) => one.signingOrder));
}

function isOccupied(list: readonly Step[], step: number): boolean {
  return list.some((one) => one.signingOrder === step);
}

/** Numbers become 1, 2, 3 … without gaps; equal ones stay equal. */
function closeGaps<T extends Step>(list: readonly T[]): readonly T[] {
  const steps = [...new Set(list.map((one) => one.signingOrder))].toSorted((a, b) => a - b);
  return setSteps(list, (_, own) => steps.indexOf(own.signingOrder) + 1);
}

/** What a change leaves behind: gaps, and the way back to SERIAL. */
export function settle<T extends Step>(
  { type, list }: Ordering<T>,
  assumptions: Assumptions,
  isExplicit = false,
): Ordering<T> {
  if (type !== 'CUSTOM') return { type, list };
  const kept = assumptions.get('A-35') === 'closed' ? closeGaps(list) : list;
  const isLine = kept.every(
    (one, index) => index === 0 || one.signingOrder > (kept[index - 1]?.signingOrder ?? 0),
  );
  if (isExplicit || !isLine || assumptions.get('A-34') === 'stays') return { type, list: kept };
  return { type: 'SERIAL', list: setSteps(kept, (index) => index + 1) };
}

function chooseSerialStep(
  list: readonly Step[],
  wanted: number | undefined,
  assumptions: Assumptions,
): Choice | undefined {
  const next = findLast(list) + 1;
  if (wanted === undefined || wanted === next) return { type: 'SERIAL', signingOrder: next };
  if (isOccupied(list, wanted)) return { type: 'CUSTOM', signingOrder: wanted };
  const reading = assumptions.get('A-29');
  if (reading === 'refused') return undefined;
  return { type: 'SERIAL', signingOrder: reading === 'kept' ? wanted : next };
}

function chooseCustomStep(
  list: readonly Step[],
  wanted: number | undefined,
  assumptions: Assumptions,
): Choice | undefined {
  if (wanted !== undefined) return { type: 'CUSTOM', signingOrder: wanted };
  const isStart = list.length === 0 && assumptions.get('A-30.empty') === 'starts';
  if (!isStart && assumptions.get('A-30') === 'refused') return undefined;
  return { type: 'CUSTOM', signingOrder: findLast(list) + 1 };
}

/**
 * The type and step of a recipient added last (specification 5.2); undefined when its number is refused.
 * `seen` are the recipients the number is compared with.
 */
export function chooseStep(
  { type, list }: Ordering<Step>,
  wanted: number | undefined,
  assumptions: Assumptions,
  seen: readonly Step[] = list,
): Choice | undefined {
  if (type === 'INDIVIDUAL') return { type, signingOrder: 1 };
  if (type === 'PARALLEL') {
    const isConverting = assumptions.get('A-31') === 'convert' && (wanted ?? 1) !== 1;
    return isConverting ? { type: 'CUSTOM', signingOrder: wanted ?? 1 } : { type, signingOrder: 1 };
  }
  if (type === 'CUSTOM') return chooseCustomStep(list, wanted, assumptions);
  const isFresh = wanted !== undefined && !isOccupied(seen, wanted);
  // Only what was there before the call counts, so the number is free and the list's end is taken.
  if (isFresh && isOccupied(list, wanted)) {
    return { type, signingOrder: findLast(list) + 1 };
  }
  return chooseSerialStep(list, wanted, assumptions);
}

/** The type and step after an update gives the recipient at `index` a number; undefined when refused. */
export function chooseUpdatedStep(
  { type, list }: Ordering<Step>,
  index: number,
  wanted: number,
  assumptions: Assumptions,
): Choice | undefined {
  const own = list[index]?.signingOrder ?? 1;
  if (type === 'INDIVIDUAL') return { type, signingOrder: own };
  if (type === 'CUSTOM') return { type, signingOrder: wanted };
  if (type === 'PARALLEL') {
    const isConverting = assumptions.get('A-31') === 'convert' && wanted !== 1;
    return isConverting ? { type: 'CUSTOM', signingOrder: wanted } : { type, signingOrder: own };
  }
  if (wanted === own) return { type, signingOrder: own };
  const others = list.filter((_, at) => at !== index);
  if (isOccupied(others, wanted)) {
    const reading = assumptions.get('A-33');
    if (reading === 'refused') return undefined;
    return reading === 'convert'
      ? { type: 'CUSTOM', signingOrder: wanted }
      : { type, signingOrder: own };
  }
  const reading = assumptions.get('A-29');
  if (reading === 'refused') return undefined;
  return { type, signingOrder: reading === 'kept' ? wanted : own };
}

/** Moves (or swaps, A-20) positions, both from 0, and settles the steps. */
export function moveRecipient<T extends Step>(
  { type, list }: Ordering<T>,
  from: number,
  to: number,
  assumptions: Assumptions,
): Ordering<T> {
  const moved = list[from];
  const target = list[to];
  if (!moved || !target) return { type, list };
  const shifted =
    assumptions.get('A-20') === 'swap'
      ? list.with(from, target).with(to, moved)
      : list.toSpliced(from, 1).toSpliced(to, 0, moved);
  return settle({ type, list: renumberMoved(type, list, shifted, assumptions) }, assumptions);
}

function renumberMoved<T extends Step>(
  type: WorkflowType,
  before: readonly T[],
  after: readonly T[],
  assumptions: Assumptions,
): readonly T[] {
  const reading = assumptions.get('A-23');
  const hasSteps = type === 'SERIAL' || type === 'CUSTOM';
  if (!hasSteps || reading === 'with-recipient') return after;
  if (reading === 'with-position') {
    return setSteps(after, (index, own) => before[index]?.signingOrder ?? own.signingOrder);
  }
  if (reading === 'renumber' || type === 'SERIAL') return setSteps(after, (index) => index + 1);
  return after;
}

/** Takes the recipient at `index` (from 0) out; positions close up, steps of SERIAL as A-26 says. */
export function removeRecipient<T extends Step>(
  { type, list }: Ordering<T>,
  index: number,
  assumptions: Assumptions,
): Ordering<T> {
  const removed = list[index];
  const rest = list.toSpliced(index, 1);
  const isClosing =
    type === 'SERIAL' &&
    removed !== undefined &&
    assumptions.get('A-26') === 'closed' &&
    !isOccupied(rest, removed.signingOrder);
  const closed = isClosing
    ? setSteps(rest, (_, { signingOrder }) =>
        signingOrder > removed.signingOrder ? signingOrder - 1 : signingOrder,
      )
    : rest;
  return settle({ type, list: closed }, assumptions);
}

/** Sets the type by hand (specification 5.3). */
export function setType<T extends Step>(
  list: readonly T[],
  type: WorkflowType,
  assumptions: Assumptions,
): Ordering<T> {
  const isRenumbering = assumptions.get('A-36') === 'renumber';
  let renumbered = list;
  if (isRenumbering && type === 'SERIAL') renumbered = setSteps(list, (index) => index + 1);
  if (isRenumbering && type === 'PARALLEL') renumbered = setSteps(list, () => 1);
  return settle({ type, list: renumbered }, assumptions, true);
}
