// Proves the pull of packages: pages, changed workflows only, vanished ones settled by reading, people, and the list
// the page sees.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createPackageKey } from '../../src-shared/domain/workflow/package-key.ts';
import { findPackage } from '../../src-main/engine/store/mirror/package-queries.ts';
import { HUB_ACCOUNT, startHubRig } from '../support/hub-rig.ts';
import type { PackageQuery } from '../../src-main/engine/store/mirror/package-page.ts';
import type { HubRig } from '../support/hub-rig.ts';

const MANY = 250;

let rig: HubRig;
before(async () => {
  rig = await startHubRig(['--packages', String(MANY)]);
  const result = await rig.pull();
  assert.equal(result.failure, null);
  assert.equal(result.listedCount, MANY);
});
afterEach(async () => {
  await rig.control('DELETE', '/faults');
  await rig.control('DELETE', '/hits');
});
after(() => rig.close());

interface Hits {
  readonly total: number;
  readonly routes: Readonly<Record<string, number>>;
}

async function readHits(): Promise<Hits> {
  return await rig.control<Hits>('GET', '/hits');
}

async function countWorkflowReads(): Promise<number> {
  return (await readHits()).routes['GET /packages/{n}/workflow'] ?? 0;
}

function find(packageId: string) {
  return findPackage(rig.store, createPackageKey(HUB_ACCOUNT, packageId));
}

/** Every row of a query, page by page. */
function readAll(query: Partial<PackageQuery>, limit: number): readonly string[] {
  const keys: string[] = [];
  let after: string | null = null;
  do {
    const page = rig.page({ ...query, after, limit });
    keys.push(...page.rows.map((row) => row.key));
    after = page.next;
  } while (after !== null);
  return keys;
}

describe('a pull', () => {
  it('has read every package with its workflow', () => {
    const { rows, total } = rig.page({ limit: 500 });
    assert.equal(total, MANY);
    assert.equal(rows.length, MANY);
    assert.ok(rows.every((row) => row.type !== null && row.stage !== null));
    assert.ok(rows.every((row) => row.recipientCount !== null && row.recipientCount > 0));
  });

  it('asks for pages and nothing else when nothing has changed', async () => {
    await rig.pull();
    await rig.control('DELETE', '/hits');
    const result = await rig.pull();
    const { routes, total } = await readHits();
    assert.deepEqual([result.changedCount, result.failure], [0, null]);
    assert.deepEqual([routes['GET /packages/ALL/{n}/{n}'], total], [3, 3]);
  });

  it('reads the workflow of what has changed, and tells the page', async () => {
    const id = await rig.build({ name: 'Fresh lease', recipients: [{ email: 'a@example.test' }] });
    await rig.pull();
    assert.equal(find(id)?.arrangement?.base.recipients.length, 1);
    const before = find(id)?.arrangement?.baseHash;
    await rig.control('POST', '/colleague/add', {
      packageId: Number(id),
      email: 'b@example.test',
      name: 'Bea',
    });
    await rig.control('DELETE', '/hits');
    const { changedCount } = await rig.pull();
    assert.ok(changedCount >= 1);
    assert.ok((await countWorkflowReads()) >= 1);
    const now = find(id)?.arrangement;
    assert.equal(now?.base.recipients.length, 2);
    assert.notEqual(now?.baseHash, before);
    const told = rig.events.filter(([name]) => name === 'package.changed').at(-1)?.[1];
    assert.deepEqual(told, { keys: [createPackageKey(HUB_ACCOUNT, id)] });
  });

  it('reads again what was read in the very second of a change', async () => {
    const id = await rig.build({ recipients: [{ email: 'a@example.test' }] });
    await rig.pull();
    await rig.control('DELETE', '/hits');
    await rig.pull();
    // Its change time has whole seconds and is not two seconds old.
    assert.ok((await countWorkflowReads()) >= 1);
    assert.equal(find(id)?.isGone, false);
  });

  it('settles a vanished package by reading it: gone when the service says so', async () => {
    const id = await rig.build({ name: 'Short-lived' });
    await rig.pull();
    await rig.control('POST', '/colleague/delete', { packageId: Number(id) });
    const { failure } = await rig.pull();
    assert.equal(failure, null);
    assert.equal(find(id)?.isGone, true);
    assert.deepEqual(rig.page({ search: 'short-lived' }).rows, []);
  });

  it('keeps what a shrunken list leaves out while the service still knows it', async () => {
    await rig.pull();
    const { total } = rig.page();
    const listed = { method: 'GET', pattern: 'packages/ALL' };
    await rig.control('PUT', '/faults', [
      { match: listed, fault: { type: 'status', status: 200, body: [] } },
    ]);
    const { failure } = await rig.pull();
    assert.equal(failure, null);
    assert.equal(rig.page().total, total);
  });

  it('ends when a service answers every page alike', async () => {
    const body = Array.from({ length: 100 }, (_, at) => ({
      package_id: 9_000_000 + at,
      package_name: `Same ${at}`,
      package_status: 'COMPLETED',
      modified_on: '2031-05-02T09:30:00',
    }));
    await rig.control('PUT', '/faults', [
      { match: { pattern: 'packages/ALL' }, fault: { type: 'status', status: 200, body } },
    ]);
    const controller = new AbortController();
    const { failure, listedCount } = await rig.pull({ signal: controller.signal });
    assert.deepEqual([failure, listedCount], [null, 100]);
    await rig.control('DELETE', '/faults');
    await rig.pull();
    assert.deepEqual(rig.page({ search: 'same' }).rows, []);
  });

  it('counts rows it cannot read and keeps the rest', async () => {
    const body = [{ package_id: 'odd' }, { package_id: 9_100_000, package_name: 'Odd neighbour' }];
    await rig.control('PUT', '/faults', [
      {
        match: { pattern: 'packages/ALL', times: 1 },
        fault: { type: 'status', status: 200, body },
      },
    ]);
    const { unreadableCount } = await rig.pull();
    assert.equal(unreadableCount, 1);
  });

  it('ends with the service’s failure and keeps what came before it', async () => {
    const id = await rig.build({ name: 'Before the break' });
    await rig.control('PUT', '/faults', [
      { match: { pattern: 'packages/ALL/2/' }, fault: { type: 'status', status: 503 } },
    ]);
    const { failure } = await rig.pull();
    assert.equal(failure?.status, 503);
    assert.equal(find(id)?.name, 'Before the break');
  });

  it('ends at once when it is cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const { failure } = await rig.pull({ signal: controller.signal });
    assert.equal(failure?.code, 'ABORTED');
  });

  it('marks a workflow it cannot understand, and shows its row all the same', async () => {
    const id = await rig.build({ name: 'Novel words' });
    const fault = { type: 'unknown-enum', field: 'workflow.workflow_type', value: 'SPIRAL' };
    await rig.control('PUT', '/faults', [{ match: { pattern: `${id}/workflow` }, fault }]);
    const { unreadableCount } = await rig.pull();
    assert.ok(unreadableCount >= 1);
    const stored = find(id);
    assert.deepEqual([stored?.unreadable, stored?.arrangement], ['workflow_type', null]);
    const [row] = rig.page({ search: 'novel words' }).rows;
    assert.deepEqual([row?.stage, row?.type], ['draft', null]);
  });

  it('reads a package with a seal whole, and counts nothing as unreadable', async () => {
    const recipients = [{ email: 'a@example.test', name: 'Ann' }, { seal: 'House seal' }];
    const id = await rig.build({ name: 'Sealed deed', recipients });
    const { failure, unreadableCount } = await rig.pull();
    assert.deepEqual([failure, unreadableCount], [null, 0]);
    const stored = find(id);
    assert.equal(stored?.unreadable, null);
    assert.equal(stored.arrangement?.workflow.package.hasSeal, true);
    assert.deepEqual(
      stored.arrangement.base.recipients.map(({ kind, role }) => [kind, role]),
      [
        ['person', 'SIGNER'],
        ['seal', 'ELECTRONIC_SEAL'],
      ],
    );
    const [row] = rig.page({ search: 'sealed deed' }).rows;
    assert.deepEqual([row?.type, row?.recipientCount], ['SERIAL', 2]);
  });

  it('does not let a read from before an acknowledged write undo it', async () => {
    const id = await rig.build({ recipients: [{ email: 'a@example.test' }] });
    const outcome = await rig.client.getWorkflow(id);
    assert.ok(outcome.kind === 'read');
    const guarded = await startHubRig(['--packages', '0'], { mayApplyRead: () => false });
    try {
      assert.equal(guarded.packages.applyPackage(HUB_ACCOUNT, outcome.value, outcome), false);
      assert.equal(guarded.packages.markGone(HUB_ACCOUNT, id, outcome.beganMonoMs), false);
      assert.equal(findPackage(guarded.store, createPackageKey(HUB_ACCOUNT, id)), null);
    } finally {
      await guarded.close();
    }
  });
});

describe('pages of packages', () => {
  for (const sort of ['modified', 'name'] as const) {
    it(`shows each once, in order of ${sort}, whatever the size of a page`, () => {
      const whole = readAll({ sort }, 500);
      assert.equal(new Set(whole).size, whole.length);
      for (const limit of [1, 7, 100]) assert.deepEqual(readAll({ sort }, limit), whole);
    });
  }

  it('orders by the newest change and by name', () => {
    const times = rig.page({ limit: 500 }).rows.map((row) => row.modifiedAt ?? '');
    assert.deepEqual(times, times.toSorted().toReversed());
    const names = rig.page({ sort: 'name', limit: 500 }).rows.map((row) => row.name.toLowerCase());
    assert.deepEqual(names, names.toSorted());
  });

  it('splits into views that add up, and filters by type', () => {
    const views = ['draft', 'shared', 'completed', 'declined'] as const;
    const totals = views.map((view) => rig.page({ view }).total);
    assert.equal(
      totals.reduce((sum, total) => sum + total, 0),
      rig.page().total,
    );
    const custom = rig.page({ type: 'CUSTOM', limit: 500 });
    assert.ok(custom.total > 0 && custom.rows.every((row) => row.type === 'CUSTOM'));
  });

  it('finds by the beginnings of words of name, owner and recipients, and takes any text', async () => {
    const id = await rig.build({
      name: 'Überlandstraße lease',
      recipients: [{ email: 'zorb.quillon@example.test', name: 'Zörb Quillon' }],
    });
    await rig.pull();
    const key = createPackageKey(HUB_ACCOUNT, id);
    for (const search of ['uberland', 'zorb', 'LEASE zörb', 'quillon@example']) {
      assert.deepEqual(
        rig.page({ search }).rows.map((row) => row.key),
        [key],
        search,
      );
    }
    for (const search of ['"', 'a" OR "b', '*', 'NEAR(', '  ', '()', '\u0000x']) {
      assert.doesNotThrow(() => rig.page({ search }));
    }
  });

  it('refuses a place of another sort', () => {
    const { next } = rig.page({ limit: 1 });
    assert.throws(() => rig.page({ sort: 'name', after: next }), /not one of this list/);
    assert.throws(() => rig.page({ after: 'nonsense' }), /not one of this list/);
  });

  it('walks an index for every page of a view', () => {
    for (const column of ['modified_ms', 'name_fold']) {
      const plan = rig.store
        .prepare<[], { detail: string }>(
          `EXPLAIN QUERY PLAN SELECT * FROM package p WHERE p.is_gone = 0 AND p.stage = 'draft'
           ORDER BY p.${column}, p.row_id LIMIT 10`,
        )
        .all();
      assert.match(plan.map(({ detail }) => detail).join(' '), /USING INDEX package_stage_/);
      assert.doesNotMatch(plan.map(({ detail }) => detail).join(' '), /TEMP B-TREE/);
    }
  });
});

describe('people for the palette', () => {
  it('offers users, groups and contacts without the service', async () => {
    const users = await rig.control<readonly { name: string; email: string }[]>('GET', '/users');
    const all = rig.directory.search(HUB_ACCOUNT, '', 1000);
    assert.deepEqual(new Set(all.map((row) => row.source)), new Set(['user', 'group', 'contact']));
    for (const { name, email } of users) {
      const [found] = rig.directory.search(HUB_ACCOUNT, email.toUpperCase(), 5);
      assert.deepEqual([found?.name, found?.email, found?.kind], [name, email, 'person']);
    }
  });

  it('names a person once who is user and contact, and drops who has left', async () => {
    const [user] = await rig.control<readonly { name: string; email: string }[]>('GET', '/users');
    assert.ok(user);
    const twin = { kind: 'person', memberCount: null, source: 'contact', ...user } as const;
    const gone = { ...twin, name: 'Gone', email: 'gone@example.test' };
    rig.directory.put(HUB_ACCOUNT, [twin, gone], 1);
    assert.equal(rig.directory.search(HUB_ACCOUNT, user.email, 10).length, 1);
    rig.directory.put(HUB_ACCOUNT, [twin], 2);
    rig.directory.finish(HUB_ACCOUNT, 'contact', 2);
    assert.deepEqual(rig.directory.search(HUB_ACCOUNT, 'gone@', 10), []);
  });

  it('completes a pull although the service keeps its people closed', async () => {
    rig.store.exec('DELETE FROM directory_pull');
    await rig.control('PUT', '/faults', [
      {
        match: { pattern: '(users|groups|contacts)' },
        fault: { type: 'status', status: 403, body: {} },
      },
    ]);
    const { failure } = await rig.pull();
    assert.equal(failure, null);
  });
});
