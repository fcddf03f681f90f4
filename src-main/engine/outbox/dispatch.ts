// Owns: who moves when: heads of lanes that are due, at most four at once, one an account's lane, the timer for the
// next. Must not: know states' rules, or wait on anything but the clock, the breaker and what it is told.
import { FenceLost } from '../store/outbox/op-repo.ts';
import { translateStoreError } from '../store/sqlite-error.ts';
import { createDueWatch } from './due-watch.ts';
import { describeError } from '../log.ts';
import { getLaneKey } from './lanes.ts';
import { readBackOp } from './read-back.ts';
import { fillLanes } from './recover.ts';
import { sendOp } from './send.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { LaneItem } from './lanes.ts';
import type { OutboxRun } from './outbox-ports.ts';

/** OUTBOX rule (a). */
const MAX_PARALLEL = 4;
/** After a defect or a full disk: long enough not to spin, short enough to go on by itself. */
const FAILURE_PAUSE_MS = 30_000;
/** Node's timers and sleeping laptops: never trust one timer for longer. */
const LONGEST_SLEEP_MS = 60_000;

export interface Dispatcher {
  poke(): void;
  /** No new conversations from now on; resolves when the running ones have ended. */
  drain(): Promise<void>;
}

export function createDispatcher(run: OutboxRun): Dispatcher {
  const active = new Map<string, Promise<void>>();
  const dueWatch = createDueWatch({ ...run, clock: run.world.clock });
  let cancelTimer: (() => void) | null = null;
  let isPoked = false;
  let isHalted = false;
  let pausedUntilMonoMs = 0;

  const poke = (): void => {
    if (isPoked) return;
    isPoked = true;
    queueMicrotask(() => {
      isPoked = false;
      pump();
    });
  };

  const pump = (): void => {
    cancelTimer?.();
    cancelTimer = null;
    if (run.isStopping() || isHalted) return;
    dueWatch.look();
    const monoMs = run.world.clock.monoMs();
    let nextMonoMs = monoMs + LONGEST_SLEEP_MS;
    for (const item of run.lanes.listHeads()) {
      if (active.size >= MAX_PARALLEL) return;
      const readyMonoMs = Math.max(pausedUntilMonoMs, findReadyMonoMs(run, item));
      if (active.has(getLaneKey(item))) continue;
      if (readyMonoMs > monoMs) nextMonoMs = Math.min(nextMonoMs, readyMonoMs);
      else start(item);
    }
    if (run.lanes.listAll().length === 0) return;
    const delayMs = Math.max(1, nextMonoMs - run.world.clock.monoMs());
    cancelTimer = run.world.clock.schedule(delayMs, poke);
  };

  const start = (item: LaneItem): void => {
    const key = getLaneKey(item);
    run.getBreaker(item.accountId).begin();
    const work = workOn(run, item)
      .catch((error: unknown) => {
        // Another engine owns the outbox now: anything more from us could be a second mail.
        if (error instanceof FenceLost) isHalted = true;
        pausedUntilMonoMs = run.world.clock.monoMs() + FAILURE_PAUSE_MS;
        logFailure(run, item, error);
        if (!isHalted) putInDoubt(run, item.opId);
      })
      .finally(() => {
        active.delete(key);
        if (!isHalted) restWhenUnmoved(run, item);
        // A conversation that asked nothing must not leave the breaker waiting for its probe.
        run.getBreaker(item.accountId).cancel();
        poke();
      });
    active.set(key, work);
  };

  return {
    poke,
    drain: async () => {
      cancelTimer?.();
      dueWatch.stop();
      await Promise.all(active.values());
    },
  };
}

const IN_DOUBT: readonly OutboxState[] = ['UNKNOWN', 'ACKED'];

async function workOn(run: OutboxRun, item: LaneItem): Promise<void> {
  if (IN_DOUBT.includes(item.state)) return await readBackOp(run, item.opId);
  // Nobody works on its lane, so its write broke off without that having been stored.
  if (item.state === 'SENDING') return concludeBrokenOff(run, item.opId);
  const block = run.blocks.find(item.accountId);
  if (block !== null) {
    run.commit(item.opId, { type: 'blocked', why: block });
    return;
  }
  await sendOp(run, item.opId);
}

/** After work that moved nothing; longer than a turn of the event loop, so that no mistake can starve it. */
const UNMOVED_PAUSE_MS = 1_000;

/**
 * The item is as it was: the queue was paused meanwhile, or the lanes and the store disagree. The store is right;
 * and the same item must not be picked up again in the same breath.
 */
function restWhenUnmoved(run: OutboxRun, item: LaneItem): void {
  if (run.isStopping() || run.lanes.find(item.opId) !== item) return;
  run.lanes.put({ ...item, dueMonoMs: run.world.clock.monoMs() + UNMOVED_PAUSE_MS });
  try {
    fillLanes(run);
  } catch (error) {
    run.world.log.error('outbox.notRead', describeError(error));
  }
}

function logFailure(run: OutboxRun, item: LaneItem, error: unknown): void {
  const code = translateStoreError(error)?.error.code;
  const why = code === undefined ? describeError(error) : { code };
  run.world.log.error('outbox.workFailed', { state: item.state, ...why });
}

/** Infinity = waits to be told: paused, or its account is blocked and it is in doubt. */
function findReadyMonoMs(run: OutboxRun, item: LaneItem): number {
  const isInDoubt = IN_DOUBT.includes(item.state);
  const isBlocked = run.blocks.find(item.accountId) !== null;
  if (!isInDoubt && run.isPaused()) return Number.POSITIVE_INFINITY;
  if (isInDoubt && isBlocked) return Number.POSITIVE_INFINITY;
  return Math.max(item.dueMonoMs, run.getBreaker(item.accountId).readFloorMonoMs());
}

/** The work on an item broke off. If that was between SENDING and its answer, nothing is known about the write. */
function putInDoubt(run: OutboxRun, opId: string): void {
  try {
    fillLanes(run);
    if (run.lanes.find(opId)?.state === 'SENDING') concludeBrokenOff(run, opId);
  } catch (error) {
    run.world.log.error('outbox.notStored', describeError(error));
    const item = run.lanes.find(opId);
    if (item?.state !== 'SENDING') return;
    // Still not storable: tried again while this engine runs, and the next one treats it as unknown anyway.
    run.lanes.put({ ...item, dueMonoMs: run.world.clock.monoMs() + FAILURE_PAUSE_MS });
  }
}

function concludeBrokenOff(run: OutboxRun, opId: string): void {
  run.commit(opId, { type: 'answered', answer: 'lost', isTokenFresh: false });
}
