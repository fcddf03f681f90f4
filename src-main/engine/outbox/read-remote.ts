// Owns: one read of an item's server side, with what its failure means for the account. Must not: judge a reading.
import { classifyReadFailure } from './answer-class.ts';
import type { ExchangeFacts, ReadOutcome } from '../ports.ts';
import type { AnyReading } from './kinds/registry.ts';
import type { WorkOp } from './load-op.ts';
import type { OutboxRun } from './outbox-ports.ts';

export type RemoteReading =
  | ({ readonly kind: 'read'; readonly value: AnyReading } & ExchangeFacts)
  /** The service's own word about the item. */
  | ({ readonly kind: 'gone' | 'forbidden' } & ExchangeFacts)
  /** The account was blocked. */
  | { readonly kind: 'blocked' }
  /** Nothing learnt; the account's breaker says when to try again. */
  | { readonly kind: 'failed' }
  /** The outbox is stopping. */
  | { readonly kind: 'aborted' };

/** Reads once; a 401 is asked again once with a fresh token. Reports to connectivity and the breaker. */
export async function readRemote(run: OutboxRun, work: WorkOp): Promise<RemoteReading> {
  const { accountId } = work.record;
  const breaker = run.getBreaker(accountId);
  let outcome = await readAndReport(run, work);
  if (outcome.kind === 'failed' && classifyReadFailure(outcome.failure) === 'unauthorized') {
    outcome = await readAndReport(run, work);
  }
  if (outcome.kind === 'read') {
    breaker.succeed();
    return outcome;
  }
  const problem = classifyReadFailure(outcome.failure);
  switch (problem) {
    case 'gone':
    case 'forbidden':
      breaker.succeed();
      return { ...pickFacts(outcome), kind: problem };
    case 'unauthorized':
    case 'account-disabled':
      breaker.succeed();
      run.blocks.block(accountId, problem === 'unauthorized' ? 'auth' : 'account-disabled');
      return { kind: 'blocked' };
    case 'aborted':
      breaker.cancel();
      return { kind: 'aborted' };
    case 'unreachable':
      noteFailure(run, accountId, outcome.failure.retryAfterMs);
      return { kind: 'failed' };
  }
}

/** A failed exchange counts for the account's back-off; a Retry-After is a floor for all its lanes. */
export function noteFailure(run: OutboxRun, accountId: string, retryAfterMs: number | null): void {
  const breaker = run.getBreaker(accountId);
  const monoMs = run.world.clock.monoMs();
  breaker.fail(monoMs);
  if (retryAfterMs !== null) breaker.hold(monoMs, retryAfterMs);
}

async function readAndReport(run: OutboxRun, work: WorkOp): Promise<ReadOutcome<AnyReading>> {
  const outcome = await work.opened.read(work.client, run.readSignal);
  if (!run.isStopping()) run.connectivity.report(work.record.accountId, outcome);
  return outcome;
}

function pickFacts(facts: ExchangeFacts): ExchangeFacts {
  const { beganMonoMs, tookMs, status, serverDateMs } = facts;
  return { beganMonoMs, tookMs, status, serverDateMs };
}
