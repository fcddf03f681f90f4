// Owns: reading single requests: those the list says too little about, and those that vanished from it.
// Must not: delete anything; a request the service no longer knows is marked as gone.
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { isDetailStale, listStaleUnlisted, markUnlisted } from '../store/mirror/pull-repo.ts';
import { readEach } from './read-each.ts';
import type { RemoteFailure } from '../ports.ts';
import type { ListReading } from './pull-list.ts';
import type { PullContext } from './pull-context.ts';

export interface DetailReading {
  readonly failure: RemoteFailure | null;
  readonly unreadableCount: number;
}

// A list without fields hides changes of an undecided request, so its detail is looked at this often.
const THIN_DETAIL_FRESH_MS = 5 * 60_000;
// A pending request outside the list (opened by its id) is looked at this often.
const UNLISTED_FRESH_MS = 10 * 60_000;
// A list that is suddenly (nearly) empty may be the service's mistake: settle it slowly, 200 reads a pull.
const MAX_SETTLED = 200;

// A thin element's hash says nothing about the request, so none is kept.
const NO_SOURCE = new Uint8Array();

/** Reads what the list left open. */
export async function pullDetails(context: PullContext, list: ListReading): Promise<DetailReading> {
  const { connection, accountId, clock, mirror, feed, client, signal } = context;
  const nowMs = clock.wallMs();
  const thin = list.thinIds.filter((id) =>
    isDetailStale(connection, accountId, id, nowMs - THIN_DETAIL_FRESH_MS),
  );
  const vanished = new Set(list.vanishedIds.slice(0, MAX_SETTLED));
  const unlisted = listStaleUnlisted(connection, accountId, nowMs - UNLISTED_FRESH_MS, MAX_SETTLED);
  const ids = [...new Set([...thin, ...vanished, ...unlisted])];
  const listed = new Set(thin);
  let done = 0;
  let unreadableCount = 0;
  context.onProgress({ step: 'details', done, total: ids.length });
  const failure = await readEach(
    context,
    ids,
    (id) => client.getReassignRequest(id, signal),
    (id, outcome) => {
      done += 1;
      context.onProgress({ step: 'details', done, total: ids.length });
      if (outcome.kind === 'read') {
        if (listed.has(id)) {
          const element = { read: outcome.value, sourceHash: NO_SOURCE };
          feed.add(mirror.applyListed(accountId, [element], outcome.beganMonoMs));
        } else {
          feed.add([mirror.applyRequest(accountId, outcome.value, outcome.beganMonoMs)]);
        }
        if (vanished.has(id)) markUnlisted(connection, accountId, id);
      } else if (outcome.failure.code === 'NOT_FOUND') {
        const isNews = mirror.markGone(accountId, id, outcome.beganMonoMs);
        if (isNews) feed.addKeys([createRequestKey(accountId, id)]);
      } else if (outcome.failure.code.startsWith('ANSWER_')) unreadableCount += 1;
    },
  );
  return { failure, unreadableCount };
}
