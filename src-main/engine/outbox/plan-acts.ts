// Owns: what a person may do to a plan as a whole: withdraw, send now, put away. Must not: undo what was applied.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { NEEDS_PERSON_STATES } from '../../../src-shared/domain/outbox-item.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { OutboxRun } from './outbox-ports.ts';

/**
 * Withdraws the calls that were never sent; what was applied stays, and the entry says so. A call on its way keeps
 * the wish: without effect it is not sent again. DECISION_SENT when there was nothing left to withdraw.
 */
export function cancelPlan(run: OutboxRun, calls: readonly OpRecord[]): void {
  const cancelled = run.ops.inTransaction(() => withdrawUnsent(run, calls));
  run.poke();
  if (cancelled > 0 || calls.some(({ core }) => core.state === 'CANCELLED')) return;
  throw new CodedError('DECISION_SENT', 'Every call of the plan may have been sent already');
}

/** From the last to the first, so that none is blocked by a withdrawn predecessor. */
function withdrawUnsent(run: OutboxRun, calls: readonly OpRecord[]): number {
  let cancelled = 0;
  for (const { opId, restedMs } of calls.toReversed()) {
    if (restedMs !== null) continue;
    const { record } = run.commit(opId, { type: 'cancel' });
    if (record.core.state === 'CANCELLED') cancelled += 1;
  }
  return cancelled;
}

/** Ends the undo window or the back-off of every call that waits. NOT_ALLOWED when none does. */
export function sendPlanNow(run: OutboxRun, calls: readonly OpRecord[]): void {
  const [first] = calls;
  if (first === undefined) return;
  run.blocks.unblock(first.accountId);
  const waiting = calls.filter(({ opId, core }) => {
    const state = run.lanes.find(opId)?.state;
    return state === 'QUEUED' || state === 'WAITING' || core.blockedWhy === 'salvaged';
  });
  if (waiting.length === 0) throw new CodedError('NOT_ALLOWED', 'No call of the plan waits');
  run.ops.inTransaction(() => {
    for (const { opId } of waiting) run.commit(opId, { type: 'send-now' });
  });
  run.getBreaker(first.accountId).wake();
  run.poke();
}

/** Puts a plan away that stopped; its calls that were never sent are withdrawn. NOT_ALLOWED while it did not stop. */
export function dismissPlan(run: OutboxRun, calls: readonly OpRecord[]): void {
  const stopped = calls.filter(({ core }) => NEEDS_PERSON_STATES.includes(core.state));
  if (stopped.length === 0) {
    throw new CodedError('NOT_ALLOWED', 'The plan does not wait for a person');
  }
  run.ops.inTransaction(() => {
    for (const { opId, core } of stopped) {
      if (!core.isDismissed) run.commit(opId, { type: 'dismiss' });
    }
    withdrawUnsent(run, calls);
  });
  run.poke();
}
