// Owns: reading the dossier of each pending request, when it is due. Must not: read dossiers nobody waits for.
import { countDueDossiers, listDueDossiers, rescheduleDossier } from '../store/mirror/pull-repo.ts';
import { readEach } from './read-each.ts';
import type { RemoteFailure } from '../ports.ts';
import type { PullContext } from './pull-context.ts';

const DOSSIERS_AT_ONCE = 100;
// Deadline, order and people of a running dossier seldom change, and opening a request reads it anew. Each
// dossier comes round in as many times 3 s as there are dossiers, so age alone never causes more than 1 read in 3 s.
const PAUSE_PER_DOSSIER_MS = 3_000;
const SHORTEST_AGE_MS = 10 * 60_000;
const LONGEST_AGE_MS = 6 * 3_600_000;
// Refused or unreadable now is likely still so in a minute.
const FAILED_AGE_MS = 30 * 60_000;

/** Reads due dossiers, longest waiting first; answers the failure that stopped it, or null. */
export async function pullDossiers(context: PullContext): Promise<RemoteFailure | null> {
  const { connection, accountId, clock, mirror, feed, client, signal } = context;
  const total = countDueDossiers(connection, accountId, clock.wallMs());
  const ageMs = chooseAge(countDueDossiers(connection, accountId, Infinity));
  let done = 0;
  if (total > 0) context.onProgress({ step: 'dossiers', done, total });
  for (;;) {
    const due = listDueDossiers(connection, accountId, clock.wallMs(), DOSSIERS_AT_ONCE);
    if (due.length === 0) return null;
    const failure = await readEach(
      context,
      due,
      (id) => client.getDossier(id, signal),
      (id, outcome) => {
        done += 1;
        context.onProgress({ step: 'dossiers', done, total: Math.max(total, done) });
        if (outcome.kind === 'read') {
          feed.addKeys(mirror.applyDossier(accountId, outcome.value));
          // Spread out, so that what was read in one go does not come due in one go.
          const spread = 0.75 + context.random.fraction() / 2;
          rescheduleDossier(connection, accountId, id, clock.wallMs() + Math.round(ageMs * spread));
        } else if (outcome.failure.code !== 'ABORTED') {
          rescheduleDossier(connection, accountId, id, clock.wallMs() + FAILED_AGE_MS);
        }
      },
    );
    if (failure !== null) return failure;
  }
}

function chooseAge(dossierCount: number): number {
  return Math.min(LONGEST_AGE_MS, Math.max(SHORTEST_AGE_MS, dossierCount * PAUSE_PER_DOSSIER_MS));
}
