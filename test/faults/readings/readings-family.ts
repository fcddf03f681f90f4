// Owns: the family `readings`: random pairs of lists, each planned and sent under every assumption switch, and once with
// a colleague in between. Must not: run a plan itself (run-plan.ts).
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { NO_PLANS, addTallies, tallyPlans } from './tally-plans.ts';
import type { FamilyOptions, FamilyResult, FaultFamily } from '../fault-family.ts';
import type { PlanTally } from './tally-plans.ts';

const WORKER = fileURLToPath(new URL('readings-worker.ts', import.meta.url));
// A desk grows slower with what it keeps; a hundred seeds are 1,400 plans.
const SHARE = 100;
const WORLDS = 13;

/**
 * One seed = one pair of lists = 13 plans alone, each switch in each of its readings while the other switches stand as
 * the seed draws them (all 2,048 combinations a pair would be two million plans), and one plan a colleague edits at a
 * random point. `count` is the number of seeds. Judged: exactly the wanted list, and in the sandbox's ledger exactly the
 * effects shown as done. The control sends the register's plan blindly (run-naive-plan.ts).
 */
export const readingsFamily: FaultFamily = {
  name: 'readings',
  usualCount: 1_000,
  run: async (options) => describe(options, await runAll(options)),
};

/** The sums themselves: calls a plan beside the lower bound. */
export function summarise(tally: PlanTally): string {
  const alone = tally.plans - tally.withColleague;
  return (
    `${alone} plans alone: ${(tally.calls / alone).toFixed(3)} calls a plan (lower bound ` +
    `${(tally.bound / alone).toFixed(3)}), ${tally.madeAnew} made anew midway; ${tally.withColleague} with a ` +
    `colleague, ${tally.stopped} stopped for them`
  );
}

async function runAll({ seed, count, isQuick }: FamilyOptions): Promise<PlanTally> {
  if (isQuick) return await tallyPlans(seed, count);
  const shares = Array.from({ length: Math.ceil(count / SHARE) }, (_, index) => ({
    first: seed + index * SHARE,
    count: Math.min(SHARE, count - index * SHARE),
  }));
  let tally = NO_PLANS;
  const work = async (): Promise<void> => {
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      const done = await runShare(share.first, share.count);
      tally = addTallies(tally, done);
      console.error(`readings: ${tally.withColleague} of ${count} seeds`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  console.error(`readings: ${summarise(tally)}`);
  return tally;
}

async function runShare(first: number, count: number): Promise<PlanTally> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [WORKER, String(first), String(count)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as PlanTally;
}

function describe({ seed, count }: FamilyOptions, tally: PlanTally): FamilyResult {
  return {
    family: 'B plans, every reading',
    executions: tally.plans,
    range: `${seed}–${seed + count - 1} × (${WORLDS} readings + a colleague)`,
    ours: tally.ours,
    racedOverwrites: 0,
    control: tally.control,
    findings: tally.findings,
    recoveryMs: [],
    traffic: { reads: tally.reads, writes: tally.writes },
    visited: [],
  };
}
