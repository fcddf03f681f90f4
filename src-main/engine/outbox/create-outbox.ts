// Owns: putting the outbox together and what the rest of the engine may ask of it. Must not: hold rules itself.
import { createOpRepo } from '../store/outbox/op-repo.ts';
import { createPlanRepo } from '../store/outbox/plan-repo.ts';
import { createQueueRepo } from '../store/outbox/queue-repo.ts';
import { createAccountBlocks } from './account-blocks.ts';
import { createBreaker } from './breaker.ts';
import { createChangeFeed } from './change-feed.ts';
import { createCommitEvent } from './commit-event.ts';
import { queueDecisions } from './decide.ts';
import { createDispatcher } from './dispatch.ts';
import { createKindRegistry } from './kinds/registry.ts';
import { createLanes } from './lanes.ts';
import { planAgain } from './plan-again.ts';
import { submitPlan } from './submit-plan.ts';
import { cancelOp, dismissOp, sendAllNow, sendOpNow } from './queue-acts.ts';
import { createQueueView } from './queue-view.ts';
import { fillLanes, recoverOutbox } from './recover.ts';
import { describeError } from '../log.ts';
import type { RowResult } from '../../../src-shared/contract/routes.ts';
import type { OpRepo } from '../store/outbox/op-repo.ts';
import type { Breaker } from './breaker.ts';
import type { DecideInput } from './decide.ts';
import type { SubmitInput } from './submit-plan.ts';
import type { OutboxDeps, OutboxRun } from './outbox-ports.ts';
import type { QueueView } from './queue-view.ts';

export interface Outbox extends QueueView {
  /** Takes over what an earlier engine left, then sends. Call once. */
  start(): void;
  /**
   * Starts nothing new and waits for the write it is in, at most STOP_PATIENCE_MS; what is cut off then is
   * recorded as unknown. The store may be closed afterwards.
   */
  stop(): Promise<void>;
  /** See queueDecisions: the durable commit comes before the answer. */
  decide(inputs: readonly DecideInput[]): readonly RowResult[];
  cancel(opId: string): void;
  /** null = all that wait. */
  sendNow(opId: string | null): void;
  dismiss(opId: string): void;
  /** See submitPlan; answers the plan's id. */
  submitPlan(input: SubmitInput): string;
  /** See planAgain. */
  planAgain(planId: string): Promise<string>;
  /** Survives a restart. What is on its way is still read back. */
  setPaused(isPaused: boolean): void;
  isPaused(): boolean;
  /** After a new key, an unlocked keychain or a changed account: its blocked items go on. */
  unblockKey(accountId: string): void;
  /** The machine woke up or the person is back: end the pauses that only the network caused. */
  nudge(): void;
}

/** A write is answered within a second or two, or not at all; the shell waits a few seconds for the engine. */
const STOP_PATIENCE_MS = 2_000;

export function createOutbox(deps: OutboxDeps): Outbox {
  const { clock } = deps.world;
  const queue = createQueueRepo(deps.store);
  const reads = new AbortController();
  const writes = new AbortController();
  const status = { isStopping: false, isPaused: queue.readPaused() };
  const run = createRun(deps, status, { reads: reads.signal, writes: writes.signal }, () =>
    dispatcher.poke(),
  );
  const dispatcher = createDispatcher(run);
  let unsubscribe = (): void => {};
  return {
    ...createQueueView(run, queue),
    isPaused: () => status.isPaused,
    start: () => {
      recoverOutbox(run);
      unsubscribe = deps.connectivity.subscribe((accountId) => noteConnectivity(run, accountId));
      run.poke();
    },
    stop: async () => {
      status.isStopping = true;
      unsubscribe();
      run.blocks.stop();
      reads.abort();
      const cancel = clock.schedule(STOP_PATIENCE_MS, () => writes.abort());
      await dispatcher.drain();
      cancel();
      run.feed.flush();
    },
    decide: (inputs) => queueDecisions(run, inputs),
    cancel: (opId) => cancelOp(run, opId),
    sendNow: (opId) => (opId === null ? sendAllNow(run) : sendOpNow(run, opId)),
    dismiss: (opId) => dismissOp(run, opId),
    submitPlan: (input) => submitPlan(run, input),
    planAgain: (planId) => planAgain(run, planId),
    setPaused: (isPaused) => {
      queue.writePaused(isPaused);
      status.isPaused = isPaused;
      deps.onChanged();
      run.poke();
    },
    unblockKey: (accountId) => {
      run.getBreaker(accountId).wake();
      run.blocks.unblock(accountId);
    },
    nudge: () => {
      for (const { id } of deps.accounts.list()) run.getBreaker(id).wake();
      run.poke();
    },
  };
}

interface RunStatus {
  readonly isStopping: boolean;
  readonly isPaused: boolean;
}

function createRun(
  deps: OutboxDeps,
  status: RunStatus,
  signals: { readonly reads: AbortSignal; readonly writes: AbortSignal },
  poke: () => void,
): OutboxRun {
  const { clock, random, publish } = deps.world;
  const repo = createOpRepo(deps.store, deps.store.epoch, deps.store.isOwned);
  const ops: OpRepo = {
    ...repo,
    inTransaction: (work) => {
      try {
        return repo.inTransaction(work);
      } catch (error) {
        restoreLanes(run);
        throw error;
      }
    },
  };
  const lanes = createLanes();
  const feed = createChangeFeed({ clock, publish, onChanged: deps.onChanged });
  const { readSettings } = deps;
  const commit = createCommitEvent({ clock, random, ops, lanes, feed, readSettings });
  const breakers = new Map<string, Breaker>();
  const plans = createPlanRepo(deps.store);
  const { knowledge, packages } = deps;
  const run: OutboxRun = {
    ...deps,
    ops,
    lanes,
    feed,
    commit,
    plans,
    openStoredOp: createKindRegistry({ plans, knowledge, packages }),
    blocks: createAccountBlocks({ clock, random, ops, lanes, commit, poke }),
    getBreaker: (accountId) => {
      const breaker = breakers.get(accountId) ?? createBreaker(() => random.fraction());
      breakers.set(accountId, breaker);
      return breaker;
    },
    readSignal: signals.reads,
    writeSignal: signals.writes,
    isStopping: () => status.isStopping,
    isPaused: () => status.isPaused,
    poke,
  };
  return run;
}

/** What was rolled back is undone in the lanes too: an item must not miss there although it waits in the store. */
function restoreLanes(run: OutboxRun): void {
  try {
    fillLanes(run);
    run.poke();
  } catch (error) {
    run.world.log.error('outbox.notRead', describeError(error));
  }
}

/** The service answers (again): pauses that only its silence caused are over. */
function noteConnectivity(run: OutboxRun, accountId: string): void {
  if (!run.connectivity.isOnline(accountId)) {
    // The phrase of every waiting item changes with it.
    for (const item of run.lanes.listOfAccount(accountId).slice(0, 500)) run.feed.note(item);
    return;
  }
  run.getBreaker(accountId).wake();
  const items = run.lanes.listOfAccount(accountId);
  for (const item of items.slice(0, 500)) run.feed.note(item);
  const isBlocked = run.blocks.find(accountId) !== null;
  if (isBlocked || items.some(({ state }) => state === 'BLOCKED'))
    run.blocks.unblockSoon(accountId);
  run.poke();
}
