// Owns: what a person may do to a queued item: withdraw, send now, put away. Must not: allow what the table forbids.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { IN_FLIGHT_STATES, RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { isReadable } from '../store/outbox/op-repo.ts';
import { listAllowedActs } from './allowed-acts.ts';
import { cancelPlan, dismissPlan, sendPlanNow } from './plan-acts.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** Withdraws what has not left; otherwise records the wish and throws DECISION_SENT. */
export function cancelOp(run: OutboxRun, opId: string): void {
  const calls = run.ops.listOfGroup(opId);
  if (calls.length > 0) return cancelPlan(run, calls);
  const record = findOp(run, opId);
  if (record.core.state === 'CANCELLED') return;
  if (RESTING_STATES.includes(record.core.state)) throw createSentError();
  const { record: after } = run.commit(opId, { type: 'cancel' });
  run.poke();
  if (after.core.state !== 'CANCELLED') throw createSentError();
}

/** Ends the undo window or the back-off. Items on their way throw DECISION_SENT, those at rest NOT_ALLOWED. */
export function sendOpNow(run: OutboxRun, opId: string): void {
  const calls = run.ops.listOfGroup(opId);
  if (calls.length > 0) return sendPlanNow(run, calls);
  const record = findOp(run, opId);
  if (IN_FLIGHT_STATES.includes(record.core.state)) throw createSentError();
  if (!listAllowedActs(record.core).canRetry) {
    throw new CodedError('NOT_ALLOWED', 'The item cannot be sent in this state');
  }
  if (record.core.state === 'BLOCKED') run.blocks.unblock(record.accountId);
  run.commit(opId, { type: 'send-now' });
  run.getBreaker(record.accountId).wake();
  run.poke();
}

export function sendAllNow(run: OutboxRun): void {
  const items = run.lanes.listAll();
  for (const accountId of new Set(items.map((item) => item.accountId))) {
    run.blocks.unblock(accountId);
    run.getBreaker(accountId).wake();
  }
  run.ops.inTransaction(() => {
    for (const { opId } of items) {
      const state = run.lanes.find(opId)?.state;
      if (state === 'QUEUED' || state === 'WAITING') run.commit(opId, { type: 'send-now' });
    }
  });
  run.poke();
}

/** Puts an item away that waits for a person; the server's state stands. Otherwise NOT_ALLOWED. */
export function dismissOp(run: OutboxRun, opId: string): void {
  const calls = run.ops.listOfGroup(opId);
  if (calls.length > 0) return dismissPlan(run, calls);
  const record = findOp(run, opId);
  if (record.core.isDismissed) return;
  if (!listAllowedActs(record.core).canDismiss) {
    throw new CodedError('NOT_ALLOWED', 'The item does not wait for a person');
  }
  run.commit(opId, { type: 'dismiss' });
}

function findOp(run: OutboxRun, opId: string): OpRecord {
  const record = run.ops.find(opId);
  if (record === null || !isReadable(record)) {
    throw new CodedError('NOT_FOUND', 'No such item in the outbox');
  }
  return record;
}

function createSentError(): CodedError {
  return new CodedError('DECISION_SENT', 'The decision may have been sent already');
}
