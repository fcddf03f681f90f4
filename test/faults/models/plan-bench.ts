// Owns: what a run of the plan model stands on: the real outbox, the real sandbox, and what the model holds of each
// package: which plans were taken in, withdrawn, and who else acted. Must not: choose what happens or judge it.
import { startPlanDesk } from '../../support/plan-desk.ts';
import { FRESH_BENCH, meetMoment } from './model-bench.ts';
import type { ModelBench } from './model-bench.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import type { PlanDesk } from '../../support/plan-desk.ts';

export interface TakenPlan {
  readonly planId: string;
  readonly wanted: RecipientList;
  /** How often colleagues had acted on the package when it was taken in. */
  readonly colleagueActs: number;
  wasWithdrawn: boolean;
}

export interface PlanLane {
  readonly packageId: string;
  readonly taken: TakenPlan[];
  colleagueActs: number;
  /** A colleague acted while something of ours may have been on its way. */
  isRaced: boolean;
}

export interface PlanModel {
  readonly lanes: readonly PlanLane[];
}

export interface PlanBench extends ModelBench {
  readonly desk: PlanDesk;
  /** For names nobody else has. */
  people: number;
}

const TYPES = ['SERIAL', 'PARALLEL', 'CUSTOM'] as const;
export const LANES = 2;

/** `types` chooses how each package is signed; each has four people. */
export async function startPlanBench(
  types: readonly number[],
): Promise<{ readonly model: PlanModel; readonly real: PlanBench }> {
  const desk = await startPlanDesk({
    isInMemory: true,
    onFailpoint: (name) => meetMoment(real, name),
  });
  const real: PlanBench = {
    desk,
    ...FRESH_BENCH,
    people: 0,
  };
  const lanes: PlanLane[] = [];
  for (let lane = 0; lane < LANES; lane += 1) {
    const type = TYPES[(types[lane] ?? 0) % TYPES.length] ?? 'SERIAL';
    const recipients = ['ann', 'ben', 'cas', 'dee'].map((name, index) => {
      const step =
        type === 'SERIAL' ? index + 1 : type === 'PARALLEL' ? 1 : Math.ceil((index + 1) / 2);
      return `${name}${lane}:${step}`;
    });
    const packageId = await desk.build({ type, recipients });
    lanes.push({ packageId, taken: [], colleagueActs: 0, isRaced: false });
  }
  return { model: { lanes }, real };
}
