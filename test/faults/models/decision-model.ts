// Owns: one seeded run of the decision model: commands drawn, carried out, shrunk when something is wrong.
// Must not: count over runs (models-family.ts).
import fc from 'fast-check';
import { startDecisionBench } from './decision-bench.ts';
import { decisionCommands } from './decision-commands.ts';
import { judgeDecisions } from './decision-oracle.ts';
import { healDecisions } from './heal-decisions.ts';
import type { ModelRun } from './run-model.ts';

const MAX_COMMANDS = 24;

/** Everything a run of this model draws. */
const drawnRun = fc.record({
  doesOverwrite: fc.boolean(),
  commands: fc.commands([...decisionCommands], { maxCommands: MAX_COMMANDS, size: 'max' }),
});

export const decisionRun: ModelRun = {
  name: 'decisions',
  draw: (note) =>
    fc.asyncProperty(drawnRun, async ({ doesOverwrite, commands }) => {
      const { model, real } = await startDecisionBench(doesOverwrite);
      try {
        await fc.asyncModelRun(() => ({ model, real }), commands);
        const recoveryMs = await healDecisions(model, real);
        const racedOverwrites = await judgeDecisions(model, real);
        note({ recoveryMs, racedOverwrites, reads: real.reads, writes: real.writes });
      } finally {
        await real.desk.close();
      }
    }),
};
