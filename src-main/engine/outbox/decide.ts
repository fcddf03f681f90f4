// Owns: taking a person's decisions into the outbox: every check, then one durable commit for all of them.
// Must not: answer before the commit, or touch the mirror.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { findDecisionProblem, normaliseDecision } from '../../../src-shared/domain/decision.ts';
import { parseRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { createDraftRepo } from '../store/desk/draft-repo.ts';
import { computeSeenHash } from '../store/mirror/seen-hash.ts';
import { isReadable } from '../store/outbox/op-repo.ts';
import { translateStoreError } from '../store/sqlite-error.ts';
import { admitOps } from './admit-ops.ts';
import { createOpCore } from './create-op-core.ts';
import { REASSIGN_DECISION, writeReassignIntent } from './kinds/reassign-decision.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { RowResult } from '../../../src-shared/contract/routes.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { OpRecord } from '../store/outbox/op-record.ts';
import type { OutboxRun } from './outbox-ports.ts';

export interface DecideInput {
  readonly key: RequestKey;
  /** Hash of what the person saw. */
  readonly seenHash: string;
  readonly decision: Decision;
}

/**
 * Queues decisions; the rows keep the input's order and each stands alone. Codes of a row: NOT_FOUND,
 * REASON_EMPTY, REASON_TOO_LONG, MESSAGE_TOO_LONG, REQUEST_NOT_PENDING, REQUEST_CHANGED, DECISION_WAITING,
 * DECISION_SENT. Throws when nothing could be stored (DISK_FULL …): then no row was queued.
 */
export function queueDecisions(
  run: OutboxRun,
  inputs: readonly DecideInput[],
): readonly RowResult[] {
  const { failpoint } = run.world;
  const records: OpRecord[] = [];
  failpoint('outbox.decide.before-commit');
  const results = run.ops.inTransaction(() =>
    inputs.map(({ key, ...input }): RowResult => {
      try {
        const record = queueOne(run, { key, ...input });
        records.push(record);
        const heldUntil = new Date(record.holdUntilMs).toISOString();
        return { key, result: { ok: true, value: { opId: record.opId, heldUntil } } };
      } catch (error) {
        return { key, result: { ok: false, error: readRowError(error) } };
      }
    }),
  );
  failpoint('outbox.decide.after-commit', records[0]?.opId);
  admitOps(run, records);
  return results;
}

function queueOne(run: OutboxRun, input: DecideInput): OpRecord {
  const place = parseRequestKey(input.key);
  const seen = place === null ? null : run.findInMirror(place.accountId, place.requestId);
  if (place === null || seen === null) throw new CodedError('NOT_FOUND', 'No such request');
  const decision = normaliseDecision(input.decision);
  const problem = findDecisionProblem(decision);
  if (problem !== null) throw new CodedError(problem, 'The text of the decision is not allowed');
  assertLaneFree(run, place.accountId, place.requestId);
  if (seen.isGone || seen.request.state !== 'pending') {
    throw new CodedError('REQUEST_NOT_PENDING', 'The request is not open any more');
  }
  if (computeSeenHash(seen.request) !== input.seenHash) {
    throw new CodedError('REQUEST_CHANGED', 'The request changed after it was shown');
  }
  const { clock, random } = run.world;
  const wallMs = clock.wallMs();
  const stamp = { wallMs, monoMs: clock.monoMs() };
  // Deciding anew is the answer to a card that waits: it is put away with the same commit.
  for (const open of run.ops.listOpenInLane(place.accountId, place.requestId)) {
    run.commit(open.opId, { type: 'dismiss' });
  }
  createDraftRepo(run.store).remove(place.accountId, place.requestId);
  return run.ops.insert(
    {
      opId: random.uuidV7(wallMs),
      accountId: place.accountId,
      lane: place.requestId,
      kind: REASSIGN_DECISION,
      groupId: null,
      ...writeReassignIntent(decision, { request: seen.request, dossier: seen.dossier }),
      dependsOn: null,
      decidedMs: wallMs,
      holdUntilMs: wallMs + run.readSettings().holdSeconds * 1000,
    },
    createOpCore('goal'),
    stamp,
  );
}

function assertLaneFree(run: OutboxRun, accountId: string, lane: string): void {
  const other = run.ops.findUnrestedInLane(accountId, lane);
  if (other === null) return;
  const mayHaveLeft = !isReadable(other) || other.core.sentCount > 0;
  throw mayHaveLeft
    ? new CodedError('DECISION_SENT', 'An earlier decision may have been sent already')
    : new CodedError('DECISION_WAITING', 'An earlier decision waits to be sent');
}

/** A refused row is data; a store that fails is not, and rolls all rows back. */
function readRowError(error: unknown): DeskError {
  if (error instanceof CodedError && translateRowCode(error)) return error.error;
  throw translateStoreError(error) ?? error;
}

const ROW_CODES: readonly string[] = [
  'NOT_FOUND',
  'REASON_EMPTY',
  'REASON_TOO_LONG',
  'MESSAGE_TOO_LONG',
  'REQUEST_NOT_PENDING',
  'REQUEST_CHANGED',
  'DECISION_WAITING',
  'DECISION_SENT',
];

function translateRowCode(error: CodedError): boolean {
  return ROW_CODES.includes(error.error.code);
}
