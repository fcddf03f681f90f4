// Owns: the family of damaged files: worlds from seeds × kinds of damage, each opened and judged.
// Must not: hold expectations about one kind alone (test/engine/store-salvage.test.ts).
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { createTempFolder } from '../../support/temp-folder.ts';
import { NO_VIOLATIONS } from '../fault-family.ts';
import { DOUBLE_DAMAGES, SINGLE_DAMAGES } from './damage.ts';
import { judgeNaively, judgeStore } from './judge-store.ts';
import { createSeededRandom } from './seeded-random.ts';
import { buildStoreWorld, copyFolder } from './store-world.ts';
import type { Wrong } from './judge-store.ts';
import type {
  FamilyOptions,
  FamilyResult,
  FaultFamily,
  Finding,
  Violations,
} from '../fault-family.ts';

export const storageFamily: FaultFamily = { name: 'storage', run: runStorage };

const KINDS = [
  ...Object.entries(SINGLE_DAMAGES).map(([name, damage]) => ({ name, damage, isDouble: false })),
  ...Object.entries(DOUBLE_DAMAGES).map(([name, damage]) => ({ name, damage, isDouble: true })),
];

/** A seed is a world and some thirty damages to it, each opened from real files: worth a hundred of the others'. */
const COUNT_A_SEED = 100;

async function runStorage(options: FamilyOptions): Promise<FamilyResult> {
  const { seed } = options;
  const count = Math.ceil(options.count / COUNT_A_SEED);
  const findings: Finding[] = [];
  const naive: Wrong[] = [];
  const recoveryMs: number[] = [];
  let executions = 0;
  for (let one = seed; one < seed + count; one += 1) {
    const [root, remove] = createTempFolder('storage');
    try {
      executions += runSeed(root, one, { findings, naive, recoveryMs });
    } finally {
      remove();
    }
    // Seeds are minutes of synchronous work; signals must come through in between.
    await new Promise(setImmediate);
  }
  return {
    family: 'damaged files',
    executions,
    range: `${seed}–${seed + count - 1} × ${KINDS.length} damages`,
    ours: countViolations(findings),
    racedOverwrites: 0,
    control: countViolations(naive),
    findings,
    recoveryMs,
    traffic: null,
    visited: [],
  };
}

interface Tally {
  readonly findings: Finding[];
  readonly naive: Wrong[];
  readonly recoveryMs: number[];
}

function runSeed(root: string, seed: number, { findings, naive, recoveryMs }: Tally): number {
  const random = createSeededRandom(seed);
  const world = buildStoreWorld(root, random);
  let executions = 0;
  for (const { name, damage, isDouble } of KINDS) {
    const folder = copyFolder(world.folder, join(root, 'damaged'));
    if (damage(folder, random, world)) {
      executions += 1;
      const twin = copyFolder(folder, join(root, 'naive'));
      naive.push(...judgeNaively(twin, world.truth));
      rmSync(twin, { recursive: true, force: true });
      const beganMs = performance.now();
      const { wrongs } = judgeStore(folder, world.truth, isDouble);
      recoveryMs.push(performance.now() - beganMs);
      for (const { violation, what } of wrongs) {
        const replay = `npm run faults -- --family storage --seed ${seed} --count 1`;
        findings.push({ violation, replay, what: `${name}: ${what}` });
      }
    }
    rmSync(folder, { recursive: true, force: true });
  }
  return executions;
}

function countViolations(
  findings: readonly { readonly violation: keyof Violations }[],
): Violations {
  const counts: Record<keyof Violations, number> = { ...NO_VIOLATIONS };
  for (const { violation } of findings) counts[violation] += 1;
  return counts;
}
