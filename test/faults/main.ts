// Owns: `npm run faults`: runs the families, prints one table, fails when anything of ours is not 0, a pair of state and
// failpoint was not met, or a planted bug escapes. Options: --family NAME, --seed N, --count N.
import { parseArgs } from 'node:util';
import { listImpossible } from './coverage.ts';
import { countViolations, measureCoverage, printCosts, printTable } from './print-table.ts';
import { FAMILIES } from './registry.ts';
import type { FamilyResult, FaultFamily } from './fault-family.ts';

const DEFAULT_SEEDS = 10_000;

const { values } = parseArgs({
  options: {
    family: { type: 'string', multiple: true },
    seed: { type: 'string', default: '1' },
    count: { type: 'string' },
  },
});

/** A family and a seed alone are a replay of that one execution. */
function readCount({ usualCount = DEFAULT_SEEDS }: FaultFamily): number {
  if (values.count !== undefined) return Number(values.count);
  return values.family !== undefined && values.seed !== '1' ? 1 : usualCount;
}

async function main(): Promise<boolean> {
  const wanted = values.family;
  const families = FAMILIES.filter(({ name }) => wanted === undefined || wanted.includes(name));
  if (families.length === 0) {
    console.error(`No such family. There are: ${FAMILIES.map(({ name }) => name).join(', ')}`);
    return false;
  }
  const results: FamilyResult[] = [];
  for (const family of families) {
    console.error(`running ${family.name} …`);
    results.push(
      await family.run({ seed: Number(values.seed), count: readCount(family), isQuick: false }),
    );
  }
  console.log(`${printTable(results)}\n\nours / naive queue\n`);
  console.log(`${printCosts(results)}\n`);
  for (const { what, violation, replay } of results.flatMap(({ findings }) => findings)) {
    console.log(`${violation}: ${what}\n    ${replay}`);
  }
  const isCovered = wanted !== undefined || printCoverage(results);
  return countViolations(results) === 0 && isCovered;
}

function printCoverage(results: readonly FamilyResult[]): boolean {
  const { visited, possible, missing } = measureCoverage(results);
  const share = ((100 * visited) / possible).toFixed(0);
  console.log(`state × failpoint: ${visited} of ${possible} possible pairs, ${share} %`);
  for (const pair of missing) console.log(`    not met: ${pair}`);
  console.log(listImpossible().join('\n'));
  return missing.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
