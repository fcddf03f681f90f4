// Owns: what one execution of the readings family is about, drawn from its seed. Must not: run it.
import fc from 'fast-check';
import { READINGS } from '../../../src-shared/domain/workflow/assumptions.ts';
import {
  arbitraryEdit,
  arbitraryPair,
  arbitraryWorld,
} from '../../unit/workflow/arbitrary-lists.ts';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { ListPair } from '../../unit/workflow/arbitrary-lists.ts';

/** A pair of lists, one reading of everything the service leaves open, and what a colleague does when. */
export interface DrawnPlan {
  readonly pair: ListPair;
  readonly world: Assumptions;
  readonly makeEdit: (list: RecipientList) => WorkflowCall;
  /** The colleague acts after so many calls of the plan (modulo its calls and one). */
  readonly editAfter: number;
}

const MAX_SIZE = 7;

export const arbitraryPlan: fc.Arbitrary<DrawnPlan> = fc.record({
  pair: arbitraryPair(MAX_SIZE, true),
  world: arbitraryWorld,
  makeEdit: arbitraryEdit,
  editAfter: fc.nat(20),
});

/** The same for the same seed, whatever was drawn before. */
export function drawPlan(seed: number): DrawnPlan {
  const [drawn] = fc.sample(arbitraryPlan, { seed: scatter(seed), numRuns: 1 });
  if (drawn === undefined) throw new Error('nothing was drawn');
  return drawn;
}

/** What was drawn, and each switch in each of its other readings while the rest stands as drawn: 13 in all. */
export function listEachReading(world: Assumptions): readonly Assumptions[] {
  const others = Object.entries(READINGS).flatMap(([name, values]) =>
    (values as readonly unknown[])
      .filter((value) => value !== world[name as keyof Assumptions])
      .map((value) => ({ ...world, [name]: value })),
  );
  return [world, ...others];
}

/** Neighbouring seeds would draw nearly the same first numbers. */
function scatter(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
