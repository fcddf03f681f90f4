// Owns: one look at a SigningHub account: the list page by page, then changed and vanished workflows, then whom the
// palette offers. Must not: decide when to look, or hold a whole list in memory.
import { createPackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { saveLastPull } from '../store/mirror/pull-repo.ts';
import {
  countStalePackages,
  listOldPackages,
  listStalePackages,
  listVanishedPackages,
  markPackageUnlisted,
  STALE_PASSES,
} from '../store/mirror/package-pull-repo.ts';
import { breathe } from './breathe.ts';
import { createPackageFeed } from './package-feed.ts';
import { pullDirectory } from './pull-directory.ts';
import { readEach } from './read-each.ts';
import type { ReadOutcome, ReadPackage, RemoteFailure } from '../ports.ts';
import type { PackageFeed } from './package-feed.ts';
import type { PullPackagesOptions } from './package-pull-context.ts';
import type { PullResult } from './pull-context.ts';

/** What the steps of one pull share. */
interface Pull extends PullPackagesOptions {
  readonly feed: PackageFeed;
  /** Names this pull; larger than every earlier one's. */
  readonly mark: number;
}

// One page is a few hundred kilobytes at most and is applied in a few milliseconds.
const RECORDS_PER_PAGE = 100;
const MAX_PAGES = 10_000;
const STALE_AT_ONCE = 200;
// A list that is suddenly (nearly) empty may be the service's mistake: settle it slowly, 200 reads a pull.
const MAX_SETTLED = 200;
// Acts of recipients need not move the change time; each open package is looked at this often, few a pull.
const OLD_AFTER_MS = 15 * 60_000;
const MAX_OLD = 25;

/**
 * Brings the mirror up to what the service says. What is applied before a failure or a cancel stays; what vanished
 * is judged only after a whole list, by reading it. Never throws for anything the server may send.
 */
export async function pullPackages(options: PullPackagesOptions): Promise<PullResult> {
  const { connection, accountId, clock, publish } = options;
  const feed = createPackageFeed(publish, clock);
  const pull: Pull = { ...options, feed, mark: Math.round(clock.wallMs()) };
  try {
    const list = await pullPages(pull);
    const { listedCount } = list;
    if (list.failure !== null) return conclude(pull, list.failure, list);
    const details = await pullWorkflows(pull);
    const unreadableCount = list.unreadableCount + details.unreadableCount;
    if (details.failure !== null) {
      return conclude(pull, details.failure, { listedCount, unreadableCount });
    }
    const completedMs = Math.round(clock.wallMs());
    saveLastPull(connection, accountId, {
      completedMs,
      serverMs: list.serverDateMs,
      count: listedCount,
    });
    options.onCurrent?.(completedMs);
    const failure = await pullDirectory(pull);
    return conclude(pull, failure, { listedCount, unreadableCount });
  } finally {
    feed.finish();
  }
}

function conclude(
  { feed, signal }: Pull,
  failure: RemoteFailure | null,
  counts: Pick<PullResult, 'listedCount' | 'unreadableCount'>,
): PullResult {
  const { listedCount, unreadableCount } = counts;
  const aborted = {
    code: 'ABORTED',
    status: null,
    retryAfterMs: null,
    serverMessage: null,
  } as const;
  return {
    failure: signal.aborted ? aborted : failure,
    changedCount: feed.changedCount,
    listedCount,
    unreadableCount,
  };
}

interface ListReading extends Pick<PullResult, 'failure' | 'listedCount' | 'unreadableCount'> {
  readonly serverDateMs: number | null;
}

/** Page by page until one is not full. Rows that move between pages meanwhile are settled by reading them. */
async function pullPages(pull: Pull): Promise<ListReading> {
  const { client, packages, feed, accountId, mark, signal, limiter } = pull;
  const reading = { listedCount: 0, unreadableCount: 0, serverDateMs: null as number | null };
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    if (signal.aborted) break;
    await takeSlot(pull);
    const outcome = await client.listPackages(page, RECORDS_PER_PAGE, signal);
    pull.report(outcome);
    limiter.report(outcome.kind === 'failed' ? outcome.failure : null);
    if (outcome.kind === 'failed') return { ...reading, failure: outcome.failure };
    const { rows, unreadableCount, total } = outcome.value;
    const { changed, seenFirst } = packages.applyListed(accountId, rows, mark);
    feed.add(changed);
    reading.listedCount += seenFirst;
    reading.unreadableCount += unreadableCount;
    reading.serverDateMs = outcome.serverDateMs;
    pull.onProgress({ step: 'list', done: reading.listedCount, total });
    await breathe();
    const isFull = rows.length + unreadableCount >= RECORDS_PER_PAGE;
    // A service that answers every page alike never comes to an end.
    if (!isFull || seenFirst === 0) break;
  }
  return { ...reading, failure: null };
}

/** A cancel while waiting ends the loop at its next look at the signal. */
async function takeSlot({ limiter, signal }: Pull): Promise<void> {
  try {
    await limiter.takeSlot(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

interface DetailReading {
  readonly failure: RemoteFailure | null;
  readonly unreadableCount: number;
}

async function pullWorkflows(pull: Pull): Promise<DetailReading> {
  const { connection, accountId, clock, mark } = pull;
  const vanished = listVanishedPackages(connection, accountId, mark, MAX_SETTLED);
  const old = listOldPackages(connection, accountId, clock.wallMs() - OLD_AFTER_MS, MAX_OLD);
  const total = countStalePackages(connection, accountId) + vanished.length + old.length;
  const tally = { done: 0, total, unreadableCount: 0 };
  pull.onProgress({ step: 'details', done: 0, total });
  let failure = await readWorkflows(pull, vanished, tally, (packageId) =>
    markPackageUnlisted(connection, accountId, packageId),
  );
  for (const pass of STALE_PASSES) {
    let after = -1;
    while (failure === null && !pull.signal.aborted) {
      const stale = listStalePackages(connection, accountId, pass, after, STALE_AT_ONCE);
      const last = stale.at(-1);
      if (last === undefined) break;
      const ids = stale.map((row) => row.package_id);
      failure = await readWorkflows(pull, ids, tally);
      after = last.row_id;
    }
  }
  if (failure === null && !pull.signal.aborted) failure = await readWorkflows(pull, old, tally);
  return { failure, unreadableCount: tally.unreadableCount };
}

/** `onFound` is told of each package that could be read. */
async function readWorkflows(
  pull: Pull,
  ids: readonly string[],
  tally: { done: number; readonly total: number; unreadableCount: number },
  onFound?: (packageId: string) => void,
): Promise<RemoteFailure | null> {
  const { client, signal } = pull;
  return await readEach(
    pull,
    ids,
    (id) => client.getWorkflow(id, signal),
    (id, outcome) => {
      tally.done += 1;
      pull.onProgress({
        step: 'details',
        done: tally.done,
        total: Math.max(tally.total, tally.done),
      });
      if (applyOutcome(pull, id, outcome) === 'unreadable') tally.unreadableCount += 1;
      if (outcome.kind === 'read') onFound?.(id);
    },
  );
}

function applyOutcome(
  { packages, feed, accountId }: Pull,
  id: string,
  outcome: ReadOutcome<ReadPackage>,
): 'unreadable' | 'applied' | 'failed' {
  if (outcome.kind === 'read') {
    const isChanged = packages.applyPackage(accountId, outcome.value, outcome);
    if (isChanged) feed.add([createPackageKey(accountId, id)]);
    return outcome.value.unreadable === null ? 'applied' : 'unreadable';
  }
  const { code } = outcome.failure;
  if (isGone(outcome.failure)) {
    const isNews = packages.markGone(accountId, id, outcome.beganMonoMs);
    if (isNews) feed.add([createPackageKey(accountId, id)]);
  }
  return code.startsWith('ANSWER_') ? 'unreadable' : 'failed';
}

/** Not known any more, or not this user's any more (spec §4.1); a disabled account says nothing about a package. */
export function isGone({ code, serverMessage }: RemoteFailure): boolean {
  if (code === 'NOT_FOUND') return true;
  return code === 'FORBIDDEN' && serverMessage === 'Document does not belong to user';
}
