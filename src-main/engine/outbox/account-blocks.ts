// Owns: accounts that may not be asked until a cause is gone (key refused, account disabled, key not to be read).
// Burns no attempts. Must not: hold back reads that a person asked for elsewhere.
import type { BlockedWhy } from '../../../src-shared/domain/outbox-item.ts';
import type { Clock, Random } from '../ports.ts';
import type { OpRepo } from '../store/outbox/op-repo.ts';
import { MAX_BACKOFF_MS, computeBackoffMs } from './backoff.ts';
import { STORE_RETRY_MS, isPassingStoreError } from './passing-store-error.ts';
import type { CommitEvent } from './commit-event.ts';
import type { Lanes } from './lanes.ts';

type AccountBlock = Extract<BlockedWhy, 'auth' | 'account-disabled' | 'key-unavailable'>;
const ACCOUNT_BLOCKS: readonly string[] = ['auth', 'account-disabled', 'key-unavailable'];

/** An administrator takes minutes to switch an account on again; asking sooner burns the service's patience. */
const DISABLED_PAUSE_MS = 60_000;

export interface AccountBlocks {
  find(accountId: string): AccountBlock | null;
  /** All unsent items of the account become BLOCKED, in one commit. */
  block(accountId: string, why: AccountBlock): void;
  /** The cause is gone by a person's act (new key, unlocked keychain, try now). */
  unblock(accountId: string): void;
  /** The service answers again: unblocks, but not in a tight circle where reads pass and writes do not. */
  unblockSoon(accountId: string): void;
  /** A write went through: the next block is a first one again. */
  forgive(accountId: string): void;
  stop(): void;
}

interface AccountBlockDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly ops: OpRepo;
  readonly lanes: Lanes;
  readonly commit: CommitEvent;
  readonly poke: () => void;
}

export function createAccountBlocks(deps: AccountBlockDeps): AccountBlocks {
  const blocked = new Map<string, AccountBlock>();
  const inARow = new Map<string, number>();
  const timers = createTimers(deps.clock);
  const unblock = (accountId: string): void => {
    timers.drop(accountId);
    unblockItems(deps, accountId);
    blocked.delete(accountId);
    deps.poke();
  };
  /** Nobody waits for this call: thrown, a full disk would end the engine as often as the service comes back. */
  const unblockPatiently = (accountId: string): void => {
    try {
      unblock(accountId);
    } catch (error) {
      if (!isPassingStoreError(error)) throw error;
      timers.set(accountId, STORE_RETRY_MS, () => unblockPatiently(accountId));
    }
  };
  return {
    find: (accountId) => blocked.get(accountId) ?? null,
    block: (accountId, why) => {
      const times = (inARow.get(accountId) ?? 0) + 1;
      blocked.set(accountId, why);
      inARow.set(accountId, times);
      // Reads may pass all along, so that no change of the connection tells when a disabled account is back.
      if (why === 'account-disabled')
        timers.set(accountId, computeDisabledPauseMs(times), () => unblockPatiently(accountId));
      blockItems(deps, accountId, why);
    },
    unblock,
    unblockSoon: (accountId) => {
      if (timers.has(accountId)) return;
      const times = inARow.get(accountId) ?? 0;
      const delayMs = times <= 1 ? 0 : computeBackoffMs(times, deps.random.fraction());
      if (delayMs === 0) unblockPatiently(accountId);
      else timers.set(accountId, delayMs, () => unblockPatiently(accountId));
    },
    forgive: (accountId) => {
      inARow.delete(accountId);
    },
    stop: () => timers.stop(),
  };
}

function computeDisabledPauseMs(timesInARow: number): number {
  return Math.min(MAX_BACKOFF_MS, DISABLED_PAUSE_MS * 2 ** Math.min(timesInARow - 1, 10));
}

/** One timer an account; a new one takes the place of the one before. */
function createTimers(clock: Clock) {
  const cancels = new Map<string, () => void>();
  const drop = (accountId: string): void => {
    cancels.get(accountId)?.();
    cancels.delete(accountId);
  };
  return {
    has: (accountId: string): boolean => cancels.has(accountId),
    drop,
    set: (accountId: string, delayMs: number, run: () => void): void => {
      drop(accountId);
      cancels.set(accountId, clock.schedule(delayMs, run));
    },
    stop: (): void => {
      for (const accountId of cancels.keys()) drop(accountId);
    },
  };
}

function blockItems(deps: AccountBlockDeps, accountId: string, why: AccountBlock): void {
  deps.ops.inTransaction(() => {
    for (const item of deps.lanes.listOfAccount(accountId)) {
      const isUnsent = item.state === 'QUEUED' || item.state === 'WAITING';
      if (isUnsent) deps.commit(item.opId, { type: 'blocked', why });
    }
  });
}

function unblockItems(deps: AccountBlockDeps, accountId: string): void {
  deps.ops.inTransaction(() => {
    for (const item of deps.lanes.listOfAccount(accountId)) {
      if (item.state === 'BLOCKED') unblockItem(deps, item.opId);
    }
  });
}

function unblockItem(
  deps: { readonly ops: OpRepo; readonly commit: CommitEvent },
  opId: string,
): void {
  const record = deps.ops.find(opId);
  const why = record !== null && 'core' in record ? record.core.blockedWhy : null;
  if (why !== null && ACCOUNT_BLOCKS.includes(why)) deps.commit(opId, { type: 'unblocked', why });
}
