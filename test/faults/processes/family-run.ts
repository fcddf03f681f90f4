// Owns: running the executions of one family, a few at a time, and adding up what they found. Must not: judge.
import { readMoments } from '../../support/killable-engine.ts';
import { NO_VIOLATIONS } from '../fault-family.ts';
import type { FamilyResult, Finding, Violations } from '../fault-family.ts';
import type { Complaint } from './judge-outcome.ts';

export interface Execution {
  /** Names it in a finding, such as `append, killed at outbox.write.after-answer, applied late`. */
  readonly name: string;
  /** null = the moment it was for does not exist any more; it and those after it do not count. */
  run(): Promise<ExecutionResult | null>;
}

export interface ExecutionResult {
  readonly complaints: readonly Complaint[];
  readonly recoveryMs: readonly number[];
  readonly visited: readonly string[];
  readonly traffic: Traffic;
  /** Of many items in one execution; 1 where left out. */
  readonly count?: number;
}

interface Traffic {
  readonly reads: number;
  readonly writes: number;
}

export interface FamilyRun {
  /** The row's name. */
  readonly family: string;
  /** As given to `--family`. */
  readonly name: string;
  readonly range: string;
  readonly executions: Iterable<Execution>;
}

// Most of an execution is waiting for a settle; more at a time would stretch the deadlines of the engines.
const AT_ONCE = 6;

/** Runs all; an execution that throws fails the family, as a test's own mistake must. */
export async function runFamily(run: FamilyRun): Promise<FamilyResult> {
  const findings: Finding[] = [];
  const recoveryMs: number[] = [];
  const visited = new Set<string>();
  const waiting = run.executions[Symbol.iterator]();
  const traffic = { reads: 0, writes: 0 };
  let executions = 0;
  let isOver = false;
  const work = async (): Promise<void> => {
    for (;;) {
      const next = waiting.next();
      if (isOver || next.done === true) return;
      const result = await runNamed(next.value);
      if (result === null) {
        isOver = true;
        return;
      }
      executions += result.count ?? 1;
      traffic.reads += result.traffic.reads;
      traffic.writes += result.traffic.writes;
      recoveryMs.push(...result.recoveryMs);
      for (const pair of result.visited) visited.add(pair);
      findings.push(...describeFindings(run.name, next.value, result.complaints));
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return {
    family: run.family,
    executions,
    range: run.range,
    ours: countViolations(findings),
    racedOverwrites: 0,
    control: null,
    findings,
    recoveryMs,
    traffic,
    visited: [...visited].toSorted(),
  };
}

/** One row for several runs of a family. */
export function joinResults(results: readonly FamilyResult[]): FamilyResult {
  const [first] = results;
  if (first === undefined) throw new Error('a family without a run');
  const findings = results.flatMap((one) => one.findings);
  const sum = (read: (result: FamilyResult) => number): number =>
    results.reduce((total, one) => total + read(one), 0);
  return {
    ...first,
    executions: sum((one) => one.executions),
    ours: countViolations(findings),
    findings,
    recoveryMs: results.flatMap((one) => one.recoveryMs),
    traffic: {
      reads: sum((one) => one.traffic?.reads ?? 0),
      writes: sum((one) => one.traffic?.writes ?? 0),
    },
    visited: [...new Set(results.flatMap((one) => one.visited))].toSorted(),
  };
}

async function runNamed(execution: Execution): Promise<ExecutionResult | null> {
  try {
    return await execution.run();
  } catch (error) {
    throw new Error(`${execution.name}: ${String(error)}`, { cause: error });
  }
}

function describeFindings(
  family: string,
  { name }: Execution,
  complaints: readonly Complaint[],
): readonly Finding[] {
  const replay = `npm run faults -- --family ${family}`;
  return complaints.map(({ violation, what }) => ({ violation, replay, what: `${name}: ${what}` }));
}

function countViolations(findings: readonly Finding[]): Violations {
  const counts: Record<keyof Violations, number> = { ...NO_VIOLATIONS };
  for (const { violation } of findings) counts[violation] += 1;
  return counts;
}

/** The outbox's own exchanges: looks before sending and reads back, and writes. */
export function countTraffic(folder: string): Traffic {
  const moments = readMoments(folder);
  const count = (name: string): number => moments.filter((one) => one === name).length;
  return {
    reads: count('outbox.precheck.before-read') + count('outbox.read-back.before-read'),
    writes: count('outbox.sending.after-commit'),
  };
}
