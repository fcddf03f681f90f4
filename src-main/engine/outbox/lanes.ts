// Owns: which items are not at rest, in which order, and when each is looked at next. In memory; the store is the
// truth and start-up fills this anew. Must not: change an item or do I/O.
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';

export interface LaneItem {
  readonly opId: string;
  readonly seq: number;
  readonly accountId: string;
  readonly lane: string;
  /** The plan it is a call of. */
  readonly groupId: string | null;
  readonly state: OutboxState;
  /** Monotonic; Infinity = not by itself. */
  readonly dueMonoMs: number;
  /** When the last write began; null = none yet. After a restart worked out from the wall clock. */
  readonly sentMonoMs: number | null;
  /** Verify reads in a row that did not show the write yet. */
  readonly lagStep: number;
}

export interface Lanes {
  put(item: LaneItem): void;
  remove(opId: string): void;
  find(opId: string): LaneItem | null;
  /** The first item of every lane, oldest first; only these may move (rule a). */
  listHeads(): readonly LaneItem[];
  listOfAccount(accountId: string): readonly LaneItem[];
  listAll(): readonly LaneItem[];
}

export function createLanes(): Lanes {
  const items = new Map<string, LaneItem>();
  const lanes = new Map<string, string[]>();
  return {
    put: (item) => {
      if (!items.has(item.opId)) {
        const key = getLaneKey(item);
        const lane = [...(lanes.get(key) ?? []), item.opId];
        items.set(item.opId, item);
        lanes.set(
          key,
          lane.toSorted((a, b) => (items.get(a)?.seq ?? 0) - (items.get(b)?.seq ?? 0)),
        );
        return;
      }
      items.set(item.opId, item);
    },
    remove: (opId) => {
      const item = items.get(opId);
      if (item === undefined) return;
      items.delete(opId);
      const key = getLaneKey(item);
      const rest = (lanes.get(key) ?? []).filter((other) => other !== opId);
      if (rest.length === 0) lanes.delete(key);
      else lanes.set(key, rest);
    },
    find: (opId) => items.get(opId) ?? null,
    listHeads: () =>
      [...lanes.values()].flatMap(([first]) => {
        const item = first === undefined ? undefined : items.get(first);
        return item === undefined ? [] : [item];
      }),
    listOfAccount: (accountId) => [...items.values()].filter((one) => one.accountId === accountId),
    listAll: () => [...items.values()],
  };
}

export function getLaneKey(item: { readonly accountId: string; readonly lane: string }): string {
  return `${item.accountId}/${item.lane}`;
}
