// Owns: reading many single resources with bounded concurrency and a shared sense of when to stop.
// Must not: know what is read.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { ReadOutcome, RemoteFailure } from '../ports.ts';
import type { PullContext } from './pull-context.ts';

// OUTBOX and PERFORMANCE: few at once; the limiter sets the pace, this the number of open connections.
const CONCURRENCY = 4;
// One broken resource is its own trouble, three in a row are the service's.
const MAX_FAILURES_IN_ROW = 3;

/** Failures that say something about one resource; after any other there is no point in asking for the next. */
const OWN_TROUBLE: readonly ErrorCode[] = [
  'NOT_FOUND',
  'FORBIDDEN',
  'ANSWER_UNEXPECTED',
  'ANSWER_TOO_LARGE',
  'ANSWER_TRUNCATED',
  'ANSWER_NOT_JSON',
  'SERVER_ERROR',
];
const HARMLESS: readonly ErrorCode[] = ['NOT_FOUND', 'FORBIDDEN'];

/** Reads each id and hands its outcome to `onRead`; answers the failure that stopped it early, or null. */
export async function readEach<T>(
  context: Pick<PullContext, 'limiter' | 'report' | 'signal'>,
  ids: readonly string[],
  read: (id: string) => Promise<ReadOutcome<T>>,
  onRead: (id: string, outcome: ReadOutcome<T>) => void,
): Promise<RemoteFailure | null> {
  let next = 0;
  let inRow = 0;
  let stopped: RemoteFailure | null = null;

  async function work(): Promise<void> {
    while (next < ids.length && stopped === null) {
      const id = ids[next] as string;
      next += 1;
      await context.limiter.takeSlot(context.signal);
      if (stopped !== null) return;
      const outcome = await read(id);
      const failure = outcome.kind === 'failed' ? outcome.failure : null;
      context.report(outcome);
      context.limiter.report(failure);
      inRow = failure === null || HARMLESS.includes(failure.code) ? 0 : inRow + 1;
      onRead(id, outcome);
      if (failure === null) continue;
      if (!OWN_TROUBLE.includes(failure.code) || inRow >= MAX_FAILURES_IN_ROW) stopped ??= failure;
    }
  }

  async function guard(task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      next = ids.length;
      throw error;
    }
  }

  // All workers end before this does: nothing may write after the caller has been told.
  const ends = await Promise.allSettled(Array.from({ length: CONCURRENCY }, () => guard(work)));
  for (const end of ends) {
    if (end.status === 'fulfilled') continue;
    if (!(end.reason instanceof CodedError)) throw end.reason;
    stopped ??= createFailure(end.reason.error.code);
  }
  return stopped;
}

function createFailure(code: ErrorCode): RemoteFailure {
  return { code, status: null, retryAfterMs: null, serverMessage: null };
}
