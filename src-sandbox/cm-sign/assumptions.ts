// Owns the switches for everything the public material leaves open (specification section 12), as
// one typed table. Must hold no behaviour: routes and rules ask for a value and act on it.

type Choice<V extends string> = Readonly<{ question: string; values: readonly V[]; default: V }>;
type Amount = Readonly<{ question: string; min: number; max: number; default: string }>;

function defineChoice<V extends string>(
  question: string,
  values: readonly V[],
  initial: NoInfer<V>,
): Choice<V> {
  return { question, values, default: initial };
}

/** A whole number; `none` is allowed where a limit may be absent and is stored as the maximum. */
function defineAmount(question: string, min: number, max: number, initial: number): Amount {
  return { question, min, max, default: String(initial) };
}

const UNLIMITED = Number.MAX_SAFE_INTEGER;

/**
 * Every switch: question, allowed values and default. A5 (audit download), A7 (create dossier) and
 * A13 (invite body) are absent because the endpoints they concern are not served.
 */
export const ASSUMPTIONS = {
  A1: defineAmount('longest token life in seconds', 1, UNLIMITED, UNLIMITED),
  A2: defineAmount('leeway on nbf, iat and exp in seconds', 0, 86_400, 60),
  A3: defineChoice('status for a bad or missing token', ['401', '403'], '401'),
  A4: defineChoice('is GET /dossiers served', ['off', 'on'], 'off'),
  A6: defineChoice('accepted locales', ['xx-XX', 'any'], 'xx-XX'),
  A8: defineChoice('team and reassignable in a dossier', ['echo', 'omit'], 'echo'),
  A9: defineChoice(
    'original invitee while pending',
    ['reassigned-read-only', 'reassigned', 'unchanged'],
    'reassigned-read-only',
  ),
  A10: defineChoice('accepted authenticationMethods', ['any', 'none'], 'any'),
  A11: defineChoice('stateComment of a declining invitee', ['comment', 'null'], 'comment'),
  A12: defineChoice('forbidden change of a pending dossier', ['refuse', 'ignore'], 'refuse'),
  A14: defineChoice(
    'list order and content',
    ['newest', 'oldest', 'newest-pending', 'shuffled'],
    'newest',
  ),
  A15: defineChoice('answer to a decision', ['200', '200-empty', '204'], '200'),
  A16: defineChoice(
    'while pending: old invites and further requests',
    ['blocked', 'open'],
    'blocked',
  ),
  A17: defineChoice('position of the new invitee', ['copied', 'last', 'null'], 'copied'),
  A18: defineChoice(
    'foreign request / own but not permitted',
    ['404/403', '404/404', '403/403'],
    '404/403',
  ),
  A19: defineChoice(
    'request no longer decidable',
    ['400', '403', '404', '409', '422', 'overwrite'],
    '400',
  ),
  A20: defineChoice('status for invalid input', ['400', '422'], '400'),
  A21: defineChoice('surplus fields', ['ignore', 'refuse'], 'ignore'),
  A22: defineChoice('answer to deleting a webhook', ['200', '204'], '200'),
  A23: defineAmount('webhook tries before giving up', 1, 20, 5),
  'A23.pauseMs': defineAmount(
    'first pause between webhook tries, doubled each time',
    0,
    3_600_000,
    1000,
  ),
  'A23.timeoutMs': defineAmount('time for one webhook try', 1, 600_000, 10_000),
  'A23.eventId': defineChoice('event id on a retry', ['same', 'fresh'], 'same'),
  A24: defineChoice('other event payloads', ['objects', 'bare'], 'objects'),
  A25: defineChoice('field errors in error bodies', ['on', 'off'], 'on'),
  A26: defineChoice('request id header', ['none', 'x-request-id'], 'none'),
  A27: defineChoice('order of Pending Tasks', ['newest', 'oldest'], 'newest'),
  A28: defineAmount('longest decline reason', 1, UNLIMITED, 1000),
  'A28.unit': defineChoice('what counts as a character', ['code-points', 'utf-16'], 'code-points'),
  A29: defineChoice('message before a decision', ['typed', 'null'], 'typed'),
  'webhook.loopback': defineChoice('http://127.0.0.1 as webhook target', ['off', 'on'], 'off'),
} as const;

type Table = typeof ASSUMPTIONS;
type AssumptionId = keyof Table;

/** The value of a switch: one of its choices, or a number. */
type AssumptionValue<K extends AssumptionId> =
  Table[K] extends Choice<infer V> ? V : Table[K] extends Amount ? number : never;

export type Assumptions = Readonly<{
  get: <K extends AssumptionId>(id: K) => AssumptionValue<K>;
  /** Sets a switch from text; returns a sentence when the switch or value does not exist. */
  set: (id: string, value: string) => string | undefined;
  all: () => Readonly<Record<string, string | number>>;
}>;

function parseValue(id: AssumptionId, text: string): string | number | undefined {
  const entry: Choice<string> | Amount = ASSUMPTIONS[id];
  if ('values' in entry) return entry.values.includes(text) ? text : undefined;
  if (text === 'none' && entry.max === UNLIMITED) return UNLIMITED;
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const amount = Number(text);
  return amount >= entry.min && amount <= entry.max ? amount : undefined;
}

function describeValues(id: AssumptionId): string {
  const entry: Choice<string> | Amount = ASSUMPTIONS[id];
  if ('values' in entry) return entry.values.join(', ');
  return entry.max === UNLIMITED
    ? `a number from ${entry.min}, or none`
    : `${entry.min} to ${entry.max}`;
}

function isAssumptionId(id: string): id is AssumptionId {
  return Object.hasOwn(ASSUMPTIONS, id);
}

export function createAssumptions(): Assumptions {
  const values = new Map<string, string | number>();
  for (const id of Object.keys(ASSUMPTIONS) as AssumptionId[]) {
    values.set(id, parseValue(id, ASSUMPTIONS[id].default) ?? ASSUMPTIONS[id].default);
  }
  return {
    get: <K extends AssumptionId>(id: K) => values.get(id) as AssumptionValue<K>,
    set: (id, value) => {
      if (!isAssumptionId(id)) return `there is no assumption ${id}`;
      const parsed = parseValue(id, value);
      if (parsed === undefined) return `${id} takes ${describeValues(id)}, not ${value}`;
      values.set(id, parsed);
      return undefined;
    },
    all: () =>
      Object.fromEntries(
        [...values].map(([id, value]) => [id, value === UNLIMITED ? 'none' : value]),
      ),
  };
}
