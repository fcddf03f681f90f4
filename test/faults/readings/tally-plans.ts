// Owns: the sums of many plans, alone under each reading and beside a colleague, with the control. Must not: judge.
import { NO_VIOLATIONS } from '../fault-family.ts';
import { drawPlan, listEachReading } from './draw-plan.ts';
import { runNaivePlan } from './run-naive-plan.ts';
import { startReadingsDesk } from './run-plan.ts';
import type { Finding, Violations } from '../fault-family.ts';
import type { NaiveRun } from './run-naive-plan.ts';
import type { PlanRun, ReadingsDesk } from './run-plan.ts';

export interface PlanTally {
  readonly plans: number;
  readonly calls: number;
  readonly bound: number;
  readonly writes: number;
  readonly reads: number;
  /** Plans made anew midway, because the service behaved as another reading says. */
  readonly madeAnew: number;
  /** Plans a colleague came between, and how many of them stopped. */
  readonly withColleague: number;
  readonly stopped: number;
  readonly ours: Violations;
  readonly control: Violations;
  readonly findings: readonly Finding[];
}

export const NO_PLANS: PlanTally = {
  plans: 0,
  calls: 0,
  bound: 0,
  writes: 0,
  reads: 0,
  madeAnew: 0,
  withColleague: 0,
  stopped: 0,
  ours: NO_VIOLATIONS,
  control: NO_VIOLATIONS,
  findings: [],
};

/** Runs the plans of the seeds `first` to `first + count - 1` one after the other on a desk of their own. */
export async function tallyPlans(first: number, count: number): Promise<PlanTally> {
  const rig = await startReadingsDesk();
  let tally = NO_PLANS;
  try {
    for (let seed = first; seed < first + count; seed += 1) {
      tally = addTallies(tally, await tallySeed(rig, seed));
    }
    const { reads } = rig.desk.traffic;
    return { ...tally, reads };
  } finally {
    await rig.desk.close();
  }
}

async function tallySeed(rig: ReadingsDesk, seed: number): Promise<PlanTally> {
  const drawn = drawPlan(seed);
  const { pair, world, makeEdit, editAfter } = drawn;
  let tally = NO_PLANS;
  for (const each of listEachReading(world)) {
    const run = await rig.runExactly(pair, each);
    tally = addTallies(tally, describeRun(run, runNaivePlan(pair, each, null), seed));
  }
  const beside = await rig.runWithColleague(drawn);
  const naive = runNaivePlan(pair, world, { makeCall: makeEdit, at: editAfter });
  return addTallies(tally, {
    ...describeRun(beside, naive, seed),
    calls: 0,
    bound: 0,
    withColleague: 1,
    stopped: beside.wasStopped ? 1 : 0,
  });
}

function describeRun(run: PlanRun, naive: NaiveRun, seed: number): PlanTally {
  const { wrong } = run;
  return {
    ...NO_PLANS,
    plans: 1,
    calls: run.calls,
    bound: run.bound,
    writes: run.writes,
    madeAnew: run.wasMadeAnew ? 1 : 0,
    ours: wrong === null ? NO_VIOLATIONS : { ...NO_VIOLATIONS, [wrong.violation]: 1 },
    control: {
      ...NO_VIOLATIONS,
      wrongTargets: naive.wrongTargets,
      falseSuccesses: naive.isFalseSuccess ? 1 : 0,
    },
    findings: wrong === null ? [] : [{ ...wrong, replay: writeReplay(seed) }],
  };
}

function writeReplay(seed: number): string {
  return `npm run faults -- --family readings --seed ${seed} --count 1`;
}

export function addTallies(one: PlanTally, two: PlanTally): PlanTally {
  const { ours, control, findings, ...sums } = one;
  const added = Object.entries(sums).map(([name, value]) => [
    name,
    value + two[name as keyof typeof sums],
  ]);
  return {
    ...(Object.fromEntries(added) as typeof sums),
    ours: addViolations(ours, two.ours),
    control: addViolations(control, two.control),
    findings: [...findings, ...two.findings],
  };
}

function addViolations(one: Violations, two: Violations): Violations {
  const names = Object.keys(NO_VIOLATIONS) as readonly (keyof Violations)[];
  return Object.fromEntries(
    names.map((name) => [name, one[name] + two[name]]),
  ) as unknown as Violations;
}
