// Owns: waiting, once everything is healed, until nothing of ours moves any more. Must not: heal or judge more.
import { ModelViolation } from './model-violation.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';
import type { ManualClock } from '../../support/manual-clock.ts';

const STEP_MS = 2_000;
/** Settle (90 s after a deadline of 30 s) for a call and its repetition, a pause the service asked for, and a minute. */
const LIMIT_MS = 400_000;

/** Answers how long it took on the desk's clock, 0 when all rested; throws a ModelViolation when something waits on. */
export async function untilRest(
  desk: { readonly clock: ManualClock; skip(ms: number): Promise<void> },
  listRestless: () => readonly QueueEntry[],
): Promise<number> {
  const beganMs = desk.clock.monoMs();
  for (let look = 0; ; look += 1) {
    const restless = listRestless();
    const tookMs = desk.clock.monoMs() - beganMs;
    if (restless.length === 0) return look === 0 ? 0 : tookMs;
    if (tookMs > LIMIT_MS) {
      const told = restless.map(
        ({ state, phrase, blockedWhy }) => `${state} ${phrase} ${blockedWhy}`,
      );
      throw new ModelViolation('notAtRest', told.join('; '));
    }
    await desk.skip(STEP_MS);
    await new Promise((resolve) => {
      setTimeout(resolve, 3);
    });
  }
}
