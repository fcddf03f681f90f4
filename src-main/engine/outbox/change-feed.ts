// Owns: telling the page which entries and rows changed, gathered over a moment. Must not: say what changed in them.
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import { createPackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import { parsePackageLane } from './kinds/package-lane.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';
import type { Clock, Publish } from '../ports.ts';

export interface ChangeFeed {
  note(op: ChangedOp): void;
  /** Pushes what is gathered now. */
  flush(): void;
}

interface ChangedOp {
  readonly opId: string;
  readonly accountId: string;
  readonly lane: string;
  /** A call of a plan shows as the plan. */
  readonly groupId: string | null;
}

/** One frame: a bulk decision of 500 rows becomes one message, and nobody sees the difference. */
const GATHER_MS = 16;
/** Contract of `inbox.changed` and `package.changed`: more keys than this are not listed. */
const MAX_KEYS = 500;

export function createChangeFeed(options: {
  readonly clock: Clock;
  readonly publish: Publish;
  /** Counts of the queue may have changed. */
  readonly onChanged: () => void;
}): ChangeFeed {
  let opIds = new Set<string>();
  let requests = new Set<RequestKey>();
  let packages = new Set<PackageKey>();
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel?.();
    cancel = null;
    if (opIds.size === 0) return;
    const changed = { opIds: [...opIds], requests: [...requests], packages: [...packages] };
    opIds = new Set();
    requests = new Set();
    packages = new Set();
    options.publish('outbox.changed', { opIds: changed.opIds });
    if (changed.requests.length > 0) {
      options.publish('inbox.changed', { keys: boundKeys(changed.requests) });
    }
    if (changed.packages.length > 0) {
      options.publish('package.changed', { keys: boundKeys(changed.packages) });
    }
  };
  return {
    note: ({ opId, accountId, lane, groupId }) => {
      opIds.add(groupId ?? opId);
      const packageId = parsePackageLane(lane);
      if (packageId === null) requests.add(createRequestKey(accountId, lane));
      else packages.add(createPackageKey(accountId, packageId));
      cancel ??= options.clock.schedule(GATHER_MS, flush);
      options.onChanged();
    },
    flush,
  };
}

function boundKeys<K>(keys: readonly K[]): readonly K[] | null {
  return keys.length > MAX_KEYS ? null : keys;
}
