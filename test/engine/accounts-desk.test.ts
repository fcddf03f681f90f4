import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { listAllowedHosts } from '../../src-main/engine/accounts/allowed-hosts.ts';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { createSystemClock } from '../../src-main/engine/world.ts';
import { pickEvents, startEngineDesk, startService } from '../support/engine-desk.ts';
import { callControl } from '../support/sandbox-process.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { ConnectionTest } from '../../src-shared/contract/connection-test.ts';
import type { Keychain } from '../../src-main/engine/ports.ts';
import type { EngineDesk } from '../support/engine-desk.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

const TEST_ID = '3f0b6d5e-0d5a-4c8c-9a36-6d1f1a0f9b01';
const KID = '3b438437-04a4-40bb-8389-54bb02766fba';

function start(t: TestContext, options: Parameters<typeof startEngineDesk>[0] = {}): EngineDesk {
  const desk = startEngineDesk(options);
  t.after(() => desk.close());
  return desk;
}

/** `name:state` of each step, and the code of the one that failed. */
function tell(result: ConnectionTest): string {
  return result.steps
    .map(({ name, state, error }) => `${name}:${error === null ? state : error.code}`)
    .join(' ');
}

describe('the connection test', () => {
  let service: RunningSandbox;
  before(async () => {
    service = await startService(30);
  });
  after(() => service.stop());

  const testAt = (
    desk: EngineDesk,
    baseUrl: string,
    secret = service.secret,
    keyId = service.kid,
  ) => desk.ask('account.testCmSign', { testId: TEST_ID, baseUrl, keyId, secret });

  test('passes every step with its evidence, telling each as it happens', async (t) => {
    const desk = start(t);
    const result = await testAt(desk, service.baseUrl);
    assert.equal(result.passed, true);
    assert.equal(tell(result), 'address:passed tls:passed clock:passed key:passed list:passed');
    assert.deepEqual(result.steps.at(-1)?.facts, { count: 30 });
    const told = pickEvents(desk.events, 'account.tested');
    assert.deepEqual(
      told.filter(({ step }) => step.state === 'passed').map(({ step }) => step.name),
      ['address', 'tls', 'clock', 'key', 'list'],
    );
    assert.ok(!JSON.stringify(told).includes(service.secret));
  });

  test('stops at the address for one that is refused before anything is sent', async (t) => {
    const desk = start(t);
    const cases: readonly (readonly [string, string])[] = [
      ['not a url', 'ADDRESS_INVALID'],
      ['ftp://api.example.test', 'ADDRESS_INVALID'],
      ['https://user:pass@api.example.test', 'ADDRESS_INVALID'],
      ['https://api.example.test/?a=b', 'ADDRESS_INVALID'],
      ['https://api.example.test/#a', 'ADDRESS_INVALID'],
      ['https://10.0.0.7/sign', 'ADDRESS_INVALID'],
      ['http://api.example.test/sign', 'ADDRESS_NOT_HTTPS'],
    ];
    for (const [baseUrl, code] of cases) {
      const rest = 'tls:skipped clock:skipped key:skipped list:skipped';
      assert.equal(tell(await testAt(desk, baseUrl)), `address:${code} ${rest}`, baseUrl);
      const added = await desk.call('account.addCmSign', {
        label: 'A',
        baseUrl,
        keyId: KID,
        secret: 'x',
      });
      assert.ok(!added.ok && added.error.code === code, baseUrl);
    }
  });

  test('stops at the address when nobody listens there', async (t) => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const result = await testAt(start(t), `http://127.0.0.1:${port}/sign/v1`);
    assert.match(tell(result), /^address:CONNECTION_REFUSED tls:skipped/);
  });

  test('stops at the encryption when the address speaks none', async (t) => {
    const result = await testAt(start(t), service.baseUrl.replace('http:', 'https:'));
    assert.match(tell(result), /^address:passed tls:TLS_REFUSED clock:skipped/);
  });

  test('stops at the key when the service refuses it', async (t) => {
    const wrong = `${service.secret.slice(0, -4)}aaaa`;
    const result = await testAt(start(t), service.baseUrl, wrong);
    assert.match(tell(result), /clock:passed key:UNAUTHORIZED list:skipped$/);
  });

  test('passes with a clock half an hour off, and says how far', async (t) => {
    const system = createSystemClock();
    const clock = { ...system, wallMs: () => system.wallMs() - 30 * 60_000 };
    const result = await testAt(start(t, { clock }), service.baseUrl);
    assert.equal(result.passed, true, tell(result));
    const skewMs = Number(result.steps[2]?.facts['skewMs']);
    assert.ok(Math.abs(skewMs - 30 * 60_000) < 5_000, String(skewMs));
  });

  test('stops at the clock when it is off by days', async (t) => {
    const system = createSystemClock();
    const clock = { ...system, wallMs: () => system.wallMs() - 5 * 24 * 3_600_000 };
    const result = await testAt(start(t, { clock }), service.baseUrl);
    assert.match(tell(result), /^address:passed tls:passed clock:CLOCK_OFF key:skipped/);
  });
});

describe('accounts', () => {
  let service: RunningSandbox;
  before(async () => {
    service = await startService(30);
  });
  after(() => service.stop());

  const hasSynced = (desk: EngineDesk) =>
    desk.untilStatus(({ accounts }) => {
      const sync = accounts[0]?.sync;
      return sync !== undefined && sync.completedAt !== null && sync.state === 'idle';
    });

  test('keep key id and secret in the keychain and nowhere else', async (t) => {
    const keychain = createMemoryKeychain();
    const desk = start(t, { keychain });
    const id = await desk.connect(service);
    const { phase } = await hasSynced(desk);
    assert.equal(phase, 'ready');
    const stored = JSON.parse((await keychain.read(`account:${id}`)) ?? '{}');
    assert.deepEqual(stored, { keyId: service.kid, secret: service.secret });
    const told = JSON.stringify([desk.events, desk.logLines, await desk.ask('account.list', null)]);
    assert.ok(!told.includes(service.secret) && !told.includes(service.kid));
  });

  test('are refused twice with the same key at the same address', async (t) => {
    const desk = start(t);
    await desk.connect(service);
    const again = await desk.call('account.addCmSign', {
      label: 'Again',
      baseUrl: `${service.baseUrl}/`,
      keyId: service.kid,
      secret: service.secret,
    });
    assert.ok(!again.ok && again.error.code === 'ACCOUNT_EXISTS');
    assert.equal((await desk.ask('account.list', null)).length, 1);
  });

  test('go on after a new key replaced a refused one, with the decision that waited', async (t) => {
    const desk = start(t);
    const id = await desk.connect(service);
    await hasSynced(desk);
    await desk.ask('settings.set', { holdSeconds: 0 });
    await desk.ask('account.replaceKey', {
      accountId: id,
      keyId: service.kid,
      secret: 'x'.repeat(40),
    });
    const refused = await desk.untilStatus(
      ({ accounts }) => accounts[0]?.connectivity === 'unauthorized',
    );
    assert.equal(refused.accounts[0]?.connectivityError?.code, 'UNAUTHORIZED');
    const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 1 } as const;
    const [row] = (await desk.ask('inbox.page', query)).rows;
    assert.ok(row !== undefined);
    await desk.ask('reassignRequest.decide', {
      key: row.key,
      seenHash: row.seenHash,
      decision: { kind: 'approve', message: null },
    });
    await desk.untilStatus(({ queue }) => queue.blocked === 1);
    const removed = await desk.call('account.remove', { accountId: id });
    assert.ok(!removed.ok && removed.error.code === 'ACCOUNT_HAS_UNSENT');
    assert.deepEqual(removed.error.detail, { count: 1 });
    const key = { accountId: id, keyId: service.kid, secret: service.secret };
    await desk.ask('account.replaceKey', key);
    await desk.untilStatus(({ queue }) => queue.sentToday === 1 && queue.blocked === 0);
    const tested = await desk.ask('account.test', { accountId: id, testId: TEST_ID });
    assert.equal(tested.passed, true);
  });

  test('are removed with their rows and their key; what was decided stays on record', async (t) => {
    const keychain = createMemoryKeychain();
    const desk = start(t, { keychain });
    const id = await desk.connect(service);
    await hasSynced(desk);
    await desk.ask('account.rename', { accountId: id, label: 'Renamed' });
    assert.equal((await desk.ask('account.list', null))[0]?.label, 'Renamed');
    await desk.ask('account.remove', { accountId: id });
    assert.equal(await keychain.read(`account:${id}`), null);
    const status = await desk.ask('desk.status', null);
    assert.deepEqual([status.phase, status.accounts, status.pendingCount], ['onboarding', [], 0]);
    const gone = await desk.call('account.test', { accountId: id, testId: TEST_ID });
    assert.ok(!gone.ok && gone.error.code === 'NOT_FOUND');
  });

  test('wait for a key that is not to be had, and go on by desk.unlock', async (t) => {
    const [folder, remove] = createTempFolder();
    t.after(remove);
    const items = createMemoryKeychain();
    let isHidden = false;
    const keychain: Keychain = {
      ...items,
      read: (item) =>
        isHidden && item.startsWith('account:') ? Promise.resolve(null) : items.read(item),
    };
    const first = start(t, { keychain, dataFolder: folder });
    await first.connect(service);
    await hasSynced(first);
    await first.stop();
    isHidden = true;
    const desk = start(t, { keychain, dataFolder: folder });
    const shut = await desk.untilStatus(({ accounts }) => accounts.length === 1);
    assert.equal(shut.phase, 'ready');
    assert.equal(shut.accounts[0]?.connectivityError?.code, 'KEY_UNAVAILABLE');
    assert.equal(shut.pendingCount > 0, true);
    isHidden = false;
    await desk.ask('desk.unlock', null);
    await desk.untilStatus(({ accounts }) => accounts[0]?.connectivity === 'online');
  });

  test('say within seconds that the service is gone, and that it is back', async (t) => {
    const desk = start(t);
    await desk.connect(service);
    await hasSynced(desk);
    await callControl(service, 'PUT', '/network', { online: false });
    await desk.ask('sync.start', { accountId: null });
    const gone = await desk.untilStatus(({ accounts }) => accounts[0]?.connectivity === 'offline');
    assert.ok(gone.accounts[0]?.connectivitySince !== null);
    await callControl(service, 'PUT', '/network', { online: true });
    await desk.untilStatus(({ accounts }) => accounts[0]?.connectivity === 'online');
  });
});

describe('the hosts a review page may be on', () => {
  test('are the account’s own and its named neighbours, nothing wider', () => {
    assert.deepEqual(listAllowedHosts('https://api.cm.com/sign/v1'), [
      'api.cm.com',
      'cm.com',
      'www.cm.com',
    ]);
    assert.ok(listAllowedHosts('https://api.cmdisp.com/sign/v1').includes('www.cm.com'));
    assert.deepEqual(listAllowedHosts('http://127.0.0.1:4010/sign/v1'), ['127.0.0.1']);
    assert.deepEqual(listAllowedHosts('http://[::1]:4010/'), ['[::1]']);
    assert.deepEqual(listAllowedHosts('http://localhost:4010/'), ['localhost']);
    const own = listAllowedHosts('https://api.cm.com.example.test/');
    assert.ok(!own.includes('cm.com') && !own.includes('www.cm.com'));
  });
});
