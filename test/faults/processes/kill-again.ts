// Owns: the family of second kills: the engine that recovers from a kill is killed at each moment it passes. Must not: judge.
import { joinResults, runFamily } from './family-run.ts';
import { IN_FLIGHT, killItem } from './kill-item.ts';
import { startStage } from './process-stage.ts';
import type { FamilyResult, FaultFamily } from '../fault-family.ts';
import type { Execution } from './family-run.ts';
import type { WriteFate } from './kill-item.ts';
import type { ProcessStage } from './process-stage.ts';

const KINDS = ['goal', 'append', 'positional'] as const;
type Kind = (typeof KINDS)[number];

/** After "not applied" an item is sent again, so its recovery passes every moment; the rest of the others is shorter. */
const CASES: readonly { readonly kind: Kind; readonly fate: WriteFate }[] = [
  ...KINDS.map((kind) => ({ kind, fate: 'not applied' as const })),
  { kind: 'goal', fate: 'applied' },
  { kind: 'append', fate: 'applied late' },
];

/** More moments than any recovery of one item passes; the first that is not reached ends the count. */
const MOST_MOMENTS = 20;
const QUICK_MOMENTS = [3, 7] as const;

/** The recovery from a request that had left: it settles, reads, perhaps sends again, and reads back. */
function* listExecutions(
  stage: ProcessStage,
  kind: Kind,
  fate: WriteFate,
  moments: readonly number[],
): Generator<Execution> {
  for (const again of moments) {
    yield {
      name: `${kind}, killed ${IN_FLIGHT}, ${fate}, and again at moment ${again} of the recovery`,
      run: () => killItem(stage, stage.take(kind), { at: IN_FLIGHT, hit: 1, fate, again }),
    };
  }
}

export const killAgain: FaultFamily = {
  name: 'kill-again',
  run: async ({ isQuick }) => {
    const moments = isQuick ? QUICK_MOMENTS : Array.from({ length: MOST_MOMENTS }, (_, n) => n + 1);
    const cases = isQuick ? CASES.slice(0, 1) : CASES;
    // Two cases of a kind at most; those that run at the same time take a few more than there are moments.
    const each = isQuick ? moments.length : MOST_MOMENTS * 2;
    const items = isQuick ? { goal: each } : { goal: each, append: each, positional: each };
    const stage = await startStage({ name: 'kill-again', items });
    try {
      const results: FamilyResult[] = [];
      for (const { kind, fate } of cases) {
        results.push(
          await runFamily({
            name: 'kill-again',
            family: 'L3 killed again while recovering',
            range: 'every moment of the recovery × 3 classes, 3 fates of the write',
            executions: listExecutions(stage, kind, fate, moments),
          }),
        );
      }
      return joinResults(results);
    } finally {
      await stage.close();
    }
  },
};
