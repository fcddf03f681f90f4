// Owns: `npm run faults`: runs the families, prints one table, fails when anything of ours is not 0, a pair of state and
// failpoint was not met, or a planted bug escapes. Options: --family NAME (also `planted`), --seed N, --count N.
import { parseArgs } from 'node:util';
import { catchAll } from './planted/catch-all.ts';
import { PLANTED_BUGS } from './planted/planted-bugs.ts';
import {
  countViolations,
  measureCoverage,
  printCatches,
  printCosts,
  printPossible,
  printTable,
} from './print-table.ts';
import { FAMILIES } from './registry.ts';
import type { FamilyResult, FaultFamily } from './fault-family.ts';

const DEFAULT_SEEDS = 10_000;
const PLANTED = 'planted';

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
  const wanted = values.family ?? [...FAMILIES.map(({ name }) => name), PLANTED];
  const families = FAMILIES.filter(({ name }) => wanted.includes(name));
  const hasPlanted = wanted.includes(PLANTED);
  if (families.length === 0 && !hasPlanted) {
    const names = [...FAMILIES.map(({ name }) => name), PLANTED];
    console.error(`No such family. There are: ${names.join(', ')}`);
    return false;
  }
  const results = await runFamilies(families);
  if (results.length > 0) console.log(`${printTable(results)}\n\nEach cell: ours / naive queue.\n`);
  if (results.length > 0) console.log(`${printCosts(results)}\n`);
  for (const { what, violation, replay } of results.flatMap(({ findings }) => findings)) {
    console.log(`- ${violation}: ${what}\n  replay: \`${replay}\``);
  }
  // The whole simulation alone meets every pair; a part of it, or another family, need not.
  const isWhole = wanted.includes('simulation') && values.count === undefined;
  const isCovered = printCoverage(results) || !isWhole || values.seed !== '1';
  const isBitten = !hasPlanted || (await printPlanted());
  return countViolations(results) === 0 && isCovered && isBitten;
}

async function runFamilies(families: readonly FaultFamily[]): Promise<readonly FamilyResult[]> {
  const results: FamilyResult[] = [];
  for (const family of families) {
    const startMs = performance.now();
    const options = { seed: Number(values.seed), count: readCount(family), isQuick: false };
    results.push(await family.run(options));
    const tookS = ((performance.now() - startMs) / 1000).toFixed(0);
    console.error(`${family.name}: ${tookS} s`);
  }
  return results;
}

function printCoverage(results: readonly FamilyResult[]): boolean {
  const { visited, possible, missing } = measureCoverage(results);
  const share = ((100 * visited) / possible).toFixed(0);
  console.log(`State × failpoint: ${visited} of ${possible} possible pairs met, ${share} %.\n`);
  for (const pair of missing) console.log(`- not met: ${pair}`);
  console.log(`${printPossible()}\n`);
  return missing.length === 0;
}

async function printPlanted(): Promise<boolean> {
  const caught = await catchAll(PLANTED_BUGS);
  const escaped = caught.filter(({ isCaught }) => !isCaught);
  const count = caught.length - escaped.length;
  const share = ((100 * count) / caught.length).toFixed(0);
  console.log(`Planted bugs caught / planted: ${count} / ${caught.length}, ${share} %.\n`);
  console.log(printCatches(caught));
  return escaped.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
