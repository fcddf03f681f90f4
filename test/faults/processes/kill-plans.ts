// Owns: the family of kills while a plan of several calls is carried out: at every moment it passes, between any two
// calls among them, and while each call is on its way. Must not: judge.
import { joinResults, runFamily } from './family-run.ts';
import { IN_FLIGHT, WRITE_FATES, killItem } from './kill-item.ts';
import { startStage } from './process-stage.ts';
import type { FamilyRun } from './family-run.ts';
import type { FaultFamily } from '../fault-family.ts';
import type { Execution } from './family-run.ts';
import type { KillPlan, WriteFate } from './kill-item.ts';
import type { ProcessStage } from './process-stage.ts';

/** More than any plan of the stage passes or calls; the first that is not reached ends the count. */
const MOST_MOMENTS = 80;
const MOST_CALLS = 12;
// Between the first two calls, and in the middle of the third.
const QUICK_MOMENTS = [11, 24] as const;

function createExecution(stage: ProcessStage, plan: Omit<KillPlan, 'again'>): Execution {
  const where = plan.at === IN_FLIGHT ? `call ${plan.hit} on its way` : `moment ${plan.hit}`;
  return {
    name: `plan, killed at ${where}, ${plan.fate}`,
    run: () => killItem(stage, stage.take('plan'), { ...plan, again: null }),
  };
}

function* listMoments(stage: ProcessStage, moments: readonly number[]): Generator<Execution> {
  for (const hit of moments) yield createExecution(stage, { at: '*', hit, fate: 'applied' });
}

function* listCalls(stage: ProcessStage, fate: WriteFate, calls: number): Generator<Execution> {
  for (let hit = 1; hit <= calls; hit += 1)
    yield createExecution(stage, { at: IN_FLIGHT, hit, fate });
}

export const killPlans: FaultFamily = {
  name: 'kill-plans',
  run: async ({ isQuick }) => {
    const moments = isQuick ? QUICK_MOMENTS : Array.from({ length: MOST_MOMENTS }, (_, n) => n + 1);
    const fates = isQuick ? (['applied late'] as const) : WRITE_FATES;
    const calls = isQuick ? 1 : MOST_CALLS;
    const items = { plan: moments.length + fates.length * calls };
    const stage = await startStage({ name: 'kill-plans', items });
    const run = (executions: FamilyRun['executions']) =>
      runFamily({
        name: 'kill-plans',
        family: 'L3 killed between and during the calls of a plan',
        range: 'every moment of a plan, every call on its way × fate of the write',
        executions,
      });
    try {
      const results = [await run(listMoments(stage, moments))];
      for (const fate of fates) results.push(await run(listCalls(stage, fate, calls)));
      return joinResults(results);
    } finally {
      await stage.close();
    }
  },
};
