// Owns: one seeded run of the plan model: commands drawn, carried out, shrunk when something is wrong; at its end all
// is healed and comes to rest. Must not: count over runs (models-family.ts).
import fc from 'fast-check';
import { startPlanBench } from './plan-bench.ts';
import { planCommands } from './plan-commands.ts';
import { judgeOutcome, judgePlans } from './plan-oracle.ts';
import { healBench } from './heal-bench.ts';
import type { PlanBench, PlanModel } from './plan-bench.ts';
import type { ModelRun } from './run-model.ts';

const MAX_COMMANDS = 24;

const drawnRun = fc.record({
  /** Half of the plans wait, so that a colleague may act before the first call. */
  isPausedAtFirst: fc.boolean(),
  types: fc.array(fc.nat(2), { minLength: 2, maxLength: 2 }),
  commands: fc.commands([...planCommands], { maxCommands: MAX_COMMANDS, size: 'max' }),
});

export const planRun: ModelRun = {
  name: 'plans',
  draw: (note) =>
    fc.asyncProperty(drawnRun, async ({ isPausedAtFirst, types, commands }) => {
      const { model, real } = await startPlanBench(types);
      try {
        real.desk.outbox.setPaused(isPausedAtFirst);
        await fc.asyncModelRun(() => ({ model, real }), commands);
        const recoveryMs = await heal(model, real);
        const racedOverwrites = await judgePlans(model, real);
        await judgeOutcome(model, real);
        const { reads, writes } = real.desk.traffic;
        note({ recoveryMs, racedOverwrites, reads, writes });
      } finally {
        await real.desk.close();
      }
    }),
};

async function heal(model: PlanModel, real: PlanBench): Promise<number> {
  const planIds = model.lanes.flatMap(({ taken }) => taken.map(({ planId }) => planId));
  return await healBench(real, planIds);
}
