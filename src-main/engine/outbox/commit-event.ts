// Owns: carrying one event through transition.ts into the store: one FULL commit with its journal line, then the
// lanes, then the page. Must not: decide states or talk to the network.
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { FenceLost, isReadable } from '../store/outbox/op-repo.ts';
import { computeBackoffMs } from './backoff.ts';
import { RECONCILE_SPACING_MS, computeLagMs, computeSettleMs } from './settle.ts';
import { transition } from './transition.ts';
import type { Clock, Random, ReadSettings } from '../ports.ts';
import type { OpProgress, OpRecord } from '../store/outbox/op-record.ts';
import type { OpRepo } from '../store/outbox/op-repo.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { LaneItem, Lanes } from './lanes.ts';
import type { OutboxEvent, Transition, Wait } from './op-core.ts';

interface CommittedEvent {
  readonly record: OpRecord;
  readonly transition: Transition;
}

/** Applies an event to an item as it is stored now. Throws IllegalTransition, FenceLost and the store's errors. */
export type CommitEvent = (
  opId: string,
  event: OutboxEvent,
  facts?: Partial<OpProgress>,
) => CommittedEvent;

export interface CommitDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly ops: OpRepo;
  readonly lanes: Lanes;
  readonly feed: ChangeFeed;
  readonly readSettings: ReadSettings;
}

export function createCommitEvent(deps: CommitDeps): CommitEvent {
  const commit: CommitEvent = (opId, event, facts = {}) => {
    // Always from the store: a wish to cancel may have been recorded since the caller last looked.
    const before = deps.ops.find(opId);
    if (before === null || !isReadable(before)) throw new FenceLost(opId);
    const result = transition(before.core, event);
    const item = placeInLane(deps, before, result);
    const record = result.isDurable ? storeAll(before, result, item, facts) : before;
    if (RESTING_STATES.includes(record.core.state)) deps.lanes.remove(opId);
    else deps.lanes.put(item);
    if (result.isDurable) deps.feed.note(record);
    return { record, transition: result };
  };
  /** An item that rests without its goal takes those that build on it along (rule c), in the same commit. */
  const storeAll = (
    before: OpRecord,
    result: Transition,
    item: LaneItem,
    facts: Partial<OpProgress>,
  ): OpRecord => {
    const { groupId, seq } = before;
    if (groupId === null || !result.effects.includes('block-dependents')) {
      return store(deps, before, result, item, facts);
    }
    return deps.ops.inTransaction(() => {
      const record = store(deps, before, result, item, facts);
      for (const next of deps.ops.listUnrestedOfGroup(groupId)) {
        if (next.seq > seq) commit(next.opId, { type: 'blocked', why: 'dependency' });
      }
      return record;
    });
  };
  return commit;
}

function store(
  deps: CommitDeps,
  before: OpRecord,
  result: Transition,
  item: LaneItem,
  facts: Partial<OpProgress>,
): OpRecord {
  const { clock } = deps;
  const wallMs = clock.wallMs();
  const monoMs = clock.monoMs();
  const core = result.next;
  const isResting = RESTING_STATES.includes(core.state);
  const progress: OpProgress = {
    ...pickProgress(before),
    ...facts,
    notBeforeMs: Number.isFinite(item.dueMonoMs)
      ? Math.round(wallMs + item.dueMonoMs - monoMs)
      : before.notBeforeMs,
    restedMs: isResting ? (before.restedMs ?? wallMs) : null,
    dismissedMs: core.isDismissed ? (before.dismissedMs ?? wallMs) : null,
  };
  if ((core.state === 'CONFLICT') !== (progress.conflict !== null)) {
    throw new TypeError('a conflict and its facts go together');
  }
  deps.ops.applyChange({
    opId: before.opId,
    from: before.core.state,
    core,
    progress,
    cause: result.cause,
    stamp: { wallMs, monoMs },
  });
  return { ...before, ...progress, core };
}

function pickProgress(record: OpRecord): OpProgress {
  return {
    pre: record.pre,
    expectedHash: record.expectedHash,
    conflict: record.conflict,
    notBeforeMs: record.notBeforeMs,
    sentWallMs: record.sentWallMs,
    deadlineMs: record.deadlineMs,
    restedMs: record.restedMs,
    dismissedMs: record.dismissedMs,
    lastHttp: record.lastHttp,
    lastCode: record.lastCode,
    evidence: record.evidence,
  };
}

function placeInLane(deps: CommitDeps, before: OpRecord, result: Transition): LaneItem {
  const { clock, lanes } = deps;
  const old = lanes.find(before.opId);
  const isSending = result.effects.includes('write');
  const lagStep = result.wait === 'lag' ? (old?.lagStep ?? 0) + 1 : 0;
  const sentMonoMs = isSending ? clock.monoMs() : (old?.sentMonoMs ?? null);
  const item: LaneItem = {
    opId: before.opId,
    seq: before.seq,
    accountId: before.accountId,
    lane: before.lane,
    groupId: before.groupId,
    state: result.next.state,
    sentMonoMs,
    lagStep,
    dueMonoMs: Number.POSITIVE_INFINITY,
  };
  // A recorded wish to cancel changes nothing about when the item is looked at.
  const keepsTime = result.wait === null && !isSending && result.next.state === before.core.state;
  if (keepsTime) return { ...item, dueMonoMs: old?.dueMonoMs ?? item.dueMonoMs };
  return { ...item, dueMonoMs: computeDue(deps, before, result, item) };
}

function computeDue(
  deps: CommitDeps,
  before: OpRecord,
  { wait, next }: Transition,
  item: LaneItem,
): number {
  if (wait === null) return Number.POSITIVE_INFINITY;
  const monoMs = deps.clock.monoMs();
  const delays: Record<Exclude<Wait, 'settle'>, () => number> = {
    now: () => 0,
    hold: () => clampHoldMs(before.holdUntilMs - deps.clock.wallMs()),
    backoff: () => computeBackoffMs(Math.max(1, next.attempt), deps.random.fraction()),
    spacing: () => RECONCILE_SPACING_MS,
    lag: () => computeLagMs(item.lagStep - 1),
    // The account's breaker holds the floor.
    account: () => 0,
  };
  if (wait !== 'settle') return monoMs + delays[wait]();
  const settledMs = readSettledMonoMs(item, before, deps.readSettings().settleSeconds);
  return Math.max(monoMs, settledMs);
}

/** The longest undo window a person can set: a clock that jumped back cannot hold an item longer. */
const MAX_HOLD_MS = 60_000;

export function clampHoldMs(leftMs: number): number {
  return Math.min(Math.max(leftMs, 0), MAX_HOLD_MS);
}

/** From when on the item's last request counts as dead; Infinity while none is known to have begun. */
export function readSettledMonoMs(
  item: Pick<LaneItem, 'sentMonoMs'>,
  record: Pick<OpRecord, 'deadlineMs'>,
  settleSeconds: number,
): number {
  if (item.sentMonoMs === null) return Number.POSITIVE_INFINITY;
  return item.sentMonoMs + computeSettleMs(record.deadlineMs ?? 0, settleSeconds);
}
