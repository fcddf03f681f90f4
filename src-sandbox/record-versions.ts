// Owns the stored versions of changed records, with when each came about, so that a stale read can be
// served. Knows nothing of the sample or of what the records are.

// Enough for any staleness a test asks for; older versions are dropped.
const VERSIONS_KEPT = 32;

type Version<T> = Readonly<{ sinceMs: number; record: T }>;

export type RecordVersions<T extends Readonly<{ id: string | number }>> = Readonly<{
  isEmpty: () => boolean;
  has: (id: T['id']) => boolean;
  /** The version of `staleMs` of real time ago; undefined when there was none yet. */
  find: (id: T['id'], staleMs: number) => T | undefined;
  put: (record: T) => void;
  latest: () => Iterable<T>;
}>;

export function createRecordVersions<
  T extends Readonly<{ id: string | number }>,
>(): RecordVersions<T> {
  const versionsById = new Map<T['id'], Version<T>[]>();
  return {
    isEmpty: () => versionsById.size === 0,
    has: (id) => versionsById.has(id),
    find: (id, staleMs) => {
      const versions = versionsById.get(id);
      if (staleMs === 0) return versions?.at(-1)?.record;
      const moment = performance.now() - staleMs;
      return versions?.findLast((version) => version.sinceMs <= moment)?.record;
    },
    put: (record) => {
      const versions = versionsById.get(record.id) ?? [];
      versions.push({ sinceMs: performance.now(), record });
      if (versions.length > VERSIONS_KEPT) versions.shift();
      versionsById.set(record.id, versions);
    },
    *latest() {
      for (const versions of versionsById.values()) {
        const version = versions.at(-1);
        if (version) yield version.record;
      }
    },
  };
}
