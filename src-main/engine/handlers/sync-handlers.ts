// Owns: the routes a person looks at the service with: sync now, stop, read one request anew.
// Must not: know how a sync works.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { parseRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { refreshRequest } from '../sync/refresh-request.ts';
import type { AccountDirectory, Connectivity, Publish } from '../ports.ts';
import type { MirrorStore } from '../store/mirror/mirror-writer.ts';
import type { SyncSchedule } from '../sync/schedule.ts';
import type { EngineRoute, Handlers } from './handler-types.ts';

type SyncRoute = Extract<EngineRoute, `sync.${string}`> | 'reassignRequest.refresh';

/** Parts of the open desk; `readParts` throws the problem that keeps it shut. */
export interface SyncHandlerParts {
  readonly accounts: AccountDirectory;
  readonly sync: Pick<SyncSchedule, 'syncNow' | 'cancel'>;
  readonly mirror: MirrorStore;
  readonly connectivity: Connectivity;
}

export function createSyncHandlers(options: {
  readonly readParts: () => SyncHandlerParts;
  readonly publish: Publish;
}): Handlers<SyncRoute> {
  const { readParts, publish } = options;
  return {
    'sync.start': ({ accountId }) => {
      const { accounts, sync } = readParts();
      requireAccount(accounts, accountId);
      sync.syncNow(accountId);
      return null;
    },
    'sync.cancel': ({ accountId }) => {
      const { accounts, sync } = readParts();
      requireAccount(accounts, accountId);
      sync.cancel(accountId);
      return null;
    },
    'reassignRequest.refresh': async ({ key }) => {
      const { accounts, mirror, connectivity } = readParts();
      const parsed = parseRequestKey(key);
      if (parsed === null) throw new CodedError('NOT_FOUND', 'There is no such request');
      requireAccount(accounts, parsed.accountId);
      const client = accounts.findCmSignClient(parsed.accountId);
      if (client === null) throw new CodedError('KEY_UNAVAILABLE', 'The account has no usable key');
      const keys = await refreshRequest({ ...parsed, client, mirror, connectivity });
      if (keys.length > 0) publish('inbox.changed', { keys });
      return null;
    },
  };
}

function requireAccount(accounts: AccountDirectory, accountId: string | null): void {
  if (accountId === null || accounts.list().some(({ id }) => id === accountId)) return;
  throw new CodedError('NOT_FOUND', 'There is no such account');
}
