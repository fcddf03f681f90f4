// Owns: the families `models-decisions` and `models-plans`: fast-check's commands against the real outbox and the real
// sandbox. Must not: know a command (…-commands.ts) or judge (…-oracle.ts).
import { NO_VIOLATIONS } from '../fault-family.ts';
import { decisionRun } from './decision-model.ts';
import { planRun } from './plan-model.ts';
import { runModel } from './run-model.ts';
import type { FamilyOptions, FamilyResult, FaultFamily } from '../fault-family.ts';
import type { ModelResult, ModelRun } from './run-model.ts';

const ROW = { decisions: 'L2 model, decisions', plans: 'L2 model, plans' } as const;

export const MODEL_FAMILIES: readonly FaultFamily[] = [
  createFamily(decisionRun),
  createFamily(planRun),
];

function createFamily(run: ModelRun): FaultFamily {
  return {
    name: `models-${run.name}`,
    usualCount: 300,
    run: (options) => runFamily(run, options),
  };
}

async function runFamily(
  run: ModelRun,
  { seed, count, isQuick }: FamilyOptions,
): Promise<FamilyResult> {
  const results: ModelResult[] = [];
  for (let at = seed; at < seed + count; at += 1) {
    results.push(await runModel(run, at));
    if (!isQuick && results.length % 50 === 0)
      console.error(`models: ${results.length} of ${count}`);
  }
  const notes = results.flatMap((result) => (result.notes === null ? [] : [result.notes]));
  const findings = results.flatMap(({ finding }) => (finding === null ? [] : [finding]));
  const ours = { ...NO_VIOLATIONS };
  for (const { violation } of findings) ours[violation] += 1;
  const sum = (pick: (one: (typeof notes)[number]) => number): number =>
    notes.reduce((total, one) => total + pick(one), 0);
  return {
    family: ROW[run.name],
    executions: count,
    range: `${seed}–${seed + count - 1}`,
    ours,
    racedOverwrites: sum((one) => one.racedOverwrites),
    control: null,
    findings,
    recoveryMs: notes.map(({ recoveryMs }) => recoveryMs).filter((ms) => ms > 0),
    traffic: { reads: sum((one) => one.reads), writes: sum((one) => one.writes) },
    visited: [],
  };
}
