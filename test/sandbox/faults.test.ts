// Tests the faults of the connection over real sockets; the ledger tells before from after applying.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  makeSandboxToken,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';
import { createFaultTools, type FaultTools, isCode, waitUntil } from './fault-tools.ts';

describe('faults of the connection', () => {
  let sandbox: RunningSandbox;
  let setFaults: FaultTools['setFaults'];
  let list: FaultTools['list'];
  let approve: FaultTools['approve'];
  let countEffects: FaultTools['countEffects'];
  let callRaw: FaultTools['callRaw'];

  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '20', '--seed', '4']);
    ({ setFaults, list, approve, countEffects, callRaw } = createFaultTools(sandbox));
  });
  after(() => sandbox.stop());
  afterEach(() => callControl(sandbox, 'DELETE', '/faults'));

  it('delays an answer by the given latency', async () => {
    await setFaults({ match: { method: 'get' }, fault: { type: 'latency', ms: 120 } });
    const start = performance.now();
    assert.equal((await list()).status, 200);
    assert.ok(performance.now() - start >= 118);
  });

  it('refuses connections while the rule stands and takes them again on the same port', async () => {
    await setFaults({ fault: { type: 'refuse' } });
    await assert.rejects(list(), isCode('ECONNREFUSED'));
    await callControl(sandbox, 'DELETE', '/faults');
    assert.equal((await list()).status, 200);
  });

  it('closes the listener when a matching request arrives and opens it after a while', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await setFaults({ match: { method: 'PUT', nth: 1 }, fault: { type: 'refuse', forMs: 50 } });
    await assert.rejects(approve(id), isCode('UND_ERR_SOCKET', 'ECONNRESET'));
    await waitUntil(() =>
      list().then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    assert.equal(await countEffects(id), 0);
  });

  it('goes offline and online on command', async () => {
    await callControl(sandbox, 'PUT', '/network', { online: false });
    await assert.rejects(list(), isCode('ECONNREFUSED'));
    await callControl(sandbox, 'PUT', '/network', { online: true });
    assert.equal((await list()).status, 200);
  });

  it('resets before applying: nothing happened', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await setFaults({ match: { method: 'PUT' }, fault: { type: 'reset-before' } });
    await assert.rejects(approve(id), isCode('ECONNRESET', 'UND_ERR_SOCKET'));
    assert.equal(await countEffects(id), 0);
  });

  it('resets after applying: it happened once', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await setFaults({ match: { method: 'PUT' }, fault: { type: 'reset-after' } });
    await assert.rejects(approve(id), isCode('ECONNRESET', 'UND_ERR_SOCKET'));
    assert.equal(await countEffects(id), 1);
  });

  for (const isApplied of [false, true]) {
    it(`never answers, ${isApplied ? 'after' : 'without'} applying`, async () => {
      const { id } = await buildSandboxRequest(sandbox);
      await setFaults({ match: { method: 'PUT' }, fault: { type: 'hang', isApplied } });
      const token = await makeSandboxToken(sandbox);
      const abort = new AbortController();
      const call = fetch(`${sandbox.baseUrl}/reassignrequests/${id}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: '{"state":"approved"}',
        signal: abort.signal,
      });
      type Acted = { acted: number }[];
      await waitUntil(
        async () => (await callControl<Acted>(sandbox, 'GET', '/faults'))[0]?.acted === 1,
      );
      if (isApplied) await waitUntil(async () => (await countEffects(id)) === 1);
      assert.equal(
        await Promise.race([
          call.then(() => 'answered'),
          callControl(sandbox, 'GET', '/hits').then(() => 'silent'),
        ]),
        'silent',
      );
      abort.abort();
      await assert.rejects(call);
      assert.equal(await countEffects(id), isApplied ? 1 : 0);
    });
  }

  it('cuts the body at every byte asked for, after applying', async () => {
    for (const atByte of [0, 1, 17, 300]) {
      const { id } = await buildSandboxRequest(sandbox);
      await setFaults({ match: { method: 'PUT' }, fault: { type: 'cut', atByte } });
      const { text } = await callRaw('PUT', `/reassignrequests/${id}`, '{"state":"approved"}');
      const [head = '', body = ''] = text.split('\r\n\r\n');
      assert.match(head, /^HTTP\/1\.1 200 /);
      assert.equal(Buffer.byteLength(body), atByte);
      assert.ok(Number(/content-length: (\d+)/i.exec(head)?.[1]) > atByte);
      assert.equal(await countEffects(id), 1);
    }
    await setFaults({ fault: { type: 'cut', atByte: 40 } });
    await assert.rejects(list());
  });

  it('drips the body slowly but whole', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await setFaults({ fault: { type: 'drip', bytes: 100, everyMs: 5 } });
    const start = performance.now();
    const { text, chunks } = await callRaw('GET', `/reassignrequests/${id}`);
    const body = text.split('\r\n\r\n')[1] ?? '';
    assert.equal((JSON.parse(body) as { id: string }).id, id);
    assert.ok(performance.now() - start >= Math.floor(body.length / 100) * 4);
    assert.ok(chunks > 3);
  });

  for (const answer of ['reset', 'hang', 503] as const) {
    it(`applies late after ${answer === 503 ? 'answering 503' : answer}`, async () => {
      const { id } = await buildSandboxRequest(sandbox);
      await setFaults({
        match: { method: 'PUT' },
        fault: { type: 'late-apply', afterMs: 400, answer },
      });
      const call =
        answer === 'hang'
          ? fetch(`${sandbox.baseUrl}/reassignrequests/${id}`, {
              method: 'PUT',
              headers: {
                authorization: `Bearer ${await makeSandboxToken(sandbox)}`,
                'content-type': 'application/json',
              },
              body: '{"state":"approved"}',
              signal: AbortSignal.timeout(20),
            })
          : approve(id);
      if (answer === 503) assert.equal((await call).status, 503);
      else await assert.rejects(call);
      assert.equal(await countEffects(id), 0);
      await waitUntil(async () => (await countEffects(id)) === 1);
    });
  }
});
