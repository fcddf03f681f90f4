import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { callControl, startSandboxProcess } from '../support/sandbox-process.ts';
import { createPullRig } from '../support/pull-rig.ts';
import { EVERY_ROW, findSearchHits } from '../../src-main/engine/store/search.ts';
import type { PullRig } from '../support/pull-rig.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

const LIST = { method: 'GET', pattern: '/reassignrequests$' };
const DOSSIER = { method: 'GET', pattern: '/dossiers/.+' };

describe('a pull of reassign requests', { timeout: 120_000 }, () => {
  let sandbox: RunningSandbox;
  const rigs: PullRig[] = [];

  before(async () => {
    sandbox = await startSandboxProcess(['--requests', '400', '--seed', '7']);
  });
  after(async () => await sandbox.stop());
  afterEach(async () => {
    await callControl(sandbox, 'DELETE', '/faults');
    await callControl(sandbox, 'PUT', '/assumptions', { A14: 'newest' });
    await Promise.all(rigs.splice(0).map((rig) => rig.close()));
  });

  function createRig(
    ...more: Parameters<typeof createPullRig> extends [unknown, ...infer R] ? R : never
  ): PullRig {
    const rig = createPullRig(sandbox, ...more);
    rigs.push(rig);
    return rig;
  }
  const inject = (match: object, fault: object): Promise<unknown> =>
    callControl(sandbox, 'POST', '/faults', { match, fault });
  const colleague = (act: 'approve' | 'decline', requestId: string): Promise<unknown> =>
    callControl(
      sandbox,
      'POST',
      `/colleague/${act}`,
      act === 'decline' ? { requestId, declineReason: 'No' } : { requestId },
    );
  const findPending = (rig: PullRig): string =>
    rig.store
      .prepare<[], { id: string }>(
        `SELECT request_id AS id FROM reassign_request
         WHERE state = 'pending' AND expires_ms > ${Date.now()} AND worst_code IS NOT 'DOSSIER_CLOSED' LIMIT 1`,
      )
      .get()?.id ?? assert.fail('no pending request');

  it('brings in all requests, their dossiers and the search index, without calling it news', async () => {
    const rig = createRig();
    const result = await rig.pull();
    assert.deepEqual([result.failure, result.listedCount, result.unreadableCount], [null, 400, 0]);
    assert.equal(rig.count(), 400);
    const pending = rig.count(`state = 'pending'`);
    assert.ok(pending > 20);
    const known = rig.count(
      `state = 'pending' AND EXISTS (SELECT 1 FROM dossier d WHERE d.dossier_id = reassign_request.dossier_id)`,
    );
    assert.equal(known, pending);
    assert.ok(rig.count(`state = 'pending' AND expires_ms IS NOT NULL`) > 0);
    const row = rig.store
      .prepare<[], { name: string }>('SELECT to_name AS name FROM reassign_request')
      .get();
    assert.notEqual(findSearchHits(rig.store, row?.name ?? '', EVERY_ROW)?.rowIds.length, 0);
    assert.ok(rig.events.every(([name]) => name === 'inbox.changed'));
    assert.ok(
      rig.progress.some(
        ({ step, done, total }) => step === 'dossiers' && done > 0 && total !== null,
      ),
    );
  });

  it('lets a search find every request from the moment the page can know of it', async () => {
    const rig = createRig();
    await rig.pull({
      onProgress({ step }) {
        if (step !== 'list') return;
        // Every address of the sample world ends in example or test.
        const hits = ['example', 'test'].flatMap(
          (word) => findSearchHits(rig.store, word, EVERY_ROW)?.rowIds ?? [],
        );
        assert.equal(new Set(hits).size, rig.count());
      },
    });
    assert.ok(rig.progress.filter(({ step }) => step === 'list').length > 3);
  });

  it('asks for nothing but the list when nothing has changed', async () => {
    const rig = createRig();
    await rig.pull();
    await callControl(sandbox, 'DELETE', '/hits');
    const before = rig.events.length;
    const result = await rig.pull();
    const hits = await callControl<object>(sandbox, 'GET', '/hits');
    assert.equal(result.changedCount, 0);
    assert.equal(rig.events.length, before);
    assert.doesNotMatch(JSON.stringify(hits), /dossiers/);
  });

  it('pushes only what changed, and new requests as arrivals', async () => {
    const rig = createRig();
    await rig.pull();
    const approved = findPending(rig);
    await colleague('approve', approved);
    const made = await callControl<{ id: string }>(sandbox, 'POST', '/requests', {});
    const before = rig.events.length;
    const result = await rig.pull();
    assert.ok(result.changedCount >= 2);
    const told = rig.events.slice(before);
    const keys = told.flatMap(([name, payload]) =>
      name === 'inbox.changed' ? (payload as { keys: string[] }).keys : [],
    );
    assert.deepEqual(new Set(keys), new Set([`one/${approved}`, `one/${made.id}`]));
    const arrived = told.find(([name]) => name === 'inbox.arrived');
    assert.deepEqual(arrived?.[1], { count: 1, firstKey: `one/${made.id}` });
    assert.equal(rig.count(`request_id = '${approved}' AND state = 'approved'`), 1);
  });

  it('settles a request that vanished from the list by reading it', async () => {
    const rig = createRig();
    await rig.pull();
    const decided = findPending(rig);
    await colleague('decline', decided);
    await callControl(sandbox, 'PUT', '/assumptions', { A14: 'newest-pending' });
    await rig.pull();
    assert.equal(
      rig.count(
        `request_id = '${decided}' AND state = 'declined' AND is_listed = 0 AND is_gone = 0`,
      ),
      1,
    );
    assert.equal(
      rig.count(),
      (await callControl<{ matched: number }[]>(sandbox, 'GET', '/faults')).length + rig.count(),
    );
  });

  it('marks a vanished request that the service no longer knows as gone, and keeps it', async () => {
    const rig = createRig();
    await rig.pull();
    const requestId = findPending(rig);
    rig.store.exec(
      `UPDATE reassign_request SET request_id = '11111111-1111-4111-8111-111111111111',
         id_hash = id_hash('11111111-1111-4111-8111-111111111111'), source_hash = x'' WHERE request_id = '${requestId}'`,
    );
    await rig.pull();
    assert.equal(
      rig.count(`request_id = '11111111-1111-4111-8111-111111111111' AND is_gone = 1`),
      1,
    );
    assert.equal(rig.count(`request_id = '${requestId}' AND is_gone = 0`), 1);
  });

  it('takes nothing for vanished when the list did not come whole', async () => {
    const rig = createRig();
    await rig.pull();
    const before = rig.count('is_listed = 1 AND is_gone = 0');
    for (const [fault, code] of [
      [{ type: 'truncated' }, 'ANSWER_TRUNCATED'],
      [{ type: 'malformed' }, 'ANSWER_UNEXPECTED'],
      [{ type: 'captive-portal' }, 'ANSWER_NOT_JSON'],
      [{ type: 'oversized', sizeBytes: 200_000_000 }, 'ANSWER_TOO_LARGE'],
      [{ type: 'status', status: 401 }, 'UNAUTHORIZED'],
      [{ type: 'status', status: 500 }, 'SERVER_ERROR'],
      [{ type: 'redirect', location: 'http://127.0.0.1:1/' }, 'UNEXPECTED_REDIRECT'],
      [{ type: 'retry-after', value: '120' }, 'RATE_LIMITED'],
      [{ type: 'reset-before' }, 'CONNECTION_BROKEN'],
    ] as const) {
      await callControl(sandbox, 'DELETE', '/faults');
      await inject(LIST, fault);
      const result = await rig.pull();
      assert.equal(result.failure?.code, code, JSON.stringify(fault));
      assert.equal(rig.count('is_listed = 1 AND is_gone = 0'), before);
    }
  });

  it('does not hold a 200 MB answer in memory', async () => {
    const rig = createRig();
    await inject(LIST, { type: 'oversized', sizeBytes: 200_000_000 });
    const beforeBytes = process.memoryUsage().rss;
    await rig.pull();
    assert.ok(process.memoryUsage().rss - beforeBytes < 40_000_000);
  });

  it('keeps what came before a 401 in the middle, and goes on from there', async () => {
    const rig = createRig();
    await inject({ ...DOSSIER, nth: 20 }, { type: 'status', status: 401 });
    const result = await rig.pull();
    assert.equal(result.failure?.code, 'UNAUTHORIZED');
    assert.equal(rig.count(), result.listedCount);
    const read = (): number =>
      rig.store.prepare<[], { count: number }>('SELECT count(*) AS count FROM dossier').get()
        ?.count ?? 0;
    assert.ok(read() >= 10);
    await callControl(sandbox, 'DELETE', '/faults');
    assert.equal((await rig.pull()).failure, null);
    assert.ok(read() > 50);
  });

  it('shows an unknown state as unreadable and does not guess it', async () => {
    const rig = createRig();
    await inject(LIST, { type: 'unknown-enum', field: 'state', value: 'escalated' });
    const result = await rig.pull();
    assert.equal(result.failure, null);
    assert.ok(rig.count(`state = 'unreadable'`) > 0);
  });

  it('reads the details when the list leaves fields out', async () => {
    const rig = createRig();
    const fields = ['state', 'dossier', 'originalInvitee', 'newInvitee', 'reason'];
    await inject(LIST, { type: 'missing-fields', fields });
    const result = await rig.pull();
    assert.deepEqual([result.failure, result.unreadableCount], [null, 0]);
    assert.equal(rig.count('is_listed = 1'), result.listedCount);
    const again = await rig.pull();
    assert.equal(again.changedCount, 0);
  });

  it('counts what it cannot read and keeps the last good version', async () => {
    const rig = createRig();
    await rig.pull();
    const before = rig.count();
    await inject(LIST, { type: 'extra-fields', fields: { newInvitee: 'somebody' } });
    const result = await rig.pull();
    assert.equal(result.failure, null);
    assert.equal(result.unreadableCount, result.listedCount);
    assert.equal(rig.count('is_gone = 0'), before);
  });

  it('does not overwrite what a newer write has settled', async () => {
    const forbidden = new Set<string>();
    const rig = createRig({ mayApplyRead: (key) => !forbidden.has(key) });
    await rig.pull();
    const requestId = findPending(rig);
    forbidden.add(`one/${requestId}`);
    await colleague('approve', requestId);
    await rig.pull();
    assert.equal(rig.count(`request_id = '${requestId}' AND state = 'pending'`), 1);
    forbidden.clear();
    await rig.pull();
    assert.equal(rig.count(`request_id = '${requestId}' AND state = 'approved'`), 1);
  });

  it('stops when cancelled and keeps what it had', async () => {
    const rig = createRig();
    const controller = new AbortController();
    const result = await rig.pull({
      signal: controller.signal,
      onProgress: ({ step, done }) => {
        if (step === 'dossiers' && done === 5) controller.abort();
      },
    });
    assert.equal(result.failure?.code, 'ABORTED');
    assert.equal(rig.count(), result.listedCount);
    assert.equal((await rig.pull()).failure, null);
  });

  it('goes past a single detail that cannot be read', async () => {
    const rig = createRig();
    await inject({ ...DOSSIER, nth: 3 }, { type: 'status', status: 404 });
    await inject({ ...DOSSIER, nth: 6 }, { type: 'malformed' });
    assert.equal((await rig.pull()).failure, null);
  });
});
