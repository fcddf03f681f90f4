// Owns: the exhaustive explorer as a family of the faults' table: every interleaving of one item, per kind of server.
// Must not: hold rules or bounds of its own.
import { ALL_ASSUMPTIONS, STATED_BOUNDS, explore } from './explorer.ts';
import { REMOVE_SEND_PUT_BACK, createOurPolicy } from './explorer-policies.ts';
import { createAppendWorld, createGoalWorld, createPositionalWorld } from './explorer-worlds.ts';
import { NO_VIOLATIONS } from './fault-family.ts';
import type { Exploration, Policy, Violation } from './explorer.ts';
import type { FaultFamily, Finding, Violations } from './fault-family.ts';

/** R1 is the overwrite a server that accepts a second decision allows; a flagged wrong person is not silent. */
const NAMES: Readonly<Record<Violation, keyof Violations | null>> = {
  lost: 'lost',
  duplicate: 'duplicatedEffects',
  overwrite: 'silentOverwrites',
  'false failure': 'falseFailures',
  'wrong person, silent': 'wrongTargets',
  'wrong person, flagged': null,
  'false withdrawal': 'falseFailures',
};

interface Explored {
  readonly world: string;
  readonly result: Exploration;
}

export const explorerFamily: FaultFamily = {
  name: 'explorer',
  run: async () => {
    const ours = exploreAll(createOurPolicy({ waitsForSettle: true }));
    const control = exploreAll(REMOVE_SEND_PUT_BACK);
    const stateCount = ours.reduce((sum, { result }) => sum + result.stateCount, 0);
    const forbidden = ours.map(dropRace);
    return await Promise.resolve({
      family: 'L0 every interleaving',
      executions: stateCount,
      range: `${ours.length} servers, all states`,
      ours: countViolations(forbidden),
      racedOverwrites: ours.filter(isRaceReached).length,
      control: countViolations(control),
      findings: forbidden.flatMap(describeFindings),
      recoveryMs: [],
      traffic: null,
      visited: [],
    });
  },
};

function exploreAll<C>(policy: Policy<C>): readonly Explored[] {
  const assumptions = ALL_ASSUMPTIONS;
  const [accepts, refuses] = [createGoalWorld(true), createGoalWorld(false)];
  const [append, positional] = [createAppendWorld(), createPositionalWorld()];
  return [
    { world: 'accepts', result: explore({ world: accepts, assumptions }, policy, STATED_BOUNDS) },
    { world: 'refuses', result: explore({ world: refuses, assumptions }, policy, STATED_BOUNDS) },
    { world: 'append', result: explore({ world: append, assumptions }, policy, STATED_BOUNDS) },
    {
      world: 'positional',
      result: explore({ world: positional, assumptions }, policy, STATED_BOUNDS),
    },
  ];
}

function isRaceReached({ world, result }: Explored): boolean {
  return world === 'accepts' && result.violations.includes('overwrite');
}

function dropRace(explored: Explored): Explored {
  if (!isRaceReached(explored)) return explored;
  const violations = explored.result.violations.filter((name) => name !== 'overwrite');
  return { ...explored, result: { ...explored.result, violations } };
}

/** One for each server at which the violation can be reached. */
function countViolations(all: readonly Explored[]): Violations {
  const counts = { ...NO_VIOLATIONS };
  for (const name of all.flatMap(({ result }) => result.violations.map((one) => NAMES[one]))) {
    if (name !== null) counts[name] += 1;
  }
  return counts;
}

function describeFindings({ world, result }: Explored): readonly Finding[] {
  return result.violations.flatMap((one) => {
    const violation = NAMES[one];
    const what = `"${one}" can be reached in "${world}"`;
    return violation === null
      ? []
      : [{ violation, what, replay: 'npm run faults -- --family explorer' }];
  });
}
