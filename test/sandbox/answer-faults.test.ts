// Tests the faults of answers, stale reads, and which requests a rule meets.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  makeSandboxToken,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';
import { createFaultTools, type FaultTools, waitUntil } from './fault-tools.ts';

describe('faults of the answer', () => {
  let sandbox: RunningSandbox;
  let setFaults: FaultTools['setFaults'];
  let list: FaultTools['list'];
  let approve: FaultTools['approve'];
  let countEffects: FaultTools['countEffects'];

  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '20', '--seed', '4']);
    ({ setFaults, list, approve, countEffects } = createFaultTools(sandbox));
  });
  after(() => sandbox.stop());
  afterEach(() => callControl(sandbox, 'DELETE', '/faults'));

  it('answers any status before or after applying, with body and headers', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await setFaults(
      {
        match: { method: 'PUT', nth: 1 },
        fault: { type: 'status', status: 503, headers: { 'x-why': 'test' } },
      },
      {
        match: { method: 'PUT', times: 1 },
        fault: { type: 'status', status: 500, when: 'after', body: 'Oops' },
      },
    );
    const before = await approve(id);
    assert.deepEqual(
      [before.status, before.headers.get('x-why'), (before.json as { status: number }).status],
      [503, 'test', 503],
    );
    assert.equal(await countEffects(id), 0);
    const applied = await approve(id);
    assert.deepEqual([applied.status, applied.text], [500, 'Oops']);
    assert.equal(await countEffects(id), 1);
  });

  it('answers malformed and truncated JSON with status 200, after applying', async () => {
    for (const type of ['malformed', 'truncated']) {
      const { id } = await buildSandboxRequest(sandbox);
      await setFaults({ match: { method: 'PUT' }, fault: { type } });
      const answer = await approve(id);
      assert.deepEqual([answer.status, answer.json], [200, undefined]);
      assert.ok(answer.text.length > 0);
      assert.equal(await countEffects(id), 1);
    }
  });

  it('plays a captive portal without applying', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await setFaults({ fault: { type: 'captive-portal' } });
    const answer = await approve(id);
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('content-type') ?? '', /text\/html/);
    assert.match(answer.text, /^<!doctype html>/);
    assert.equal(await countEffects(id), 0);
  });

  it('streams an oversized body of exactly the size asked for, in bounded memory', async () => {
    const sizeBytes = 200 * 1024 * 1024;
    await setFaults({ fault: { type: 'oversized', sizeBytes } });
    const headers = { authorization: `Bearer ${await makeSandboxToken(sandbox)}` };
    const answer = await fetch(`${sandbox.baseUrl}/reassignrequests`, { headers });
    const startBytes = process.memoryUsage().rss;
    let received = 0;
    let peakBytes = 0;
    for await (const chunk of answer.body ?? []) {
      received += (chunk as Uint8Array).length;
      peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
    }
    assert.equal(received, sizeBytes);
    assert.ok(peakBytes - startBytes < sizeBytes, `grew by ${peakBytes - startBytes}`);
  });

  it('stops streaming an oversized body when the reader goes away', async () => {
    await setFaults({ fault: { type: 'oversized', sizeBytes: 1024 ** 3 } });
    const headers = { authorization: `Bearer ${await makeSandboxToken(sandbox)}` };
    const answer = await fetch(`${sandbox.baseUrl}/reassignrequests`, { headers });
    await answer.body?.cancel();
    await callControl(sandbox, 'DELETE', '/faults');
    assert.equal((await list()).status, 200);
  });

  it('answers with another content type, a redirect, or Retry-After of any kind', async () => {
    await setFaults({ fault: { type: 'content-type', value: 'text/plain' } });
    const plain = await list();
    assert.equal(plain.headers.get('content-type'), 'text/plain');
    assert.ok(Array.isArray(plain.json));
    await setFaults({
      fault: { type: 'redirect', location: 'http://127.0.0.1:9/else', status: 307 },
    });
    const moved = await list();
    assert.deepEqual(
      [moved.status, moved.headers.get('location')],
      [307, 'http://127.0.0.1:9/else'],
    );
    for (const value of [
      '3',
      'Wed, 21 Oct 2099 07:28:00 GMT',
      'Thu, 01 Jan 1970 00:00:00 GMT',
      '99999999999',
      'soon',
    ]) {
      await setFaults({ fault: { type: 'retry-after', value, status: 503 } });
      const later = await list();
      assert.deepEqual([later.status, later.headers.get('retry-after')], [503, value]);
    }
  });

  it('bends the JSON of single answers and of list items', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    const read = async (): Promise<Record<string, unknown>> =>
      (await callService(sandbox, 'GET', `/reassignrequests/${id}`)).json as Record<
        string,
        unknown
      >;
    await setFaults({ fault: { type: 'unknown-enum' } });
    assert.equal((await read())['state'], 'escalated');
    assert.ok(
      ((await list()).json as { state: string }[]).every((one) => one.state === 'escalated'),
    );
    await setFaults({
      fault: { type: 'unknown-enum', field: 'originalInvitee.state', value: 'asleep' },
    });
    assert.partialDeepStrictEqual(await read(), { originalInvitee: { state: 'asleep' } });
    await setFaults({ fault: { type: 'extra-fields', fields: { priority: 7 } } });
    assert.equal((await read())['priority'], 7);
    await setFaults({
      fault: { type: 'missing-fields', fields: ['reason', 'newInvitee.email', 'no.such'] },
    });
    const bent = await read();
    assert.ok(!('reason' in bent) && !('email' in (bent['newInvitee'] as object)));
  });

  it('serves stale reads of requests, dossiers and lists, but never applies on stale state', async () => {
    const { id, dossierId } = await buildSandboxRequest(sandbox);
    await waitUntil(
      async () =>
        ((await callService(sandbox, 'GET', `/reassignrequests/${id}`)).json as { state: string })
          .state === 'pending',
    );
    // What a stale read shows goes by real time: the past needs room for the slowest of the reads below.
    await wait(1_500);
    await approve(id);
    const approved = performance.now();
    // Just before the approval, measured from whenever a read arrives.
    const setStale = () =>
      setFaults({
        fault: { type: 'stale-read', ms: Math.ceil(performance.now() - approved) + 1_000 },
      });
    const readState = async (path: string): Promise<string> =>
      ((await callService(sandbox, 'GET', path)).json as { state: string }).state;
    await setStale();
    assert.equal(await readState(`/reassignrequests/${id}`), 'pending');
    await setStale();
    const { invitees } = (await callService(sandbox, 'GET', `/dossiers/${dossierId}`)).json as {
      invitees: unknown[];
    };
    assert.equal(invitees.length, 1);
    await setStale();
    assert.equal(
      ((await list()).json as { id: string; state: string }[]).find((one) => one.id === id)?.state,
      'pending',
    );
    await setStale();
    assert.equal((await approve(id)).status, 400);
    await setFaults();
    assert.equal(await readState(`/reassignrequests/${id}`), 'approved');
    assert.equal(await countEffects(id), 1);
  });

  it('meets rules in order, by method, prefix, pattern, nth and times, and counts them', async () => {
    const { id, dossierId } = await buildSandboxRequest(sandbox);
    const status = async (path: string): Promise<number> =>
      (await callService(sandbox, 'GET', path)).status;
    await setFaults(
      { match: { pattern: '^/dossiers/[0-9a-f-]+$' }, fault: { type: 'status', status: 501 } },
      {
        match: { path: '/reassignrequests/', nth: 2, times: 2 },
        fault: { type: 'status', status: 502 },
      },
      {
        match: { path: '/sign/v1/reassignrequests', method: 'GET', nth: 4 },
        fault: { type: 'status', status: 504 },
      },
    );
    const seen = [await status(`/dossiers/${dossierId}`)];
    for (let i = 0; i < 5; i += 1) seen.push(await status(`/reassignrequests/${id}`));
    seen.push(await status('/reassignrequests'), await status('/reassignrequests'));
    assert.deepEqual(seen, [501, 200, 502, 502, 200, 200, 504, 200]);
    type Counts = { matched: number; acted: number }[];
    const counts = await callControl<Counts>(sandbox, 'GET', '/faults');
    assert.deepEqual(
      counts.map(({ matched, acted }) => [matched, acted]),
      [
        [1, 1],
        [5, 2],
        [5, 1],
      ],
    );
  });

  it('drops forged internal headers', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await callService(
      sandbox,
      'PUT',
      `/reassignrequests/${id}`,
      { state: 'approved' },
      { 'x-sandbox-arrival': '999999' },
    );
    const [entry] = await callControl<LedgerEntry[]>(
      sandbox,
      'GET',
      `/ledger?requestId=${id}&cause=api`,
    );
    assert.ok((entry?.arrival ?? 999_999) < 999_999);
  });
});
