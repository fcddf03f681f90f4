// Owns: accounts that may not be asked until a cause is gone (key refused, account disabled, key not to be read).
// Burns no attempts. Must not: hold back reads that a person asked for elsewhere.
import type { BlockedWhy } from '../../../src-shared/domain/outbox-item.ts';
import type { Clock, Random } from '../ports.ts';
import type { OpRepo } from '../store/outbox/op-repo.ts';
import { computeBackoffMs } from './backoff.ts';
import { STORE_RETRY_MS, isPassingStoreError } from './passing-store-error.ts';
import type { CommitEvent } from './commit-event.ts';
import type { Lanes } from './lanes.ts';

type AccountBlock = Extract<BlockedWhy, 'auth' | 'account-disabled' | 'key-unavailable'>;
const ACCOUNT_BLOCKS: readonly string[] = ['auth', 'account-disabled', 'key-unavailable'];

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
  const timers = new Map<string, () => void>();
  const dropTimer = (accountId: string): void => {
    timers.get(accountId)?.();
    timers.delete(accountId);
  };
  const unblock = (accountId: string): void => {
    dropTimer(accountId);
    unblockItems(deps, accountId);
    blocked.delete(accountId);
    deps.poke();
  };
  /** Nobody waits for this call: thrown, a full disk would end the engine as often as the service comes back. */
  const unblockPatiently = (accountId: string): void => {
    dropTimer(accountId);
    try {
      unblock(accountId);
    } catch (error) {
      if (!isPassingStoreError(error)) throw error;
      const again = (): void => unblockPatiently(accountId);
      timers.set(accountId, deps.clock.schedule(STORE_RETRY_MS, again));
    }
  };
  return {
    find: (accountId) => blocked.get(accountId) ?? null,
    block: (accountId, why) => {
      blocked.set(accountId, why);
      inARow.set(accountId, (inARow.get(accountId) ?? 0) + 1);
      deps.ops.inTransaction(() => {
        for (const item of deps.lanes.listOfAccount(accountId)) {
          const isUnsent = item.state === 'QUEUED' || item.state === 'WAITING';
          if (isUnsent) deps.commit(item.opId, { type: 'blocked', why });
        }
      });
    },
    unblock,
    unblockSoon: (accountId) => {
      if (timers.has(accountId)) return;
      const times = inARow.get(accountId) ?? 0;
      const delayMs = times <= 1 ? 0 : computeBackoffMs(times, deps.random.fraction());
      if (delayMs === 0) unblockPatiently(accountId);
      else
        timers.set(
          accountId,
          deps.clock.schedule(delayMs, () => unblockPatiently(accountId)),
        );
    },
    forgive: (accountId) => {
      inARow.delete(accountId);
    },
    stop: () => {
      for (const accountId of timers.keys()) dropTimer(accountId);
    },
  };
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
