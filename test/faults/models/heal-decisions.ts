// Owns: healing everything at the end of a run of the decision model. Must not: judge.
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { ACCOUNT_ID } from '../../support/outbox-parts.ts';
import { untilRest } from './until-rest.ts';
import type { DecisionBench, DecisionModel } from './decision-bench.ts';

/** Answers how long it took on the desk's clock until all rested. */
export async function healDecisions(model: DecisionModel, real: DecisionBench): Promise<number> {
  const { desk } = real;
  real.armed = null;
  // Off by more than two days, a clock is a person's matter: no token is made that far ahead.
  desk.clock.jumpWallBy(-real.wallJumpMs);
  await desk.setFaults([]);
  await desk.setNetwork(true);
  await desk.setKey(desk.sandbox);
  desk.outbox.unblockKey(ACCOUNT_ID);
  desk.outbox.setPaused(false);
  desk.outbox.nudge();
  desk.outbox.sendNow(null);
  const opIds = model.lanes.flatMap(({ taken }) => taken.map(({ opId }) => opId));
  return await untilRest(desk, () =>
    desk.outbox.listEntries(opIds).filter(({ state }) => !RESTING_STATES.includes(state)),
  );
}
