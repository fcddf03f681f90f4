// Owns: healing everything at the end of a run of the decision model. Must not: judge.
import { ACCOUNT_ID } from '../../support/outbox-parts.ts';
import { healBench } from './heal-bench.ts';
import type { DecisionBench, DecisionModel } from './decision-bench.ts';

/** Answers how long it took on the desk's clock until all rested. */
export async function healDecisions(model: DecisionModel, real: DecisionBench): Promise<number> {
  const { desk } = real;
  const opIds = model.lanes.flatMap(({ taken }) => taken.map(({ opId }) => opId));
  return await healBench(real, opIds, async () => {
    await desk.setKey(desk.sandbox);
    desk.outbox.unblockKey(ACCOUNT_ID);
  });
}
