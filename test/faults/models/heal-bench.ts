// Owns: healing everything at the end of a run of a model, and waiting until nothing moves. Must not: judge more.
import { listUnrested } from './model-bench.ts';
import { untilRest } from './until-rest.ts';
import type { ModelBench } from './model-bench.ts';

/**
 * Answers how long it took on the desk's clock until all of `opIds` rested. `healMore` heals what only this model breaks,
 * while the outbox may still be paused.
 */
export async function healBench(
  real: ModelBench,
  opIds: readonly string[],
  healMore?: () => Promise<void>,
): Promise<number> {
  const { desk } = real;
  real.armed = null;
  // Off by more than two days, a clock is a person's matter: no token is made that far ahead.
  desk.clock.jumpWallBy(-real.wallJumpMs);
  await desk.setFaults([]);
  await desk.setNetwork(true);
  await healMore?.();
  desk.outbox.setPaused(false);
  desk.outbox.nudge();
  desk.outbox.sendNow(null);
  return await untilRest(desk, () => listUnrested(real, opIds));
}
