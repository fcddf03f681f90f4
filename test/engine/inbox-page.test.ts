import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { INBOX_SORTS, INBOX_VIEWS } from '../../src-shared/contract/inbox-view.ts';
import { OUTBOX_STATES, RESTING_STATES } from '../../src-shared/domain/outbox-item.ts';
import {
  countOwners,
  countPending,
  countView,
} from '../../src-main/engine/store/mirror/inbox-counts.ts';
import { readInboxPage, writeWalk } from '../../src-main/engine/store/mirror/inbox-page.ts';
import { planView } from '../../src-main/engine/store/mirror/inbox-views.ts';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { insertMirrorRow, insertOp, insertSnooze, ROW_HASH } from '../builders/mirror-rows.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { openTestStore } from '../support/test-store.ts';
import type { InboxSort, InboxView } from '../../src-shared/contract/inbox-view.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { ViewContext } from '../../src-main/engine/store/mirror/inbox-views.ts';
import type { MirrorRowFields, OpFields, SnoozeFields } from '../builders/mirror-rows.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 5, 1, 12);

interface World {
  readonly rows: readonly MirrorRowFields[];
  readonly ops: readonly OpFields[];
  readonly snoozes: readonly SnoozeFields[];
  readonly context: ViewContext;
}

const owners = ['', 'Anna', 'anna', 'Bo', 'Team Zürich', 'Östen'];
const row = fc.record({
  state: fc.constantFrom('pending', 'pending', 'pending', 'approved', 'declined', 'unreadable'),
  owner: fc.constantFrom(...owners),
  // Few different times, so that ties are common.
  createdMs: fc.integer({ min: 0, max: 12 }).map((ago) => NOW_MS - ago * 6 * HOUR_MS),
  expiresMs: fc.option(fc.integer({ min: -2, max: 8 }).map((days) => NOW_MS + days * 24 * HOUR_MS)),
  isStop: fc.boolean(),
  isGone: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 0),
  ops: fc.array(
    fc.record({ state: fc.constantFrom(...OUTBOX_STATES), isDismissed: fc.boolean() }),
    { maxLength: 2 },
  ),
  snoozedHours: fc.option(fc.integer({ min: -5, max: 5 }), { freq: 5 }),
  snoozedHash: fc.constantFrom(null, ROW_HASH, 'another picture'),
});

const world: fc.Arbitrary<World> = fc
  .record({
    drafts: fc.array(row, { maxLength: 40 }),
    // A person may list an owner twice.
    mine: fc.array(fc.constantFrom(...owners), { maxLength: 4 }),
    team: fc.array(fc.constantFrom(...owners), { maxLength: 4 }),
  })
  .map(({ drafts, mine, team }) => ({
    // Row ids follow no order here: the pages may not rely on theirs alone.
    rows: drafts.map(
      ({ ops: _ops, snoozedHours: _hours, snoozedHash: _hash, ...fields }, index) => ({
        ...fields,
        rowId: ((index * 7919) % 100_003) + 1,
        requestId: `r${index}`,
      }),
    ),
    ops: drafts.flatMap(({ ops }, index) =>
      ops.map(({ state, isDismissed }, place) => ({
        opId: `${index}-${place}`,
        requestId: `r${index}`,
        state,
        restedMs: RESTING_STATES.includes(state) ? NOW_MS - HOUR_MS : null,
        dismissedMs:
          isDismissed && ['CONFLICT', 'REJECTED', 'ATTENTION'].includes(state) ? NOW_MS : null,
      })),
    ),
    snoozes: drafts.flatMap(({ snoozedHours, snoozedHash: seenHash }, index) =>
      snoozedHours === null
        ? []
        : [{ requestId: `r${index}`, untilMs: NOW_MS + snoozedHours * HOUR_MS, seenHash }],
    ),
    context: { nowMs: NOW_MS, ownersMine: mine, ownersTeam: team },
  }));

const AT_WORK = ['QUEUED', 'SENDING', 'UNKNOWN', 'ACKED', 'WAITING', 'BLOCKED'];

/** What a view holds, said once more without SQL. */
function listView({ rows, ops, snoozes, context }: World, view: InboxView): MirrorRowFields[] {
  const opsOf = (id: string) => ops.filter((op) => op.requestId === id);
  const isDecidedHere = (id: string): boolean =>
    opsOf(id).some(
      (op) => op.dismissedMs === null && op.state !== 'CANCELLED' && op.state !== 'SUPERSEDED',
    );
  const isAsleep = (id: string): boolean =>
    snoozes.some(
      ({ requestId, untilMs, seenHash }) =>
        requestId === id && untilMs > NOW_MS && (seenHash === null || seenHash === ROW_HASH),
    );
  const isPending = (each: MirrorRowFields): boolean =>
    each.state === 'pending' &&
    !each.isGone &&
    !isDecidedHere(each.requestId) &&
    !isAsleep(each.requestId);
  const tests: Record<InboxView, (each: MirrorRowFields) => boolean> = {
    pending: isPending,
    mine: (each) => isPending(each) && context.ownersMine.includes(each.owner),
    team: (each) => isPending(each) && context.ownersTeam.includes(each.owner),
    over24h: (each) => isPending(each) && each.createdMs < NOW_MS - 24 * HOUR_MS,
    expiring: (each) =>
      isPending(each) && each.expiresMs !== null && each.expiresMs <= NOW_MS + 72 * HOUR_MS,
    missing: (each) => isPending(each) && each.isStop,
    queued: (each) => opsOf(each.requestId).some((op) => AT_WORK.includes(op.state)),
    snoozed: (each) =>
      each.state === 'pending' &&
      !each.isGone &&
      isAsleep(each.requestId) &&
      !isDecidedHere(each.requestId),
    approved: (each) => each.state === 'approved' && !each.isGone,
    declined: (each) => each.state === 'declined' && !each.isGone,
    unreadable: (each) => each.state === 'unreadable' && !each.isGone,
    all: (each) => !each.isGone,
  };
  return rows.filter(tests[view]);
}

function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function sortRows(rows: readonly MirrorRowFields[], sort: InboxSort): MirrorRowFields[] {
  const last = Number.MAX_SAFE_INTEGER;
  const byAge = (a: MirrorRowFields, b: MirrorRowFields): number =>
    a.createdMs - b.createdMs || a.rowId - b.rowId;
  const orders: Record<InboxSort, (a: MirrorRowFields, b: MirrorRowFields) => number> = {
    oldest: byAge,
    newest: (a, b) => -byAge(a, b),
    deadline: (a, b) => (a.expiresMs ?? last) - (b.expiresMs ?? last) || a.rowId - b.rowId,
    owner: (a, b) => compareBytes(a.owner, b.owner) || byAge(a, b),
  };
  return rows.toSorted(orders[sort]);
}

function walkPages(
  store: Store,
  view: InboxView,
  sort: InboxSort,
  limit: number,
  context: ViewContext,
): string[] {
  const ids: string[] = [];
  let place: string | null = null;
  for (let pages = 0; pages <= 60; pages += 1) {
    const page = readInboxPage(store, { view, sort, after: place, limit, context });
    assert.ok(page.rows.length <= limit);
    ids.push(...page.rows.map((each) => each.request_id));
    if (page.next === null) return ids;
    place = page.next;
  }
  throw new Error('the pages do not end');
}

describe('pages and counts of the inbox', () => {
  let store: Store;
  let removeFolder: () => void;

  before(() => {
    const [folder, remove] = createTempFolder();
    removeFolder = remove;
    store = openTestStore(folder);
  });
  after(() => {
    store.close();
    removeFolder();
  });

  function fill(world: World): void {
    for (const table of ['reassign_request', 'outbox.op', 'outbox.snooze']) {
      store.exec(`DELETE FROM ${table}`);
    }
    for (const each of world.rows) insertMirrorRow(store, each);
    for (const op of world.ops) insertOp(store, op);
    for (const snooze of world.snoozes) insertSnooze(store, snooze);
  }

  test('every view in every sort shows each row once, in order, whatever the page size', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 15 }), (made, limit) => {
        store.exec('SAVEPOINT world');
        try {
          fill(made);
          for (const view of INBOX_VIEWS) {
            for (const sort of INBOX_SORTS) {
              const expected = sortRows(listView(made, view), sort).map((each) => each.requestId);
              const found = walkPages(store, view, sort, limit, made.context);
              assert.deepEqual(found, expected, `${view} by ${sort}`);
            }
          }
        } finally {
          store.exec('ROLLBACK TO world; RELEASE world');
        }
      }),
      { numRuns: 60 },
    );
  });

  test('every count is the number of rows its view shows', () => {
    fc.assert(
      fc.property(world, (made) => {
        store.exec('SAVEPOINT world');
        try {
          fill(made);
          for (const view of INBOX_VIEWS) {
            assert.equal(countView(store, view, made.context), listView(made, view).length, view);
          }
          const pending = listView(made, 'pending');
          assert.equal(countPending(store, made.context), pending.length);
          const byOwner = countOwners(store, made.context);
          for (const { owner, pending: count } of byOwner) {
            assert.equal(pending.filter((each) => each.owner === owner).length, count, owner);
          }
          assert.equal(
            byOwner.reduce((sum, each) => sum + each.pending, 0),
            pending.length,
          );
        } finally {
          store.exec('ROLLBACK TO world; RELEASE world');
        }
      }),
      { numRuns: 200 },
    );
  });

  test('refuses a place that is not one of this list', () => {
    const context = { nowMs: NOW_MS, ownersMine: [], ownersTeam: [] };
    const other = Buffer.from(JSON.stringify(['newest', null, 1, 1])).toString('base64url');
    for (const place of ['', 'x', other, Buffer.from('["oldest"]').toString('base64url')]) {
      assert.throws(
        () =>
          readInboxPage(store, { view: 'all', sort: 'oldest', after: place, limit: 5, context }),
        (error) => translateStoreError(error)?.error.code === 'BAD_INPUT',
      );
    }
  });

  test('walks an index for every view and sort: no scan of the requests, no sorting of them', () => {
    const context = { nowMs: NOW_MS, ownersMine: ['Anna'], ownersTeam: ['Bo'] };
    const place = { owner: null, value: 0, rowId: 0 };
    const columns = ['created_ms', 'expires_ms', 'no_deadline'] as const;
    for (const view of INBOX_VIEWS) {
      const plan = planView(view, context);
      // Drawn from a small set of their own, which may be sorted.
      if (plan.source !== null) continue;
      for (const column of columns) {
        for (const owner of [null, 'Anna']) {
          if (owner !== null && column !== 'created_ms') continue;
          for (const from of [null, place]) {
            const state = plan.states[0] ?? 'pending';
            const sql = writeWalk(plan, {
              column,
              direction: 'asc',
              state,
              owner,
              after: from,
            });
            const steps = store
              .prepare<[Record<string, unknown>], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
              .all({ ...NO_VALUES })
              .map((step) => step.detail);
            // A partial index holds nothing else than the view, so all of it may be walked.
            const ofView = /SEARCH r USING INDEX|SCAN r USING INDEX reassign_stop_/;
            const told = `${view} ${column}: ${steps.join(' | ')}`;
            assert.ok(
              steps.some((step) => ofView.test(step)),
              told,
            );
            const isWhole = (step: string) => step.startsWith('SCAN r') && !ofView.test(step);
            assert.ok(!steps.some(isWhole), told);
            assert.ok(!steps.some((step) => step.includes('TEMP B-TREE')), told);
          }
        }
      }
    }
  });
});

const NO_VALUES = {
  now: 0,
  dayAgo: 0,
  soon: 0,
  owners: '[]',
  owner: '',
  afterValue: 0,
  afterRowId: 0,
  limit: 1,
};
