// Owns: a profile with decisions in every state, made by the real store and the real transition table from a seed, and
// the files as a killed process leaves them. Must not: damage or judge.
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createOpCore } from '../../../src-main/engine/outbox/create-op-core.ts';
import { transition } from '../../../src-main/engine/outbox/transition.ts';
import { openStore } from '../../../src-main/engine/store/open.ts';
import { createAccountRepo } from '../../../src-main/engine/store/desk/account-repo.ts';
import { createOpRepo, isReadable } from '../../../src-main/engine/store/outbox/op-repo.ts';
import { RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import type { OutboxEvent } from '../../../src-main/engine/outbox/op-core.ts';
import type { OpRecord } from '../../../src-main/engine/store/outbox/op-record.ts';
import type { OpRepo } from '../../../src-main/engine/store/outbox/op-repo.ts';
import type { OpenStoreOptions, Store } from '../../../src-main/engine/store/open.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { SeededRandom } from './seeded-random.ts';

export const STORE_KEYS = {
  mirror: new Uint8Array(32).fill(3),
  outbox: new Uint8Array(32).fill(4),
};
export const WORLD_MS = Date.UTC(2026, 0, 5, 9);
const DAY_MS = 24 * 3600 * 1000;

/** What was committed and told, by item. */
export type Truth = ReadonlyMap<string, OutboxState>;

export interface StoreWorld {
  /** As a process killed at the end leaves it: database, WAL, journal, backups. */
  readonly folder: string;
  /** As it was some changes earlier. */
  readonly earlier: string;
  readonly truth: Truth;
}

/** Opens a profile of the storage tests. */
export function openWorldStore(folder: string, more: Partial<OpenStoreOptions> = {}): Store {
  return openStore({ folder, keys: STORE_KEYS, wallMs: WORLD_MS + 2 * DAY_MS, ...more });
}

/** Makes a world below `root`. Two lives of the engine with a backup in between, then the kill. */
export function buildStoreWorld(root: string, random: SeededRandom): StoreWorld {
  const live = join(root, 'live');
  const first = openStore({ folder: live, keys: STORE_KEYS, wallMs: WORLD_MS });
  fillDesk(first);
  const truth = new Map<string, OutboxState>();
  work(first, truth, random, 4 + random.below(8));
  first.close();
  const second = openStore({ folder: live, keys: STORE_KEYS, wallMs: WORLD_MS + DAY_MS });
  createOpRepo(second, second.epoch).claimAll();
  work(second, truth, random, 3 + random.below(6));
  const earlier = copyFolder(live, join(root, 'earlier'));
  work(second, truth, random, 2 + random.below(6));
  if (random.below(3) === 0) second.readPragma('outbox.wal_checkpoint(PASSIVE)');
  work(second, truth, random, 2 + random.below(6));
  // The bytes as they are now are those a SIGKILL leaves: nothing of ours waits in a buffer.
  const folder = copyFolder(live, join(root, 'killed'));
  second.close();
  return { folder, earlier, truth };
}

export function copyFolder(from: string, to: string): string {
  mkdirSync(to, { recursive: true, mode: 0o700 });
  cpSync(from, to, { recursive: true });
  return to;
}

function fillDesk(store: Store): void {
  createAccountRepo(store).insert({
    id: 'acc1',
    kind: 'cm-sign',
    label: 'Test',
    baseUrl: 'https://sign.test',
    createdAt: '2026-01-05T09:00:00.000Z',
  });
  for (let n = 0; n < 5; n += 1) {
    store.prepare(`INSERT INTO outbox.snippet VALUES (?, 'Title', ?, 0)`).run(`s${n}`, `text ${n}`);
  }
}

/** Ways of an item through the table, one step at a time. */
const WAYS: readonly (readonly OutboxEvent[])[] = [
  [
    { type: 'prechecked', verdict: { is: 'as-reviewed' } },
    { type: 'answered', answer: 'accepted', isTokenFresh: false },
    { type: 'read-back', verdict: { is: 'applied' }, isSettled: true },
  ],
  [
    { type: 'prechecked', verdict: { is: 'as-reviewed' } },
    { type: 'answered', answer: 'lost', isTokenFresh: false },
    { type: 'read-back', verdict: { is: 'not-applied' }, isSettled: true },
    { type: 'read-back', verdict: { is: 'not-applied' }, isSettled: true },
    { type: 'prechecked', verdict: { is: 'as-reviewed' } },
    { type: 'answered', answer: 'accepted', isTokenFresh: false },
    { type: 'read-back', verdict: { is: 'applied' }, isSettled: true },
  ],
  [{ type: 'cancel' }],
  [{ type: 'prechecked', verdict: { is: 'goal-met' } }],
  [{ type: 'blocked', why: 'auth' }, { type: 'unblocked', why: 'auth' }, { type: 'cancel' }],
  [
    { type: 'prechecked', verdict: { is: 'as-reviewed' } },
    { type: 'answered', answer: 'redirected', isTokenFresh: false },
    { type: 'dismiss' },
  ],
];

function work(
  store: Store,
  truth: Map<string, OutboxState>,
  random: SeededRandom,
  steps: number,
): void {
  const ops = createOpRepo(store, store.epoch);
  for (let step = 0; step < steps; step += 1) {
    const size = 1 + random.below(3);
    ops.inTransaction(() => {
      for (let n = 0; n < size; n += 1) {
        const opId = `op-${truth.size}-${random.below(1_000_000)}`;
        insertOp(ops, opId, random);
        truth.set(opId, 'QUEUED');
      }
    });
    for (const opId of truth.keys()) {
      if (random.below(3) > 0) moveOn(ops, opId, truth, random);
    }
  }
}

function insertOp(ops: OpRepo, opId: string, random: SeededRandom): void {
  const holdUntilMs = WORLD_MS + 10_000;
  ops.insert(
    {
      opId,
      accountId: 'acc1',
      lane: opId,
      kind: 'reassign-decision',
      groupId: null,
      intent: JSON.stringify({
        way: random.below(WAYS.length),
        text: 'x'.repeat(random.below(3000)),
      }),
      base: JSON.stringify({ text: 'y'.repeat(random.below(2000)) }),
      baseHash: 'h',
      dependsOn: null,
      decidedMs: WORLD_MS,
      holdUntilMs,
    },
    createOpCore('goal'),
    { wallMs: WORLD_MS, monoMs: 1.5 },
  );
}

function moveOn(
  ops: OpRepo,
  opId: string,
  truth: Map<string, OutboxState>,
  random: SeededRandom,
): void {
  const record = ops.find(opId);
  if (record === null || !isReadable(record)) throw new Error(`no item ${opId}`);
  const { way } = JSON.parse(record.intent) as { way: number };
  const event = WAYS[way]?.find((one) => isNext(record, one, random));
  if (event === undefined) return;
  const { next, cause, isDurable } = transition(record.core, event);
  if (!isDurable) return;
  ops.applyChange({
    opId,
    from: record.core.state,
    core: next,
    progress: {
      ...record,
      pre: next.state === 'SENDING' ? JSON.stringify({ at: 'p'.repeat(500) }) : record.pre,
      restedMs: RESTING_STATES.includes(next.state) ? WORLD_MS : null,
      dismissedMs: next.isDismissed ? WORLD_MS : null,
      sentWallMs: next.state === 'SENDING' ? WORLD_MS : record.sentWallMs,
    },
    cause,
    stamp: { wallMs: WORLD_MS, monoMs: 2.5 },
  });
  truth.set(opId, next.state);
}

/** Whether the event can come next in the item's state; the table itself would throw. */
function isNext({ core }: OpRecord, event: OutboxEvent, random: SeededRandom): boolean {
  const states: Partial<Record<OutboxEvent['type'], readonly OutboxState[]>> = {
    prechecked: ['QUEUED', 'WAITING'],
    answered: ['SENDING'],
    'read-back': ['UNKNOWN', 'ACKED'],
    cancel: ['QUEUED', 'WAITING'],
    blocked: random.below(2) === 0 ? ['QUEUED'] : [],
    unblocked: ['BLOCKED'],
    dismiss: ['ATTENTION'],
  };
  if (event.type === 'dismiss' && core.isDismissed) return false;
  return states[event.type]?.includes(core.state) ?? false;
}
