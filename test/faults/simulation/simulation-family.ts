// Owns: the seeded simulation as a family of the faults' table: seeds shared out over processes, counts added up.
// Must not: judge (oracle.ts).
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { NO_VIOLATIONS } from '../fault-family.ts';
import type {
  FaultFamily,
  FamilyOptions,
  FamilyResult,
  Finding,
  Violations,
} from '../fault-family.ts';
import type { BatchOrder, BatchResult } from './run-batch.ts';

const BATCH_PROGRAM = fileURLToPath(new URL('./run-batch.ts', import.meta.url));
/** What `npm test` has time for. */
const QUICK_SEEDS = 100;
/** Enough to see what is wrong; the counts tell how often. */
const MAX_FINDINGS = 20;

export const simulationFamily: FaultFamily = {
  name: 'simulation',
  run: async (options) => await runSimulation(options),
};

async function runSimulation({ seed, count, isQuick }: FamilyOptions): Promise<FamilyResult> {
  const total = isQuick ? Math.min(count, QUICK_SEEDS) : count;
  const workers = Math.min(availableParallelism(), total);
  const share = Math.ceil(total / workers);
  const orders = Array.from({ length: workers }, (_, index): BatchOrder => {
    const first = seed + index * share;
    return { first, count: Math.min(share, seed + total - first) };
  }).filter((order) => order.count > 0);
  const batches = await Promise.all(orders.map((order) => runBatchProcess(order)));
  const findings = batches.flatMap((batch) => batch.stories).map(describeFinding);
  return {
    family: 'L1 simulation',
    executions: total,
    range: `${seed}–${seed + total - 1}`,
    ours: addViolations(batches.map(({ ours }) => ours)),
    racedOverwrites: sum(batches.map(({ racedOverwrites }) => racedOverwrites)),
    control: addViolations(batches.map(({ control }) => control)),
    findings: findings.slice(0, MAX_FINDINGS),
    recoveryMs: batches.flatMap(({ recoveryMs }) => recoveryMs),
    traffic: {
      reads: sum(batches.map(({ traffic }) => traffic.reads)),
      writes: sum(batches.map(({ traffic }) => traffic.writes)),
    },
    visited: [...new Set(batches.flatMap(({ kills }) => kills))].toSorted(),
  };
}

async function runBatchProcess(order: BatchOrder): Promise<BatchResult> {
  const child = fork(BATCH_PROGRAM, [String(order.first), String(order.count)], {
    execPath: process.execPath,
    serialization: 'advanced',
  });
  return await new Promise((resolve, reject) => {
    child.once('message', (result) => resolve(result as BatchResult));
    child.once('exit', (code) =>
      reject(new Error(`the seeds from ${order.first} on ended with ${code}`)),
    );
  });
}

function describeFinding({ seed, violation, what }: BatchResult['stories'][number]): Finding {
  return {
    violation,
    what: `seed ${seed}: ${what}`,
    replay: `npm run faults -- --family simulation --seed ${seed}`,
  };
}

export function addViolations(all: readonly Violations[]): Violations {
  const names = Object.keys(NO_VIOLATIONS) as readonly (keyof Violations)[];
  const total = { ...NO_VIOLATIONS };
  for (const one of all) for (const name of names) total[name] += one[name];
  return total;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
