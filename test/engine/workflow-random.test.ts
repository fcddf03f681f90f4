// Owns: that plans between random lists, under random readings of what the service leaves open, carried out by the real
// outbox against the real sandbox, end in exactly the wanted list, hit nobody else, and stop for a colleague.
// PAIRS=n runs more of them, SEED=n others; every pair under every reading is `npm run faults -- --family readings`.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import { arbitraryPlan } from '../faults/readings/draw-plan.ts';
import { startReadingsDesk } from '../faults/readings/run-plan.ts';
import { SEED } from '../unit/workflow/arbitrary-lists.ts';
import type { ReadingsDesk } from '../faults/readings/run-plan.ts';

const PAIRS = Number(process.env['PAIRS'] ?? 150);
const EDITED_PAIRS = Number(process.env['PAIRS'] ?? 80);
const LIMIT_MS = 600_000;

describe('plans between random lists', () => {
  let rig: ReadingsDesk;
  before(async () => {
    rig = await startReadingsDesk();
  });
  after(() => rig.desk.close());

  it(
    'end in exactly the wanted list, whatever the service leaves open',
    { timeout: LIMIT_MS },
    async () => {
      const sums = { calls: 0, bound: 0, anew: 0 };
      await fc.assert(
        fc.asyncProperty(arbitraryPlan, async ({ pair, world }) => {
          const run = await rig.runExactly(pair, world);
          assert.equal(run.wrong, null);
          sums.calls += run.calls;
          sums.bound += run.bound;
          sums.anew += run.wasMadeAnew ? 1 : 0;
        }),
        { numRuns: PAIRS, seed: SEED, endOnFailure: true },
      );
      console.log(
        `seed ${SEED}: ${PAIRS} plans, ${(sums.calls / PAIRS).toFixed(3)} calls a plan (lower bound ` +
          `${(sums.bound / PAIRS).toFixed(3)}), ${sums.anew} planned anew midway, 0 wrong targets`,
      );
    },
  );

  it(
    'stop for a colleague at any point, and never hit another one',
    { timeout: LIMIT_MS },
    async () => {
      let stopped = 0;
      await fc.assert(
        fc.asyncProperty(arbitraryPlan, async (drawn) => {
          const run = await rig.runWithColleague(drawn);
          assert.equal(run.wrong, null);
          stopped += run.wasStopped ? 1 : 0;
        }),
        { numRuns: EDITED_PAIRS, seed: SEED, endOnFailure: true },
      );
      assert.ok(stopped > 0, 'no colleague came between');
      console.log(
        `seed ${SEED}: ${EDITED_PAIRS} plans with a colleague, ${stopped} stopped, 0 wrong targets`,
      );
    },
  );
});
