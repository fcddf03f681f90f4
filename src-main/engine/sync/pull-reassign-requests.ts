// Owns: one look at a service: list, then details, then dossiers. Must not: decide when to look.
import { readLastPull, saveLastPull } from '../store/mirror/pull-repo.ts';
import { createChangeFeed } from './change-feed.ts';
import { pullDetails } from './pull-details.ts';
import { pullDossiers } from './pull-dossiers.ts';
import { pullList } from './pull-list.ts';
import type { Publish, RemoteFailure } from '../ports.ts';
import type { PullContext, PullResult } from './pull-context.ts';

export interface PullOptions extends Omit<PullContext, 'feed'> {
  readonly publish: Publish;
  /** Called when list and details are in: the data is now as old as this moment (wall milliseconds). */
  readonly onCurrent?: (completedMs: number) => void;
}

/**
 * Brings the mirror up to what the service says. What is applied before a failure or a cancel stays; what vanished
 * is judged only after a whole list, by reading it. Never throws for anything the server may send.
 */
export async function pullReassignRequests(options: PullOptions): Promise<PullResult> {
  const { connection, accountId, clock, publish } = options;
  const before = readLastPull(connection, accountId);
  const countsArrivals = before.completedMs !== null;
  const feed = createChangeFeed({ publish, clock, countsArrivals });
  const context: PullContext = { ...options, feed };
  try {
    const list = await pullList(context);
    const result = { listedCount: list.count, unreadableCount: list.unreadableCount };
    if (list.failure !== null) return { ...result, ...conclude(context, list.failure) };
    const details = await pullDetails(context, list);
    const unreadableCount = list.unreadableCount + details.unreadableCount;
    if (details.failure !== null) {
      return { ...result, unreadableCount, ...conclude(context, details.failure) };
    }
    const completedMs = clock.wallMs();
    const { serverDateMs: serverMs, count } = list;
    saveLastPull(connection, accountId, { completedMs, serverMs, count });
    options.onCurrent?.(completedMs);
    const failure = await pullDossiers(context);
    return { ...result, unreadableCount, ...conclude(context, failure) };
  } finally {
    feed.finish();
  }
}

function conclude(
  { feed, signal }: PullContext,
  failure: RemoteFailure | null,
): Pick<PullResult, 'failure' | 'changedCount'> {
  const aborted: RemoteFailure = {
    code: 'ABORTED',
    status: null,
    retryAfterMs: null,
    serverMessage: null,
  };
  return { failure: signal.aborted ? aborted : failure, changedCount: feed.changedCount };
}
