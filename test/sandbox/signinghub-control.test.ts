// Tests the control surface of the SigningHub side: colleagues, the ledger as an oracle, its own faults and
// network, the data folder, and a large world.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { callControl, callService } from '../support/sandbox-process.ts';
import { makeUser, readShort, startHubDesk, type HubDesk } from './signinghub-tools.ts';

type Snapshot = readonly { recipientId: string; order: number; signingOrder: number }[];

describe('control of the SigningHub side', () => {
  let desk: HubDesk;
  before(async () => {
    desk = await startHubDesk();
  });
  after(() => desk.sandbox.stop());

  const ledger = (id: number, more = ''): Promise<LedgerEntry[]> =>
    callControl<LedgerEntry[]>(
      desk.sandbox,
      'GET',
      `/ledger?service=signinghub&packageId=${id}${more}`,
    );

  it('lets a colleague add at a position, move, change and remove', async () => {
    const { id } = await desk.build({ recipients: ['ann', 'bob', 'cas'] });
    const edit = (what: string, body: object) =>
      desk.control('POST', `/colleague/${what}`, { packageId: id, ...body });
    await edit('workflow', { type: 'CUSTOM' });
    await edit('add', { email: 'new@example.test', name: 'new', signingOrder: 2, at: 1 });
    assert.deepEqual(await desk.list(id), ['CUSTOM', 'new:2', 'ann:1', 'bob:2', 'cas:3']);
    await edit('move', { order: 1, to: 3 });
    assert.deepEqual(await desk.list(id), ['CUSTOM', 'ann:1', 'bob:2', 'new:2', 'cas:3']);
    await edit('update', { order: 3, name: 'newer', signingOrder: 9 });
    await edit('remove', { order: 1 });
    assert.deepEqual(await desk.list(id), ['CUSTOM', 'bob:2', 'newer:9', 'cas:3']);
    await edit('share', {});
    await assert.rejects(edit('remove', { order: 1 }), /409 .*no longer in draft state/);
    const causes = (await ledger(id, '&kind=change')).map((one) => one.cause);
    assert.deepEqual(causes, ['control', ...Array(5).fill('colleague')]);
  });

  it('writes who was hit, by which request, with the list before and after', async () => {
    const { id, recipientIds } = await desk.build({ recipients: ['ann', 'bob'] });
    const put = { 'x-request-id': 'request-17' };
    await desk.call('PUT', `/v3/packages/${id}/workflow/2/reorder`, { order: 1 }, put);
    await desk.callIn(id, 'POST', '/workflow/users', [makeUser('cas')]);
    await desk.callIn(id, 'DELETE', '/workflow/1');
    const [, moved, added, removed] = await ledger(id, '&kind=change');
    assert.equal(moved?.clientRequest, 'request-17');
    assert.equal(moved?.detail['what'], 'recipient moved');
    assert.equal(moved?.detail['recipientId'], recipientIds[1]);
    assert.equal(added?.detail['what'], 'recipient added');
    assert.equal(removed?.detail['what'], 'recipient removed');
    assert.equal(removed?.detail['recipientId'], recipientIds[1]);
    const ids = (list: unknown): string[] => (list as Snapshot).map((one) => one.recipientId);
    assert.deepEqual(ids(moved?.detail['before']), recipientIds);
    assert.deepEqual(ids(moved?.detail['after']), recipientIds.toReversed());
    assert.deepEqual(moved?.detail['after'], added?.detail['before']);
    assert.deepEqual(added?.detail['after'], removed?.detail['before']);
    assert.ok((moved?.arrival ?? 0) < (added?.arrival ?? 0));
  });

  it('leaves no trace of a refused call', async () => {
    const { id } = await desk.build({ recipients: ['ann'], isLocked: true });
    const before = (await ledger(id)).length;
    await desk.callIn(id, 'DELETE', '/workflow/1');
    assert.equal((await ledger(id)).length, before);
  });

  it('has faults, hits and a network of its own', async () => {
    const { id } = await desk.build({ recipients: ['ann'] });
    await desk.control('DELETE', '/hits');
    await desk.control('PUT', '/faults', [
      {
        match: { method: 'DELETE', path: `/packages/${id}` },
        fault: { type: 'reset-after' },
      },
    ]);
    await assert.rejects(desk.callIn(id, 'DELETE', '/workflow/1'));
    await desk.control('DELETE', '/faults');
    assert.deepEqual(await desk.list(id), ['SERIAL']);
    const { routes } = await desk.control<{ routes: Record<string, number> }>('GET', '/hits');
    assert.deepEqual(routes, {
      'DELETE /packages/{n}/workflow/{n}': 1,
      'GET /packages/{n}/workflow': 1,
    });
    await desk.control('PUT', '/network', { online: false });
    await assert.rejects(desk.callIn(id, 'GET', '/workflow'));
    assert.equal((await callService(desk.sandbox, 'GET', '/reassignrequests')).status, 200);
    await desk.control('PUT', '/network', { online: true });
    assert.equal(readShort(await desk.callIn(id, 'GET', '/workflow')), '200');
  });

  it('serves a stale read of a package', async () => {
    const { id } = await desk.build({ recipients: ['ann'] });
    await desk.callIn(id, 'POST', '/workflow/users', [makeUser('bob')]);
    const match = { method: 'GET', path: `/packages/${id}` };
    await desk.control('PUT', '/faults', [{ match, fault: { type: 'stale-read', ms: 60_000 } }]);
    const stale = await desk.callIn(id, 'GET', '/workflow/users');
    await desk.control('DELETE', '/faults');
    assert.equal(readShort(stale), '404 Document not found');
    assert.deepEqual(await desk.list(id), ['SERIAL', 'ann:1', 'bob:2']);
  });

  it('unlocks and locks by template', async () => {
    const { id } = await desk.build({ recipients: ['ann'] });
    await desk.control('PUT', `/packages/${id}/lock`, {});
    const { workflow } = (await desk.callIn(id, 'GET', '/workflow')).json as {
      workflow: { read_only: boolean };
    };
    assert.equal(workflow.read_only, true);
    await desk.control('PUT', `/packages/${id}/lock`, { templateName: null });
    assert.equal(readShort(await desk.callIn(id, 'DELETE', '/workflow/1')), '200');
  });
});

describe('data folder of the SigningHub side', () => {
  it('brings packages, people, switches and tokens back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sandbox-hub-'));
    const flags = ['--packages', '20', '--data', folder];
    try {
      const first = await startHubDesk(flags);
      const { id } = await first.build({ recipients: ['ann', 'bob'] });
      await first.set({ 'A-26': 'kept' });
      await first.callIn(id, 'DELETE', '/workflow/1');
      await first.callIn(1_000_003, 'PUT', '', { package_name: 'Renamed' });
      await first.control('PUT', '/groups/Night shift', { members: ['ann@example.test'] });
      const list = await first.call('GET', '/v3/packages/ALL/1/50');
      await first.sandbox.stop();

      const second = await startHubDesk(flags);
      assert.deepEqual(await second.list(id), ['SERIAL', 'bob:2']);
      assert.deepEqual((await second.call('GET', '/v3/packages/ALL/1/50')).json, list.json);
      const groups = await second.control<{ name: string }[]>('GET', '/groups');
      assert.ok(groups.some((one) => one.name === 'Night shift'));
      const fresh = await second.build();
      assert.equal(fresh.id, id + 1);
      await second.sandbox.stop();
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a large SigningHub world', () => {
  // Measured at some hundred milliseconds; several times that means that packages are made for nothing.
  const PAGE_LIMIT_MS = 3_000;

  it('serves the first and the last page of 100,000 packages', async () => {
    const desk = await startHubDesk(['--packages', '100000']);
    try {
      for (const path of ['ALL/1/100', 'ALL/1000/100', 'DRAFT/1/50']) {
        const started = performance.now();
        const answer = await desk.call('GET', `/v3/packages/${path}`);
        const tookMs = performance.now() - started;
        assert.equal(answer.status, 200);
        assert.ok((answer.json as object[]).length >= 50);
        assert.ok(tookMs < PAGE_LIMIT_MS, `${path} took ${tookMs} ms`);
        console.log(`# ${path}: ${Math.round(tookMs)} ms`);
      }
    } finally {
      await desk.sandbox.stop();
    }
  });
});
