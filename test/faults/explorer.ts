// Owns: the exhaustive search over one outbox item: every interleaving of client, network, server, crash and
// colleague within the bounds, and which violations it can reach. Must not: hold a policy's rules.
import type { AnswerKind } from '../../src-main/engine/outbox/op-core.ts';
import type { ServerWorld } from './explorer-worlds.ts';

export const VIOLATIONS = [
  'lost',
  'duplicate',
  'overwrite',
  'false failure',
  'wrong person, silent',
  'wrong person, flagged',
  'false withdrawal',
] as const;
export type Violation = (typeof VIOLATIONS)[number];

/** What the person has been told when the item is at rest; `person` = asked to look at it. */
export type Report = 'active' | 'success' | 'failure' | 'person' | 'withdrawn' | 'vanished';

export interface Bounds {
  readonly crashes: number;
  readonly faults: number;
  readonly colleagueActs: number;
  readonly attempts: number;
  readonly staleReads: number;
  readonly withdrawals: number;
}
export const STATED_BOUNDS: Bounds = {
  crashes: 2,
  faults: 2,
  colleagueActs: 1,
  attempts: 3,
  staleReads: 0,
  withdrawals: 0,
};

/** A1, A2 and the word of 429/503 can each be switched off to show what the promise rests on. */
export interface Assumptions {
  /** An abandoned request is dead after settle. */
  readonly deadAfterSettle: boolean;
  /** A read after settle sees everything applied. */
  readonly freshAfterSettle: boolean;
  /** 429 and 503 mean: not applied. Only a goal relies on it. */
  readonly deferredMeansNotApplied: boolean;
}
export const ALL_ASSUMPTIONS: Assumptions = {
  deadAfterSettle: true,
  freshAfterSettle: true,
  deferredMeansNotApplied: true,
};

/** One situation. `C` is what the policy knows, stored and volatile; everything must be plain JSON. */
export interface Situation<S, C> {
  readonly client: C;
  readonly server: S;
  /** The version before the last change: what a lagging replica still shows. */
  readonly previous: S | null;
  /** A request the client still waits for. */
  readonly isAwaited: boolean;
  /** Requests on their way that nobody waits for any more. */
  readonly abandoned: number;
  /** An answer on its way back. */
  readonly answer: AnswerKind | null;
  readonly applied: number;
  readonly isOverwritten: boolean;
  readonly isWrongHit: boolean;
  readonly left: Bounds;
}

export interface Run<S> {
  readonly world: ServerWorld<S>;
  readonly assumptions: Assumptions;
}

/** How a queue behaves: what it does by itself, on an answer, and after a crash. */
export interface Policy<C> {
  readonly name: string;
  start<S>(run: Run<S>): C;
  step<S>(run: Run<S>, now: Situation<S, C>): readonly Situation<S, C>[];
  takeAnswer<S>(run: Run<S>, now: Situation<S, C>, answer: AnswerKind): Situation<S, C>;
  crash(client: C): C;
  report(client: C): Report;
}

export interface Exploration {
  readonly violations: readonly Violation[];
  readonly stateCount: number;
  /** One path's length per violation, for the curious. */
  readonly reports: readonly Report[];
}

/** Visits every reachable situation once; breadth first, so that the first hit is the shortest story. */
export function explore<S, C>(run: Run<S>, policy: Policy<C>, bounds: Bounds): Exploration {
  const first: Situation<S, C> = {
    client: policy.start(run),
    server: run.world.initial,
    previous: null,
    isAwaited: false,
    abandoned: 0,
    answer: null,
    applied: 0,
    isOverwritten: false,
    isWrongHit: false,
    left: bounds,
  };
  const seen = new Set([JSON.stringify(first)]);
  const violations = new Set<Violation>();
  const reports = new Set<Report>();
  let frontier = [first];
  while (frontier.length > 0) {
    const next: Situation<S, C>[] = [];
    for (const situation of frontier) {
      const report = policy.report(situation.client);
      for (const violation of findViolations(run, situation, report)) violations.add(violation);
      if (isQuiet(situation)) reports.add(report);
      for (const successor of listSuccessors(run, policy, situation, report)) {
        const key = JSON.stringify(successor);
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(successor);
      }
    }
    frontier = next;
  }
  return {
    violations: VIOLATIONS.filter((name) => violations.has(name)),
    stateCount: seen.size,
    reports: [...reports].toSorted(),
  };
}

function isQuiet<S, C>(now: Situation<S, C>): boolean {
  return !now.isAwaited && now.abandoned === 0 && now.answer === null;
}

function findViolations<S, C>(
  run: Run<S>,
  now: Situation<S, C>,
  report: Report,
): readonly Violation[] {
  const found: Violation[] = [];
  if (now.applied > 1) found.push('duplicate');
  if (now.isOverwritten) found.push('overwrite');
  if (report === 'withdrawn' && now.applied > 0) found.push('false withdrawal');
  if (report === 'active' || !isQuiet(now)) return found;
  const isInEffect = now.applied > 0 || run.world.isWanted(now.server);
  if ((report === 'success' || report === 'vanished') && !isInEffect) found.push('lost');
  if (report === 'failure' && isInEffect) found.push('false failure');
  if (now.isWrongHit) {
    found.push(report === 'person' ? 'wrong person, flagged' : 'wrong person, silent');
  }
  return found;
}

function listSuccessors<S, C>(
  run: Run<S>,
  policy: Policy<C>,
  now: Situation<S, C>,
  report: Report,
): readonly Situation<S, C>[] {
  const late = moveAbandoned(run, now);
  if (report !== 'active') return late;
  return [
    ...late,
    ...moveAwaited(run, policy, now),
    ...moveAnswer(run, policy, now),
    ...moveColleague(run, now),
    ...moveCrash(policy, now),
    ...policy.step(run, now),
  ];
}

/** Our write reaches the server. */
function arrive<S, C>(
  run: Run<S>,
  now: Situation<S, C>,
): { readonly after: Situation<S, C>; readonly isApplied: boolean } {
  const arrival = run.world.arrive(now.server);
  return {
    isApplied: arrival.isApplied,
    after: {
      ...now,
      server: arrival.server,
      previous: arrival.isApplied ? now.server : now.previous,
      applied: now.applied + (arrival.isApplied ? 1 : 0),
      isOverwritten: now.isOverwritten || arrival.isOverwrite,
      isWrongHit: now.isWrongHit || arrival.isWrongTarget,
    },
  };
}

/** A late request arrives, or is lost on the way; both are free, time does them. */
function moveAbandoned<S, C>(run: Run<S>, now: Situation<S, C>): readonly Situation<S, C>[] {
  if (now.abandoned === 0) return [];
  const fewer = { ...now, abandoned: now.abandoned - 1 };
  return [arrive(run, fewer).after, fewer];
}

function moveAwaited<S, C>(
  run: Run<S>,
  policy: Policy<C>,
  now: Situation<S, C>,
): readonly Situation<S, C>[] {
  if (!now.isAwaited) return [];
  const gone = { ...now, isAwaited: false };
  const { after, isApplied } = arrive(run, gone);
  const good = { ...after, answer: isApplied ? ('accepted' as const) : ('refused' as const) };
  const bad = spendFault(gone);
  if (bad === null) return [good];
  const badAfter = { ...after, left: bad.left };
  return [
    good,
    // Applied, answered 500; not applied, answered 500; not applied, answered 429.
    ...(isApplied ? [{ ...badAfter, answer: 'server-fault' as const }] : []),
    { ...bad, answer: 'server-fault' },
    { ...bad, answer: 'deferred' },
    // The request is lost with its connection; or the client gives up while it is still on its way.
    policy.takeAnswer(run, bad, 'lost'),
    policy.takeAnswer(run, { ...bad, abandoned: bad.abandoned + 1 }, 'lost'),
    ...(isGatewayHonest(run)
      ? []
      : [policy.takeAnswer(run, { ...bad, abandoned: bad.abandoned + 1 }, 'deferred')]),
  ];
}

/** A gateway may say 503 after passing the request on; only the goal class takes its word (switch). */
function isGatewayHonest<S>(run: Run<S>): boolean {
  return run.world.opClass === 'goal' && run.assumptions.deferredMeansNotApplied;
}

function moveAnswer<S, C>(
  run: Run<S>,
  policy: Policy<C>,
  now: Situation<S, C>,
): readonly Situation<S, C>[] {
  if (now.answer === null) return [];
  const arrived = { ...now, answer: null };
  const bad = spendFault(arrived);
  return [
    policy.takeAnswer(run, arrived, now.answer),
    ...(bad === null ? [] : [policy.takeAnswer(run, bad, 'lost')]),
  ];
}

function moveColleague<S, C>(run: Run<S>, now: Situation<S, C>): readonly Situation<S, C>[] {
  if (now.left.colleagueActs === 0) return [];
  const left = { ...now.left, colleagueActs: now.left.colleagueActs - 1 };
  return run.world
    .listColleagueActs(now.server)
    .map((server) => ({ ...now, server, previous: now.server, left }));
}

function moveCrash<S, C>(policy: Policy<C>, now: Situation<S, C>): readonly Situation<S, C>[] {
  if (now.left.crashes === 0) return [];
  return [
    {
      ...now,
      client: policy.crash(now.client),
      isAwaited: false,
      abandoned: now.abandoned + (now.isAwaited ? 1 : 0),
      answer: null,
      left: { ...now.left, crashes: now.left.crashes - 1 },
    },
  ];
}

/** Takes one fault out of the budget; null when it is spent. */
export function spendFault<S, C>(now: Situation<S, C>): Situation<S, C> | null {
  if (now.left.faults === 0) return null;
  return { ...now, left: { ...now.left, faults: now.left.faults - 1 } };
}

/** Every picture a read may show now: the truth, and what a lagging replica has while the budget lasts. */
export function listReadings<S, C>(
  now: Situation<S, C>,
  mayBeStale: boolean,
): readonly { readonly shown: S; readonly after: Situation<S, C> }[] {
  const readings = [{ shown: now.server, after: now }];
  if (mayBeStale && now.left.staleReads > 0 && now.previous !== null) {
    const left = { ...now.left, staleReads: now.left.staleReads - 1 };
    readings.push({ shown: now.previous, after: { ...now, left } });
  }
  return readings;
}
