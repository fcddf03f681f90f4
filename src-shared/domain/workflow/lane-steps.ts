// Owns: the step numbers of lanes after a recipient has been put somewhere or taken away. Must not: know of
// positions, rules or types.
import type { Recipient } from './model.ts';
import { setStep } from './model.ts';

/** Where a recipient goes: into a lane, into a new one behind a step (0 = before all), or a new last one. */
export type LaneTarget =
  | { readonly kind: 'lane'; readonly step: number }
  | { readonly kind: 'after'; readonly step: number }
  | { readonly kind: 'end' };

/**
 * Moves one recipient (by key, already in the list) to a target, and gives every lane its number. Lanes without gaps
 * stay without: those behind move up or close up. Where there were gaps already, the service evidently keeps them
 * then nobody is renumbered who need not be. Types and legality are not looked at.
 */
export function placeInLane(
  recipients: readonly Recipient[],
  key: string,
  target: LaneTarget,
): readonly Recipient[] {
  const others = recipients.filter((one) => one.key !== key);
  if (target.kind === 'lane') {
    const joined = recipients.map((one) => (one.key === key ? setStep(one, target.step) : one));
    return settleSteps(recipients, joined);
  }
  const before = others
    .map((one) => one.signingOrder)
    .filter((step) => target.kind === 'end' || step <= target.step);
  const own = Math.max(0, ...before) + 1;
  const shifts = findShifted(others, own);
  const placed = recipients.map((one) => {
    if (one.key === key) return setStep(one, own);
    return shifts.has(one.signingOrder) ? setStep(one, one.signingOrder + 1) : one;
  });
  return settleSteps(recipients, placed);
}

/**
 * The numbers after a change: closed where they were without gaps before, else left, save that the first lane has
 * number 1 (seed: signing order starts at 1).
 */
export function settleSteps(
  before: readonly Recipient[],
  after: readonly Recipient[],
): readonly Recipient[] {
  if (!hasGaps(before)) return closeSteps(after);
  const least = Math.min(...after.map((one) => one.signingOrder));
  return after.map((one) => (one.signingOrder === least ? setStep(one, 1) : one));
}

/** Numbers the lanes 1…n in their order. */
export function closeSteps(recipients: readonly Recipient[]): readonly Recipient[] {
  const steps = listSteps(recipients);
  const places = new Map(steps.map((step, index) => [step, index + 1]));
  return recipients.map((one) => setStep(one, places.get(one.signingOrder) ?? one.signingOrder));
}

/** Whether a number between 1 and the last step is nobody's. */
export function hasGaps(recipients: readonly Recipient[]): boolean {
  return listSteps(recipients).some((step, index) => step !== index + 1);
}

function listSteps(recipients: readonly Recipient[]): readonly number[] {
  return [...new Set(recipients.map((one) => one.signingOrder))].toSorted((a, b) => a - b);
}

/** The steps from a number on that must give way by one, up to the first free number. */
function findShifted(recipients: readonly Recipient[], from: number): ReadonlySet<number> {
  const used = new Set(recipients.map((one) => one.signingOrder));
  const shifted = new Set<number>();
  for (let step = from; used.has(step); step += 1) shifted.add(step);
  return shifted;
}
