// Owns: running a model once for a seed, shrinking what fails, and telling how to see it again.
// Must not: know a model.
import fc from 'fast-check';
import { ModelViolation } from './model-violation.ts';
import type { Finding } from '../fault-family.ts';

/** What a run that ended well has to tell. */
export interface RunNotes {
  readonly recoveryMs: number;
  readonly racedOverwrites: number;
  readonly reads: number;
  readonly writes: number;
}

export interface ModelRun {
  readonly name: 'decisions' | 'plans';
  /** The property of one run; `note` is called at its end. */
  readonly draw: (note: (notes: RunNotes) => void) => fc.IAsyncProperty<[unknown]>;
}

export interface ModelResult {
  readonly notes: RunNotes | null;
  readonly finding: Finding | null;
}

// Each shorter sequence is a run of its own; after a minute the shortest so far is good enough.
const SHRINK_LIMIT_MS = 60_000;

export async function runModel({ name, draw }: ModelRun, seed: number): Promise<ModelResult> {
  let notes: RunNotes | null = null;
  const property = draw((told) => {
    notes ??= told;
  });
  const details = await fc.check(property, {
    seed: scatter(seed),
    numRuns: 1,
    unbiased: true,
    interruptAfterTimeLimit: SHRINK_LIMIT_MS,
    markInterruptAsFailure: false,
  });
  if (!details.failed) return { notes, finding: null };
  const { errorInstance: error, counterexample, counterexamplePath } = details;
  const violation = error instanceof ModelViolation ? error.violation : 'notAtRest';
  const why = error instanceof Error ? error.message : String(error);
  return {
    notes,
    finding: {
      violation,
      what: `${why} after ${fc.stringify(counterexample)} (seed ${scatter(seed)}, path ${counterexamplePath})`,
      replay: `npm run faults -- --family models-${name} --seed ${seed}`,
    },
  };
}

/** Neighbouring seeds would draw nearly the same first numbers. */
function scatter(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85_eb_ca_6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2_b2_ae_35);
  return (mixed ^ (mixed >>> 16)) | 0;
}
