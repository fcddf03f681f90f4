// Owns: reading a dead or stopped engine's outbox file: rows and journal, as they are on disk. Must not: change an item.
import { join } from 'node:path';
import { loadStoreKeys } from '../../src-main/engine/store/key.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { createFileKeychain } from './file-keychain.ts';
import { getKeychainFile } from './killable-engine.ts';
import type { Store } from '../../src-main/engine/store/open.ts';

export interface StoredOp {
  readonly opId: string;
  readonly lane: string;
  readonly groupId: string | null;
  readonly state: string;
}

export interface StoredEvent {
  readonly opId: string;
  readonly from: string | null;
  readonly to: string;
  readonly cause: string;
}

export interface OutboxFile {
  readonly ops: readonly StoredOp[];
  /** Oldest first. */
  readonly events: readonly StoredEvent[];
}

/** Opens the file as a next engine would (one more epoch), reads all of it and closes it again. */
export async function readOutboxFile(folder: string): Promise<OutboxFile> {
  return await withStore(folder, (store) => ({
    ops: store
      .prepare<[], StoredOp>(
        'SELECT op_id AS opId, lane, group_id AS groupId, state FROM outbox.op ORDER BY seq',
      )
      .all(),
    events: store
      .prepare<[], StoredEvent>(
        `SELECT op_id AS opId, from_state AS "from", to_state AS "to", cause FROM outbox.op_event
         ORDER BY event_seq`,
      )
      .all(),
  }));
}

/** Opens the store of the engine that lived in `folder`, while none does. */
export async function withStore<T>(folder: string, work: (store: Store) => T): Promise<T> {
  const desk = join(folder, 'data', 'desk');
  const keys = await loadStoreKeys(createFileKeychain(getKeychainFile(folder)), desk);
  const store = openStore({ folder: desk, keys, wallMs: Date.now() });
  try {
    return work(store);
  } finally {
    store.close();
  }
}

/** The state of the item an engine was last busy with; `NONE` before anything was stored. */
export function readBusyState({ ops, events }: OutboxFile): string {
  const last = events.at(-1);
  if (last === undefined) return 'NONE';
  return ops.find(({ opId }) => opId === last.opId)?.state ?? 'NONE';
}
