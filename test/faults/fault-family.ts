// Owns: what a family of fault tests tells the table of `npm run faults`. Must not: run anything.

/** What the oracle (ledger × journal × what the screen said) found wrong, as counts; all 0 for ours. */
export interface Violations {
  /** Decided, but neither carried out nor a person asked. */
  readonly lost: number;
  readonly duplicatedEffects: number;
  readonly duplicateMails: number;
  /** A colleague's decision replaced without a trace, outside the named race R1. */
  readonly silentOverwrites: number;
  readonly wrongTargets: number;
  /** The screen said done and it is not. */
  readonly falseSuccesses: number;
  /** The screen said failed and it was applied. */
  readonly falseFailures: number;
  /** Neither at rest nor waiting for a person 60 s after everything was healed. */
  readonly notAtRest: number;
}

export const NO_VIOLATIONS: Violations = {
  lost: 0,
  duplicatedEffects: 0,
  duplicateMails: 0,
  silentOverwrites: 0,
  wrongTargets: 0,
  falseSuccesses: 0,
  falseFailures: 0,
  notAtRest: 0,
};

/** One thing that went wrong, and how to see it again. */
export interface Finding {
  readonly violation: keyof Violations;
  /** A command that replays it, e.g. `npm run faults -- --family simulation --seed 17`. */
  readonly replay: string;
  /** One line, no personal data. */
  readonly what: string;
}

export interface FamilyResult {
  /** The row's name in the table, e.g. `L1 simulation, goal`. */
  readonly family: string;
  readonly executions: number;
  /** `1–10000` where seeds drive it, else what was enumerated (`12 points × 3 classes × 3`). */
  readonly range: string;
  readonly ours: Violations;
  /** Overwrites inside the named races R1 and R2, which cannot be closed from here; reported, not forbidden. */
  readonly racedOverwrites: number;
  /** The same executions on the naive queue (remove, send, put back); null where it has no meaning. */
  readonly control: Violations | null;
  readonly findings: readonly Finding[];
  /** From healing to rest, one figure an execution that had something to recover from. */
  readonly recoveryMs: readonly number[];
  /** null where writes were not counted. */
  readonly traffic: { readonly reads: number; readonly writes: number } | null;
  /** `STATE×failpoint` pairs that were met, for the coverage figure. */
  readonly visited: readonly string[];
}

export interface FamilyOptions {
  /** First seed; families without seeds ignore it. */
  readonly seed: number;
  /** How many seeded executions; families that enumerate ignore it. */
  readonly count: number;
  /** true inside `npm test`: the small fixed part. */
  readonly isQuick: boolean;
}

export interface FaultFamily {
  /** As given to `--family`, e.g. `simulation`. */
  readonly name: string;
  /** How many seeds without `--count`, where not as many as the others. */
  readonly usualCount?: number;
  readonly run: (options: FamilyOptions) => Promise<FamilyResult>;
}
