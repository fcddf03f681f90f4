// Tests API clients and webhooks as resources; deliveries are tested in webhooks.test.ts.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

const REASSIGN = 'dossier.invitee.reassignRequest.state.updated';

describe('webhook resource', () => {
  let sandbox: RunningSandbox;
  let path: string;
  before(async () => {
    sandbox = await startSandboxInProcess([
      '--requests',
      '0',
      '--seed',
      '2',
      '--assume',
      'webhook.loopback=on',
    ]);
    path = `/clients/${sandbox.kid}/webhooks`;
  });
  after(() => sandbox.stop());
  afterEach(() => callControl(sandbox, 'PUT', '/assumptions', { A22: '200' }));

  const subscribe = (body: unknown): Promise<ServiceAnswer> =>
    callService(sandbox, 'POST', path, body);

  it('makes, lists, reads, updates and removes a webhook', async () => {
    const made = await subscribe({
      url: 'https://hooks.example.com/in',
      events: [REASSIGN],
      headers: { 'x-secret': 's' },
    });
    assert.equal(made.status, 201);
    const hook = made.json as { id: string };
    assert.deepEqual(Object.keys(hook), [
      'id',
      'url',
      'events',
      'headers',
      'disabled',
      'createdAt',
      'updatedAt',
    ]);
    assert.deepEqual((await callService(sandbox, 'GET', path)).json, [hook]);
    assert.deepEqual((await callService(sandbox, 'GET', `${path}/${hook.id}`)).json, hook);
    const changed = await callService(sandbox, 'PUT', `${path}/${hook.id}`, {
      url: 'https://hooks.example.com/other',
      disabled: true,
    });
    assert.partialDeepStrictEqual(changed.json, {
      id: hook.id,
      url: 'https://hooks.example.com/other',
      events: [REASSIGN],
      disabled: true,
    });
    const removed = await callService(sandbox, 'DELETE', `${path}/${hook.id}`);
    assert.partialDeepStrictEqual(removed, { status: 200, json: { id: hook.id } });
    assert.equal((await callService(sandbox, 'GET', `${path}/${hook.id}`)).status, 404);
  });

  it('answers a removal with 204 when A22 says so', async () => {
    await callControl(sandbox, 'PUT', '/assumptions', { A22: '204' });
    const { id } = (await subscribe({ url: 'https://hooks.example.com/in' })).json as {
      id: string;
    };
    assert.deepEqual((await callService(sandbox, 'DELETE', `${path}/${id}`)).status, 204);
  });

  it('takes https targets only, and loopback by http when switched on', async () => {
    for (const url of [
      'http://hooks.example.com/',
      'ftp://127.0.0.1/',
      'http://127.0.0.1.example.com/',
      'nonsense',
    ]) {
      assert.equal((await subscribe({ url })).status, 400, url);
    }
    assert.equal((await subscribe({ url: 'http://127.0.0.1:9/' })).status, 201);
    await callControl(sandbox, 'PUT', '/assumptions', { 'webhook.loopback': 'off' });
    assert.equal((await subscribe({ url: 'http://127.0.0.1:9/' })).status, 400);
    await callControl(sandbox, 'PUT', '/assumptions', { 'webhook.loopback': 'on' });
    assert.equal(
      (await subscribe({ url: 'https://x.example', events: ['no.such.event'] })).status,
      400,
    );
  });
});

describe('clients', () => {
  let sandbox: RunningSandbox;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '0', '--seed', '2']);
  });
  after(() => sandbox.stop());

  it('shows the secret only when a client has just been made', async () => {
    const made = await callService(sandbox, 'POST', '/clients', {
      name: 'Second key',
      description: 'For tests',
    });
    assert.equal(made.status, 201);
    const { kid, key } = made.json as { kid: string; key: string };
    assert.ok(Buffer.byteLength(key) >= 32);
    const read = await callService(sandbox, 'GET', `/clients/${kid}`);
    assert.deepEqual(Object.keys(read.json as object), [
      'kid',
      'name',
      'description',
      'admin',
      'disabled',
      'createdAt',
      'updatedAt',
    ]);
    const all = (await callService(sandbox, 'GET', '/clients')).json as { kid: string }[];
    assert.deepEqual(
      all.map((one) => one.kid),
      [sandbox.kid, kid],
    );
    assert.equal((await callService(sandbox, 'POST', '/clients', {})).status, 400);
    assert.equal((await callService(sandbox, 'GET', '/clients/nobody')).status, 404);
  });
});
