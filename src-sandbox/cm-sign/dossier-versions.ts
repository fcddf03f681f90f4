// Owns the stored versions of changed dossiers, with when each came about, so that a stale read can be
// served. Knows nothing of the sample.
import type { Dossier } from './model.ts';

// Enough for any staleness a test asks for; older versions are dropped.
const VERSIONS_KEPT = 32;

type Version = Readonly<{ sinceMs: number; dossier: Dossier }>;

export type DossierVersions = Readonly<{
  isEmpty: () => boolean;
  /** The version of `staleMs` of real time ago; undefined when there was none yet. */
  find: (id: string, staleMs: number) => Dossier | undefined;
  put: (dossier: Dossier) => void;
  latest: () => Iterable<Dossier>;
}>;

export function createDossierVersions(): DossierVersions {
  const versionsById = new Map<string, Version[]>();
  return {
    isEmpty: () => versionsById.size === 0,
    find: (id, staleMs) => {
      const versions = versionsById.get(id);
      if (staleMs === 0) return versions?.at(-1)?.dossier;
      const moment = performance.now() - staleMs;
      return versions?.findLast((version) => version.sinceMs <= moment)?.dossier;
    },
    put: (dossier) => {
      const versions = versionsById.get(dossier.id) ?? [];
      versions.push({ sinceMs: performance.now(), dossier });
      if (versions.length > VERSIONS_KEPT) versions.shift();
      versionsById.set(dossier.id, versions);
    },
    *latest() {
      for (const versions of versionsById.values()) {
        const version = versions.at(-1);
        if (version) yield version.dossier;
      }
    },
  };
}
