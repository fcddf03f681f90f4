// Owns: telling the page which items and rows changed, gathered over a moment. Must not: say what changed in them.
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { Clock, Publish } from '../ports.ts';

export interface ChangeFeed {
  note(op: { readonly opId: string; readonly accountId: string; readonly lane: string }): void;
  /** Pushes what is gathered now. */
  flush(): void;
}

/** One frame: a bulk decision of 500 rows becomes one message, and nobody sees the difference. */
const GATHER_MS = 16;
/** Contract of `inbox.changed`: more keys than this are not listed. */
const MAX_KEYS = 500;

export function createChangeFeed(options: {
  readonly clock: Clock;
  readonly publish: Publish;
  /** Counts of the queue may have changed. */
  readonly onChanged: () => void;
}): ChangeFeed {
  let opIds = new Set<string>();
  let keys = new Set<RequestKey>();
  let cancel: (() => void) | null = null;
  const flush = (): void => {
    cancel?.();
    cancel = null;
    if (opIds.size === 0) return;
    const changed = { opIds: [...opIds], keys: [...keys] };
    opIds = new Set();
    keys = new Set();
    options.publish('outbox.changed', { opIds: changed.opIds });
    options.publish('inbox.changed', {
      keys: changed.keys.length > MAX_KEYS ? null : changed.keys,
    });
  };
  return {
    note: (op) => {
      opIds.add(op.opId);
      keys.add(createRequestKey(op.accountId, op.lane));
      cancel ??= options.clock.schedule(GATHER_MS, flush);
      options.onChanged();
    },
    flush,
  };
}
