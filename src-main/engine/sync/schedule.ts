// Owns: when each account's service is looked at: adaptive interval, back-off, one run at a time.
// Must not: read or write requests itself.
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import { readLastPull } from '../store/mirror/pull-repo.ts';
import { choosePull } from './choose-pull.ts';
import { createReadLimiter } from './read-limiter.ts';
import type { SyncStatus } from '../../../src-shared/contract/desk-status.ts';
import type { AccountDirectory, ReadSettings, RemoteFailure, World } from '../ports.ts';
import type { Connection } from '../store/connection.ts';
import type { DirectoryRepo } from '../store/mirror/directory-repo.ts';
import type { MirrorStore } from '../store/mirror/mirror-writer.ts';
import type { PackageStore } from '../store/mirror/package-writer.ts';
import type { ConnectivityWatch } from './connectivity.ts';
import type { RunPull } from './choose-pull.ts';
import type { PullResult } from './pull-context.ts';
import type { ReadLimiter } from './read-limiter.ts';

export interface SyncSchedule {
  /** Looks at every account now and keeps looking. Call again after accounts were added or got a key. */
  start(): void;
  /** Looks now, or joins the run that is under way. null = all accounts. */
  syncNow(accountId: string | null): void;
  /** Looks soon, unless the service asked for a pause: after a wake-up, a new key, a focus. null = all accounts. */
  nudge(accountId: string | null): void;
  /** Ends the run under way; what was applied stays, the next run comes at its time. null = all accounts. */
  cancel(accountId: string | null): void;
  /** The interval setting has changed. */
  replan(): void;
  readStatus(accountId: string): SyncStatus;
  /** Ends everything about an account that was removed; resolves when its run has ended. */
  forget(accountId: string): Promise<void>;
  /** Ends all runs; resolves when the last has ended, before the store may be closed. */
  stop(): Promise<void>;
}

export interface SyncScheduleOptions {
  readonly world: World;
  readonly accounts: AccountDirectory;
  readonly connection: Connection;
  readonly mirror: MirrorStore;
  readonly packages: PackageStore;
  readonly directory: DirectoryRepo;
  readonly connectivity: ConnectivityWatch;
  readonly readSettings: ReadSettings;
  /** Something in a status has changed; the owner coalesces pushes. */
  readonly onStatusChanged: () => void;
}

interface Plan {
  status: SyncStatus;
  readonly limiter: ReadLimiter;
  running: { readonly controller: AbortController; readonly ended: Promise<void> } | null;
  cancelTimer: (() => void) | null;
  /** Nudged while a run was under way: another follows it. */
  isWantedAgain: boolean;
  failuresInRow: number;
  lastActiveMonoMs: number;
  /** Earliest moment the service wants to hear from us again. */
  floorMonoMs: number;
}

// While things happen, look often; the setting (60 s by default) is the longest pause.
const BUSY_PAUSE_MS = 15_000;
const BUSY_SPAN_MS = 3 * 60_000;
const IDLE_SPAN_MS = 30 * 60_000;
const BACKOFF_BASE_MS = 2_000;
const BACKOFF_CAP_MS = 5 * 60_000;
// A Retry-After beyond this is a mistake or an attack on freshness; a person may still sync by hand.
const LONGEST_FLOOR_MS = 60 * 60_000;

const IDLE_STATUS: SyncStatus = {
  state: 'idle',
  step: null,
  done: 0,
  total: null,
  startedAt: null,
  completedAt: null,
  nextAt: null,
  unreadableCount: 0,
  error: null,
};

/** Makes the schedule; nothing runs before start(). */
export function createSyncSchedule(options: SyncScheduleOptions): SyncSchedule {
  const scheduler = new Scheduler(options);
  return {
    start: () => scheduler.start(),
    syncNow: (accountId) => scheduler.syncNow(accountId),
    nudge: (accountId) => scheduler.nudge(accountId),
    cancel: (accountId) => scheduler.cancel(accountId),
    replan: () => scheduler.replan(),
    readStatus: (accountId) => scheduler.readStatus(accountId),
    forget: (accountId) => scheduler.forget(accountId),
    stop: () => scheduler.stop(),
  };
}

class Scheduler {
  readonly #options: SyncScheduleOptions;
  readonly #plans = new Map<string, Plan>();
  readonly #unsubscribe: () => void;
  #isStopped = false;

  constructor(options: SyncScheduleOptions) {
    this.#options = options;
    const wasOnline = new Map<string, boolean>();
    this.#unsubscribe = options.connectivity.subscribe((accountId) => {
      const isOnline = options.connectivity.readView(accountId).state === 'online';
      const isBack = isOnline && wasOnline.get(accountId) === false;
      wasOnline.set(accountId, isOnline);
      options.onStatusChanged();
      if (isBack && this.#plans.has(accountId)) this.#runUnlessRunning(accountId);
    });
  }

  start(): void {
    for (const account of this.#options.accounts.list()) this.#runUnlessRunning(account.id);
  }

  syncNow(accountId: string | null): void {
    if (accountId === null) this.start();
    else this.#runUnlessRunning(accountId);
  }

  nudge(accountId: string | null): void {
    this.#options.connectivity.probeNow();
    for (const { id } of this.#options.accounts.list()) {
      if (accountId !== null && id !== accountId) continue;
      const plan = this.#plans.get(id);
      // The run under way may have read its list before what we are nudged about happened.
      if (plan !== undefined && plan.running !== null) plan.isWantedAgain = true;
      const floorMonoMs = plan?.floorMonoMs ?? 0;
      if (floorMonoMs <= this.#options.world.clock.monoMs()) this.#runUnlessRunning(id);
    }
  }

  cancel(accountId: string | null): void {
    for (const [id, plan] of this.#plans) {
      if (accountId === null || id === accountId) plan.running?.controller.abort();
    }
  }

  replan(): void {
    for (const [accountId, plan] of this.#plans) {
      if (plan.running === null) this.#planNext(accountId, plan);
    }
  }

  readStatus(accountId: string): SyncStatus {
    const status = this.#plans.get(accountId)?.status ?? IDLE_STATUS;
    if (status.completedAt !== null) return status;
    return { ...status, completedAt: this.#readCompletedAt(accountId) };
  }

  async forget(accountId: string): Promise<void> {
    const plan = this.#plans.get(accountId);
    this.#plans.delete(accountId);
    plan?.cancelTimer?.();
    plan?.running?.controller.abort();
    await plan?.running?.ended;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    await Promise.all([...this.#plans.keys()].map((accountId) => this.forget(accountId)));
  }

  #runUnlessRunning(accountId: string): void {
    if (this.#isStopped) return;
    const account = this.#options.accounts.list().find(({ id }) => id === accountId);
    if (account === undefined) return;
    const plan = this.#plans.get(accountId) ?? this.#createPlan(accountId, account.baseUrl);
    if (plan.running !== null) return;
    plan.cancelTimer?.();
    plan.cancelTimer = null;
    const pull = choosePull(account, this.#options);
    if (pull === null) {
      const error = createDeskError('KEY_UNAVAILABLE', 'The key of this account cannot be read');
      this.#setStatus(plan, { state: 'idle', step: null, error, nextAt: null });
      return;
    }
    const controller = new AbortController();
    plan.running = { controller, ended: this.#run(accountId, plan, pull, controller.signal) };
  }

  #createPlan(accountId: string, baseUrl: string): Plan {
    const { clock } = this.#options.world;
    const plan: Plan = {
      status: { ...IDLE_STATUS, completedAt: this.#readCompletedAt(accountId) },
      limiter: createReadLimiter(clock, isLoopbackUrl(baseUrl)),
      running: null,
      cancelTimer: null,
      isWantedAgain: false,
      failuresInRow: 0,
      lastActiveMonoMs: clock.monoMs(),
      floorMonoMs: 0,
    };
    this.#plans.set(accountId, plan);
    return plan;
  }

  async #run(accountId: string, plan: Plan, pull: RunPull, signal: AbortSignal): Promise<void> {
    const { world, connection, connectivity } = this.#options;
    const { clock, random, log, publish } = world;
    const startedMs = clock.wallMs();
    const startedAt = new Date(startedMs).toISOString();
    this.#setStatus(plan, {
      state: 'running',
      step: 'list',
      done: 0,
      total: null,
      startedAt,
      nextAt: null,
    });
    try {
      const result = await pull({
        accountId,
        connection,
        limiter: plan.limiter,
        clock,
        random,
        log,
        signal,
        publish,
        report: (outcome) => connectivity.report(accountId, outcome),
        onProgress: (progress) => this.#setStatus(plan, progress),
        onCurrent: (ms) => this.#setStatus(plan, { completedAt: new Date(ms).toISOString() }),
      });
      this.#conclude(plan, result);
    } catch (error) {
      // Our own mistake or a database error: the next run may fare better, and the person sees that it failed.
      this.#concludeCrash(plan, error);
    }
    plan.running = null;
    const tookMs = Math.round(clock.wallMs() - startedMs);
    log.info('sync.ended', { tookMs, code: plan.status.error?.code ?? null });
    if (this.#plans.get(accountId) !== plan) return;
    const isWantedAgain = plan.isWantedAgain && plan.floorMonoMs <= clock.monoMs();
    plan.isWantedAgain = false;
    this.#planNext(accountId, plan);
    if (isWantedAgain && !signal.aborted) this.#runUnlessRunning(accountId);
  }

  #conclude(plan: Plan, result: PullResult): void {
    const { clock } = this.#options.world;
    const { failure, unreadableCount } = result;
    if (result.changedCount > 0) plan.lastActiveMonoMs = clock.monoMs();
    const isCancelled = failure?.code === 'ABORTED';
    if (failure === null) plan.failuresInRow = 0;
    else if (!isCancelled) plan.failuresInRow += 1;
    const waitMs = Math.min(failure?.retryAfterMs ?? 0, LONGEST_FLOOR_MS);
    if (waitMs > 0) plan.floorMonoMs = clock.monoMs() + waitMs;
    const error = failure === null || isCancelled ? null : describeFailure(failure);
    this.#setStatus(plan, { state: 'idle', step: null, unreadableCount, error });
  }

  #concludeCrash(plan: Plan, error: unknown): void {
    plan.failuresInRow += 1;
    const coded =
      error instanceof Error && 'error' in error ? (error.error as SyncStatus['error']) : null;
    this.#options.world.log.error('sync.crashed', { code: coded?.code ?? 'INTERNAL' });
    const shown = coded ?? createDeskError('INTERNAL', 'The sync broke off');
    this.#setStatus(plan, { state: 'idle', step: null, error: shown });
  }

  #planNext(accountId: string, plan: Plan): void {
    if (this.#isStopped) return;
    const { clock } = this.#options.world;
    plan.cancelTimer?.();
    const now = clock.monoMs();
    const delayMs = Math.max(this.#choosePause(plan, now), plan.floorMonoMs - now);
    plan.cancelTimer = clock.schedule(delayMs, () => this.#runUnlessRunning(accountId));
    this.#setStatus(plan, { nextAt: new Date(clock.wallMs() + delayMs).toISOString() });
  }

  #choosePause(plan: Plan, nowMonoMs: number): number {
    const { random } = this.#options.world;
    const longestMs = this.#options.readSettings().syncIntervalSeconds * 1000;
    if (plan.failuresInRow > 0) {
      const most = Math.min(
        BACKOFF_CAP_MS,
        BACKOFF_BASE_MS * 2 ** Math.min(plan.failuresInRow, 20),
      );
      // Full jitter: many desks that lost the same service must not come back in step.
      return Math.max(500, random.fraction() * most);
    }
    const idleMs = nowMonoMs - plan.lastActiveMonoMs;
    const busyMs = Math.min(BUSY_PAUSE_MS, longestMs);
    const share = Math.min(1, Math.max(0, (idleMs - BUSY_SPAN_MS) / (IDLE_SPAN_MS - BUSY_SPAN_MS)));
    return (busyMs + (longestMs - busyMs) * share) * (0.9 + random.fraction() * 0.1);
  }

  #readCompletedAt(accountId: string): string | null {
    const { completedMs } = readLastPull(this.#options.connection, accountId);
    return completedMs === null ? null : new Date(completedMs).toISOString();
  }

  #setStatus(plan: Plan, part: Partial<SyncStatus>): void {
    plan.status = { ...plan.status, ...part };
    this.#options.onStatusChanged();
  }
}

function describeFailure(failure: RemoteFailure): SyncStatus['error'] {
  return createDeskError(failure.code, 'The service could not be read', {
    status: failure.status,
    retryAfterMs: failure.retryAfterMs,
  });
}

function isLoopbackUrl(baseUrl: string): boolean {
  const host = URL.parse(baseUrl)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}
