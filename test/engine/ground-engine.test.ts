import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { MASTER_KEY_ITEM } from '../../src-main/engine/store/key.ts';
import { CodedError } from '../../src-shared/contract/errors.ts';
import { PROTOCOL_VERSION } from '../../src-shared/contract/protocol.ts';
import { ROUTES } from '../../src-shared/contract/routes.ts';
import { startEngineDesk, startEngineProcess, until } from '../support/engine-desk.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { Keychain } from '../../src-main/engine/ports.ts';
import type { EngineDesk } from '../support/engine-desk.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { InboxRow } from '../../src-shared/contract/inbox-view.ts';
import type { TestContext } from 'node:test';

function start(t: TestContext, options: Parameters<typeof startEngineDesk>[0] = {}): EngineDesk {
  const desk = startEngineDesk(options);
  t.after(() => desk.close());
  return desk;
}

function createFolder(t: TestContext): string {
  const [folder, remove] = createTempFolder();
  t.after(remove);
  return folder;
}

function hasSynced({ accounts }: DeskStatus): boolean {
  const sync = accounts[0]?.sync;
  return sync !== undefined && sync.completedAt !== null && sync.state === 'idle';
}

async function readPending(desk: EngineDesk): Promise<readonly InboxRow[]> {
  const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 100 } as const;
  return (await desk.ask('inbox.page', query)).rows;
}

describe('the desk of a first run', () => {
  test('makes neither a key nor a file before there is an account', async (t) => {
    const keychain = createMemoryKeychain();
    const desk = start(t, { keychain });
    const status = await desk.untilStatus(({ phase }) => phase === 'onboarding');
    assert.equal(status.problem, null);
    assert.equal(await keychain.read(MASTER_KEY_ITEM), null);
    assert.ok(!existsSync(join(desk.dataFolder, 'desk')));
    assert.equal((await desk.ask('settings.get', null)).holdSeconds, 10);
    const page = await desk.call('inbox.counts', null);
    assert.ok(!page.ok && page.error.code === 'NOT_READY');
  });

  test('opens the desk when a setting is changed, with snippets to begin with', async (t) => {
    const folder = createFolder(t);
    const keychain = createMemoryKeychain();
    const desk = start(t, { keychain, dataFolder: folder });
    await desk.ask('settings.set', { theme: 'dark', ownersMine: ['Team Noord'] });
    const snippets = await desk.ask('snippet.list', null);
    assert.ok(snippets.length >= 3);
    for (const { id } of snippets) await desk.ask('snippet.remove', { id });
    const saved = await desk.ask('snippet.save', { id: null, title: 'Ours', text: 'Please call' });
    await desk.stop();
    const again = start(t, { keychain, dataFolder: folder });
    await again.untilStatus(({ phase }) => phase === 'onboarding');
    assert.equal((await again.ask('settings.get', null)).theme, 'dark');
    assert.deepEqual(await again.ask('snippet.list', null), [saved]);
    const unknown = { id: '5d1c3a77-0e0b-4b6d-b1de-6a0a5a7e9c22', title: 'A', text: 'B' };
    const refused = await again.call('snippet.save', unknown);
    assert.ok(!refused.ok && refused.error.code === 'NOT_FOUND');
  });

  test('answers every route with a result, whatever is sent', async (t) => {
    const desk = start(t);
    for (const route of Object.keys(ROUTES) as (keyof typeof ROUTES)[]) {
      for (const input of [undefined, null, {}, 'x', { key: '../..' }]) {
        const result = await desk.call(route, input as never);
        if (!result.ok) assert.notEqual(result.error.code, 'INTERNAL', route);
      }
    }
  });
});

describe('a desk whose key is not to be had', () => {
  const absent: Keychain = {
    read: () => Promise.reject(new CodedError('KEYCHAIN_ABSENT', 'none')),
    write: () => Promise.reject(new CodedError('KEYCHAIN_ABSENT', 'none')),
    remove: () => Promise.reject(new CodedError('KEYCHAIN_ABSENT', 'none')),
  };

  test('stays shut, loses nothing, and opens by desk.unlock once the key is back', async (t) => {
    const folder = createFolder(t);
    const items = createMemoryKeychain();
    let isLocked = false;
    const keychain: Keychain = {
      ...items,
      read: (item) => (isLocked ? Promise.resolve(null) : items.read(item)),
    };
    const first = start(t, { keychain, dataFolder: folder });
    await first.ask('settings.set', { theme: 'dark' });
    await first.stop();
    isLocked = true;
    const desk = start(t, { keychain, dataFolder: folder });
    const locked = await desk.untilStatus(({ phase }) => phase === 'locked');
    assert.equal(locked.problem?.code, 'KEY_UNAVAILABLE');
    const page = await desk.call('inbox.counts', null);
    assert.ok(!page.ok && page.error.code === 'KEY_UNAVAILABLE');
    assert.equal((await desk.ask('desk.unlock', null)).phase, 'locked');
    isLocked = false;
    const opened = await desk.ask('desk.unlock', null);
    assert.equal(opened.problem, null);
    assert.equal((await desk.ask('settings.get', null)).theme, 'dark');
  });

  test('says so on the first account, and still lets the person practise', async (t) => {
    const desk = start(t, { keychain: absent });
    await desk.untilStatus(({ phase }) => phase === 'onboarding');
    const added = await desk.call('account.addCmSign', {
      label: 'Desk',
      baseUrl: 'https://api.example.test/sign/v1',
      keyId: 'kid',
      secret: 'secret',
    });
    assert.ok(!added.ok && added.error.code === 'KEYCHAIN_ABSENT');
    const status = await desk.ask('desk.status', null);
    assert.equal(status.phase, 'onboarding');
    assert.equal(status.problem?.code, 'KEYCHAIN_ABSENT');
    await desk.ask('practice.start', null);
    await desk.untilStatus(({ phase, profile }) => phase === 'ready' && profile === 'practice');
  });
});

describe('the engine as a process', () => {
  test('refuses another protocol and ends', async () => {
    const engine = await startEngineProcess({ start: { protocol: PROTOCOL_VERSION + 1 } });
    assert.equal((await engine.exited).code, 1);
    const [message] = engine.messages;
    assert.ok(message?.kind === 'failed' && message.error.code === 'PROTOCOL_MISMATCH');
    await engine.close();
  });

  test('answers pings, and ends by itself when the shell is gone', async (t) => {
    const engine = await startEngineProcess();
    t.after(() => engine.close());
    engine.post({ kind: 'ping', id: 41 });
    await until('the pong', () =>
      engine.messages.some((message) => message.kind === 'pong' && message.id === 41) ? true : null,
    );
    engine.disconnect();
    assert.deepEqual(await engine.exited, { code: 0, signal: null });
  });

  test('leaves only private, unreadable files, and a log without a person in it', async (t) => {
    const engine = await startEngineProcess();
    t.after(() => engine.close());
    await engine.ask('practice.start', null);
    await engine.untilStatus(hasSynced);
    const [row] = await readPending(engine);
    assert.ok(row !== undefined);
    await engine.stop();
    const profile = join(engine.dataFolder, 'practice');
    for (const file of readdirSync(profile, { withFileTypes: true })) {
      if (!file.isFile()) continue;
      const path = join(profile, file.name);
      assert.equal(statSync(path).mode & 0o077, 0, file.name);
      assert.ok(!readFileSync(path).includes(row.toName), file.name);
    }
    const log = readFileSync(join(engine.logFolder, 'engine.log'), 'utf8');
    assert.match(log, /"event":"engine.started"/);
    assert.ok(!log.includes(row.toName) && !log.includes('@') && !log.includes('http'));
  });
});
