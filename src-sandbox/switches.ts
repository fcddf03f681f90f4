// Owns the machinery of assumption switches: what is not published about a service, as typed tables.
// Must know no service and hold no behaviour: rules ask for a value and act on it.

export type Choice<V extends string> = Readonly<{
  question: string;
  values: readonly V[];
  default: V;
}>;
export type Amount = Readonly<{ question: string; min: number; max: number; default: string }>;
type SwitchTable = Readonly<Record<string, Choice<string> | Amount>>;

export function defineChoice<V extends string>(
  question: string,
  values: readonly V[],
  initial: NoInfer<V>,
): Choice<V> {
  return { question, values, default: initial };
}

/** A whole number; `none` is allowed where a limit may be absent and is stored as the maximum. */
export function defineAmount(question: string, min: number, max: number, initial: number): Amount {
  return { question, min, max, default: String(initial) };
}

export const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** The value of a switch: one of its choices, or a number. */
type SwitchValue<E> = E extends Choice<infer V> ? V : E extends Amount ? number : never;

/** The switches of one service with their present values. */
export type Switches<T extends SwitchTable> = Readonly<{
  get: <K extends keyof T>(id: K) => SwitchValue<T[K]>;
  /** Sets a switch from text; returns a sentence when the switch or value does not exist. */
  set: (id: string, value: string) => string | undefined;
  all: () => Readonly<Record<string, string | number>>;
}>;

function parseValue(entry: Choice<string> | Amount, text: string): string | number | undefined {
  if ('values' in entry) return entry.values.includes(text) ? text : undefined;
  if (text === 'none' && entry.max === UNLIMITED) return UNLIMITED;
  if (!/^\d{1,16}$/.test(text)) return undefined;
  const amount = Number(text);
  return amount >= entry.min && amount <= entry.max ? amount : undefined;
}

function describeValues(entry: Choice<string> | Amount): string {
  if ('values' in entry) return entry.values.join(', ');
  return entry.max === UNLIMITED
    ? `a number from ${entry.min}, or none`
    : `${entry.min} to ${entry.max}`;
}

/** Makes the switches of a table, each at its default. */
export function createSwitches<const T extends SwitchTable>(table: T): Switches<T> {
  const values = new Map<string, string | number>();
  for (const [id, entry] of Object.entries(table)) {
    values.set(id, parseValue(entry, entry.default) ?? entry.default);
  }
  return {
    get: (id) => values.get(String(id)) as never,
    set: (id, value) => {
      const entry = Object.hasOwn(table, id) ? table[id] : undefined;
      if (!entry) return `there is no assumption ${id}`;
      const parsed = parseValue(entry, value);
      if (parsed === undefined) return `${id} takes ${describeValues(entry)}, not ${value}`;
      values.set(id, parsed);
      return undefined;
    },
    all: () =>
      Object.fromEntries(
        [...values].map(([id, value]) => [id, value === UNLIMITED ? 'none' : value]),
      ),
  };
}
