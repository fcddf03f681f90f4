// Owns: start-up: every item that is not at rest becomes this engine's, SENDING becomes UNKNOWN, what cannot be read
// is put before a person (OUTBOX rule g). Must not: send or delete anything.
import { isReadable } from '../store/outbox/op-repo.ts';
import { MAX_BACKOFF_MS } from './backoff.ts';
import { createOpCore } from './create-op-core.ts';
import { clampHoldMs } from './commit-event.ts';
import { computeSettleMs } from './settle.ts';
import { condemn } from './transition.ts';
import type { OpRecord, UnreadableOp } from '../store/outbox/op-record.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** Call once before dispatching. */
export function recoverOutbox(run: OutboxRun): void {
  run.ops.claimAll();
  fillLanes(run);
  for (const item of run.lanes.listAll()) {
    if (item.state === 'SENDING') run.commit(item.opId, { type: 'restarted' });
  }
}

/** Makes the lanes say what the store says; also after a failed commit, when the two may differ. */
export function fillLanes(run: OutboxRun): void {
  const known = new Set<string>();
  for (const op of run.ops.listUnrested()) {
    if (!isReadable(op)) {
      condemnRow(run, op);
      continue;
    }
    known.add(op.opId);
    const old = run.lanes.find(op.opId);
    if (old?.state !== op.core.state) placeStored(run, op, old?.sentMonoMs ?? null);
  }
  for (const item of run.lanes.listAll()) {
    if (!known.has(item.opId)) run.lanes.remove(item.opId);
  }
}

function placeStored(run: OutboxRun, op: OpRecord, sentMonoMs: number | null): void {
  const { clock } = run.world;
  const monoMs = clock.monoMs();
  const wallMs = clock.wallMs();
  const settleMs = computeSettleMs(op.deadlineMs ?? 0, run.readSettings().settleSeconds);
  // Only the wall clock remembers the sending, and somebody may have set it since: settling begins anew.
  const lastSentMonoMs = sentMonoMs ?? (op.core.attempt > 0 ? monoMs : null);
  const settleLeftMs = Math.max(0, (lastSentMonoMs ?? monoMs) + settleMs - monoMs);
  run.lanes.put({
    opId: op.opId,
    seq: op.seq,
    accountId: op.accountId,
    lane: op.lane,
    groupId: op.groupId,
    state: op.core.state,
    lagStep: 0,
    sentMonoMs: lastSentMonoMs,
    dueMonoMs: monoMs + computeDelayMs(op, wallMs, settleLeftMs),
  });
}

function computeDelayMs(op: OpRecord, wallMs: number, settleLeftMs: number): number {
  const { state, lastAnswer } = op.core;
  if (state === 'QUEUED') return clampHoldMs(op.notBeforeMs - wallMs);
  // No pause is longer than this, so a longer one means that the clock jumped.
  if (state === 'WAITING') return Math.min(Math.max(op.notBeforeMs - wallMs, 0), MAX_BACKOFF_MS);
  if (state === 'UNKNOWN') return lastAnswer === 'refused' ? 0 : settleLeftMs;
  return state === 'ACKED' ? 0 : Number.POSITIVE_INFINITY;
}

function condemnRow(run: OutboxRun, op: UnreadableOp): void {
  const { next, cause } = condemn(op.opClass);
  const { clock, log } = run.world;
  const wallMs = clock.wallMs();
  log.error('outbox.unreadable');
  run.ops.applyChange({
    opId: op.opId,
    from: null,
    core: { ...createOpCore(op.opClass), ...next },
    cause,
    stamp: { wallMs, monoMs: clock.monoMs() },
    progress: {
      pre: null,
      expectedHash: null,
      conflict: null,
      notBeforeMs: wallMs,
      sentWallMs: null,
      deadlineMs: null,
      restedMs: wallMs,
      dismissedMs: null,
      lastHttp: null,
      lastCode: 'INTERNAL',
      evidence: null,
    },
  });
}
