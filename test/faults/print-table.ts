// Owns: the one table of `npm run faults` as Markdown, and whether it is all that it must be. Must not: run anything.
import { OUTBOX_FAILPOINTS } from '../../src-main/engine/outbox/failpoints.ts';
import { listPossiblePairs } from './coverage.ts';
import { PLANTED_BUGS } from './planted/planted-bugs.ts';
import type { Catch } from './planted/catch-bug.ts';
import type { FamilyResult, Violations } from './fault-family.ts';

const COLUMNS: readonly (readonly [keyof Violations, string])[] = [
  ['lost', 'lost'],
  ['duplicatedEffects', 'duplicated effects'],
  ['duplicateMails', 'duplicate mails'],
  ['silentOverwrites', 'silent overwrites outside R1'],
  ['wrongTargets', 'wrong targets'],
  ['falseSuccesses', 'false success'],
  ['falseFailures', 'false failure'],
  ['notAtRest', 'not at rest'],
];

/** Each cell: ours, and behind the stroke the naive queue's on the same executions. */
export function printTable(results: readonly FamilyResult[]): string {
  const heads = [
    'family',
    'executions',
    'range',
    ...COLUMNS.map(([, head]) => head),
    'inside R1, R2',
  ];
  const rows = results.map((result) => [
    result.family,
    String(result.executions),
    result.range,
    ...COLUMNS.map(([name]) => printCell(result, name)),
    String(result.racedOverwrites),
  ]);
  return writeRows([heads, heads.map(() => '---'), ...rows]);
}

function printCell({ ours, control }: FamilyResult, name: keyof Violations): string {
  return control === null ? `${ours[name]} / –` : `${ours[name]} / ${control[name]}`;
}

/** Recovery and the price of safety, a line a family that has them. */
export function printCosts(results: readonly FamilyResult[]): string {
  const rows = results
    .filter(({ recoveryMs, traffic }) => recoveryMs.length > 0 || traffic !== null)
    .map(({ family, recoveryMs, traffic }) => [
      family,
      ...[0.5, 0.95, 1].map((share) => printSeconds(recoveryMs, share)),
      traffic === null ? '–' : (traffic.reads / Math.max(1, traffic.writes)).toFixed(2),
    ]);
  if (rows.length === 0) return '';
  const heads = ['family', 'recovery p50', 'p95', 'max', 'reads per write'];
  return writeRows([heads, heads.map(() => '---'), ...rows]);
}

function printSeconds(all: readonly number[], share: number): string {
  const sorted = all.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  return value === undefined ? '–' : `${(value / 1000).toFixed(1)} s`;
}

function writeRows(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export interface Coverage {
  readonly visited: number;
  readonly possible: number;
  readonly missing: readonly string[];
}

/** Pairs of state and failpoint at which a process was ended, of those that can be met at all. */
export function measureCoverage(results: readonly FamilyResult[]): Coverage {
  const possible = listPossiblePairs();
  const visited = new Set(results.flatMap((result) => result.visited));
  const missing = possible.filter((pair) => !visited.has(pair));
  return { visited: possible.length - missing.length, possible: possible.length, missing };
}

export function countViolations(results: readonly FamilyResult[]): number {
  return results.flatMap(({ ours }) => Object.values(ours) as number[]).reduce((a, b) => a + b, 0);
}

/** In which states an item can be at each failpoint; every other pair cannot be met, by the transition table. */
export function printPossible(): string {
  const pairs = listPossiblePairs().map((pair) => pair.split('×'));
  const rows = OUTBOX_FAILPOINTS.map((name) => {
    const states = pairs.flatMap(([state, at]) => (at === name ? (state ?? '') : []));
    return [name, states.join(', ')];
  });
  return writeRows([['failpoint', 'states possible there'], ['---', '---'], ...rows]);
}

export function printCatches(caught: readonly Catch[]): string {
  const rows = caught.map(({ bug, isCaught, by }) => {
    const breaks = PLANTED_BUGS.find(({ name }) => name === bug)?.breaks ?? '';
    return [bug, breaks, isCaught ? by : `ESCAPED: ${by.replaceAll(/\s+/g, ' ')}`];
  });
  return writeRows([
    ['planted bug', 'what it breaks', 'caught by'],
    ['---', '---', '---'],
    ...rows,
  ]);
}
