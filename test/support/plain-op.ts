// Owns: the plainest decision a store can hold, for tests of the store itself. Must not: be used by the app.
import { createOpCore } from '../../src-main/engine/outbox/create-op-core.ts';
import { createOpRepo } from '../../src-main/engine/store/outbox/op-repo.ts';
import type { Store } from '../../src-main/engine/store/open.ts';

const WALL_MS = Date.UTC(2026, 0, 5, 9);

/** Queues it in a transaction of its own; returns when it is durable. */
export function insertPlainOp(store: Store, opId: string, text = 'short'): void {
  const place = { accountId: 'acc1', lane: opId, kind: 'reassign-decision', groupId: null };
  const times = { decidedMs: WALL_MS, holdUntilMs: WALL_MS };
  createOpRepo(store, store.epoch).insert(
    {
      opId,
      ...place,
      intent: JSON.stringify({ text }),
      base: '{}',
      baseHash: 'h',
      dependsOn: null,
      ...times,
    },
    createOpCore('goal'),
    { wallMs: WALL_MS, monoMs: 0 },
  );
}

/** In the order they were queued. */
export function listOpIds(store: Store): readonly string[] {
  return store
    .prepare<[], { readonly op_id: string }>('SELECT op_id FROM outbox.op ORDER BY seq')
    .all()
    .map(({ op_id }) => op_id);
}
