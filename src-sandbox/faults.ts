// Owns the ordered list of fault rules and decides which of them a request meets. Knows no service;
// acting on a fault is play-fault.ts's work.
import { z } from 'zod';

const ms = z.number().int().min(0).max(86_400_000);
const headers = z.record(z.string(), z.string());

/** Every fault a rule may name. `latency` and `stale-read` let later rules apply too. */
const faultSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('latency'), ms }),
  z.strictObject({ type: z.literal('stale-read'), ms }),
  z.strictObject({ type: z.literal('refuse'), forMs: ms.optional() }),
  z.strictObject({ type: z.literal('reset-before') }),
  z.strictObject({ type: z.literal('reset-after') }),
  z.strictObject({ type: z.literal('hang'), isApplied: z.boolean().default(false) }),
  z.strictObject({ type: z.literal('cut'), atByte: z.number().int().min(0) }),
  z.strictObject({ type: z.literal('drip'), bytes: z.number().int().min(1), everyMs: ms }),
  z.strictObject({
    type: z.literal('status'),
    status: z.number().int().min(200).max(599),
    when: z.enum(['before', 'after']).default('before'),
    body: z.unknown().optional(),
    headers: headers.optional(),
  }),
  z.strictObject({ type: z.literal('malformed') }),
  z.strictObject({ type: z.literal('truncated') }),
  z.strictObject({ type: z.literal('captive-portal') }),
  z.strictObject({ type: z.literal('oversized'), sizeBytes: z.number().int().min(2) }),
  z.strictObject({ type: z.literal('content-type'), value: z.string() }),
  z.strictObject({
    type: z.literal('redirect'),
    location: z.string(),
    status: z.number().int().min(300).max(399).default(302),
  }),
  z.strictObject({
    type: z.literal('retry-after'),
    value: z.string(),
    status: z.number().int().min(400).max(599).default(429),
  }),
  z.strictObject({
    type: z.literal('unknown-enum'),
    field: z.string().default('state'),
    value: z.string().default('escalated'),
  }),
  z.strictObject({ type: z.literal('extra-fields'), fields: z.record(z.string(), z.unknown()) }),
  z.strictObject({ type: z.literal('missing-fields'), fields: z.array(z.string()).min(1) }),
  z.strictObject({
    type: z.literal('late-apply'),
    afterMs: ms,
    answer: z.union([z.literal('reset'), z.literal('hang'), z.number().int().min(200).max(599)]),
  }),
]);

export type Fault = z.infer<typeof faultSchema>;

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source).source.length > 0;
  } catch {
    return false;
  }
}

/**
 * Which requests a rule meets. `path` is a prefix and `pattern` a regular expression; both see the
 * path with and without the service's base path. `nth` counts matching requests from 1 and alone
 * means that one only; `times` limits how often the rule acts.
 */
export const ruleSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().toUpperCase().optional(),
      path: z.string().optional(),
      pattern: z.string().refine(isRegularExpression, 'is not a regular expression').optional(),
      nth: z.number().int().min(1).optional(),
      times: z.number().int().min(1).optional(),
    })
    .default({}),
  fault: faultSchema,
});

export type FaultRule = z.infer<typeof ruleSchema>;

/** What one request meets: waits and staleness add up, then at most one fault acts. */
type FaultPlan = Readonly<{
  latencyMs: number;
  staleMs: number;
  fault: Exclude<Fault, { type: 'latency' } | { type: 'stale-read' }> | undefined;
}>;

export type Faults = Readonly<{
  set: (rules: readonly FaultRule[]) => void;
  add: (rule: FaultRule) => void;
  /** The rules with how many requests each has matched and met. */
  list: () => readonly (FaultRule & { matched: number; acted: number })[];
  /** Decides for one request and counts it. `paths` are the same path with and without its base. */
  plan: (method: string, paths: readonly string[]) => FaultPlan;
}>;

type Counted = { rule: FaultRule; matched: number; acted: number };

function matchesRequest({ match }: FaultRule, method: string, paths: readonly string[]): boolean {
  const { path, pattern } = match;
  if (match.method !== undefined && match.method !== method) return false;
  if (path !== undefined && !paths.some((one) => one.startsWith(path))) return false;
  return pattern === undefined || paths.some((one) => new RegExp(pattern).test(one));
}

function isDue(counted: Counted): boolean {
  const { nth, times } = counted.rule.match;
  const first = nth ?? 1;
  const limit = times ?? (nth === undefined ? Number.POSITIVE_INFINITY : 1);
  return counted.matched >= first && counted.acted < limit;
}

export function createFaults(): Faults {
  let rules: Counted[] = [];
  const count = (rule: FaultRule): Counted => ({ rule, matched: 0, acted: 0 });
  return {
    set: (next) => {
      rules = next.map(count);
    },
    add: (rule) => {
      rules.push(count(rule));
    },
    list: () => rules.map(({ rule, matched, acted }) => ({ ...rule, matched, acted })),
    plan: (method, paths) => {
      let latencyMs = 0;
      let staleMs = 0;
      for (const counted of rules) {
        if (!matchesRequest(counted.rule, method, paths)) continue;
        counted.matched += 1;
        if (!isDue(counted)) continue;
        counted.acted += 1;
        const { fault } = counted.rule;
        if (fault.type === 'latency') latencyMs += fault.ms;
        else if (fault.type === 'stale-read') staleMs += fault.ms;
        else return { latencyMs, staleMs, fault };
      }
      return { latencyMs, staleMs, fault: undefined };
    },
  };
}
