// Owns: what a simulated service remembers: every version of every record, who made it, and what our writes did.
// Must not: know services, clients or time beyond the numbers it is given.

export interface Version<T> {
  readonly atMs: number;
  /** null = deleted. */
  readonly value: T | null;
  /** `start`, `colleague`, or the tag of our item. */
  readonly by: string;
}

/** One write of ours that took effect. */
export interface Effect<T> {
  readonly lane: string;
  readonly tag: string;
  readonly atMs: number;
  readonly before: Version<T>;
  readonly after: Version<T>;
  /** What the client had last been shown of the record when it began the write. */
  readonly seen: Shown<T> | null;
  /** Address or name of whoever it hit; null where it hits nobody in particular. */
  readonly hit: string | null;
}

/** A read as it was answered. */
export interface Shown<T> {
  readonly lane: string;
  readonly beganMs: number;
  readonly atMs: number;
  /** The moment whose picture it was; earlier for a replica that lags. */
  readonly asOfMs: number;
  readonly version: Version<T>;
}

export interface RecordBook<T> {
  readonly effects: readonly Effect<T>[];
  readonly reads: readonly Shown<T>[];
  start(lane: string, value: T): void;
  now(lane: string): Version<T>;
  /** The version a replica had then. */
  asOf(lane: string, atMs: number): Version<T>;
  listVersions(lane: string): readonly Version<T>[];
  put(lane: string, atMs: number, value: T | null, by: string): Version<T>;
  noteEffect(effect: Effect<T>): void;
  noteRead(read: Shown<T>): void;
  findLastRead(lane: string, atMs: number): Shown<T> | null;
}

export function createRecordBook<T>(): RecordBook<T> {
  const records = new Map<string, Version<T>[]>();
  const effects: Effect<T>[] = [];
  const reads: Shown<T>[] = [];
  const list = (lane: string): Version<T>[] => {
    const versions = records.get(lane);
    if (versions === undefined) throw new Error(`no record ${lane}`);
    return versions;
  };
  const asOf = (lane: string, atMs: number): Version<T> => {
    const versions = list(lane);
    const found = versions.findLast((version) => version.atMs <= atMs) ?? versions[0];
    if (found === undefined) throw new Error(`no version of ${lane}`);
    return found;
  };
  return {
    effects,
    reads,
    start: (lane, value) => records.set(lane, [{ atMs: 0, value, by: 'start' }]),
    now: (lane) => asOf(lane, Number.POSITIVE_INFINITY),
    asOf,
    listVersions: list,
    put: (lane, atMs, value, by) => {
      const version = { atMs, value, by };
      list(lane).push(version);
      return version;
    },
    noteEffect: (effect) => effects.push(effect),
    noteRead: (read) => reads.push(read),
    findLastRead: (lane, atMs) =>
      reads.findLast((read) => read.lane === lane && read.atMs <= atMs) ?? null,
  };
}
