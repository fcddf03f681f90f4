import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { loadStoreKeys, MASTER_KEY_ITEM } from '../../src-main/engine/store/key.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { createKeyringHome } from '../support/run-keyring-session.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { KeyringHome, KeyringState } from '../support/run-keyring-session.ts';
import type { TestContext } from 'node:test';

const importFrom = (path: string): string =>
  JSON.stringify(new URL(`../../src-main/engine/${path}`, import.meta.url).href);

/** Starts as the engine does: keys from the real keychain, then the store; prints what came of it. */
function writeStart(folder: string, before = ''): string {
  return `
    const { createKeychain } = await import(${importFrom('accounts/keychain.ts')});
    const { loadStoreKeys, MASTER_KEY_ITEM } = await import(${importFrom('store/key.ts')});
    const { openStore } = await import(${importFrom('store/open.ts')});
    const keychain = createKeychain('signing-desk-test');
    try {
      ${before}
      const keys = await loadStoreKeys(keychain, ${JSON.stringify(folder)});
      const store = openStore({ folder: ${JSON.stringify(folder)}, keys, wallMs: Date.now() });
      console.log(JSON.stringify({ epoch: store.epoch }));
      store.close();
    } catch (error) {
      console.log(JSON.stringify({ code: error.error?.code ?? String(error), why: error.error?.detail?.why ?? null }));
    }
    process.exit(0);`;
}

function readFiles(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((file) => file.isFile())
      .map((file) => [file.name, readFileSync(join(file.parentPath, file.name), 'hex')]),
  );
}

describe('the key of the database, in a real keyring', () => {
  let home: KeyringHome;
  let folder: string;
  let removeFolder: () => void;
  const start = (state: KeyringState, before?: string): Promise<unknown> =>
    home.run(state, writeStart(folder, before));

  before(() => {
    home = createKeyringHome();
    [folder, removeFolder] = createTempFolder();
  });
  after(() => {
    home.remove();
    removeFolder();
  });

  test('answers KEYCHAIN_ABSENT and writes nothing without a session bus', async () => {
    assert.deepEqual(await start('no-bus'), { code: 'KEYCHAIN_ABSENT', why: null });
    assert.deepEqual(readFiles(folder), {});
  });

  test('answers KEYCHAIN_ABSENT and writes nothing without a secret service', async () => {
    assert.deepEqual(await start('no-service'), { code: 'KEYCHAIN_ABSENT', why: null });
    assert.deepEqual(readFiles(folder), {});
  });

  test('makes a key in an open keyring and opens again with it', async () => {
    assert.deepEqual(await start('unlocked'), { epoch: 1 });
    assert.deepEqual(await start('unlocked'), { epoch: 2 });
  });

  test('answers KEY_UNAVAILABLE for a locked keyring and leaves every file as it is', async () => {
    const files = readFiles(folder);
    assert.deepEqual(await start('locked'), {
      code: 'KEY_UNAVAILABLE',
      why: 'missing-or-locked',
    });
    assert.deepEqual(readFiles(folder), files);
  });

  test('answers KEYCHAIN_LOCKED when the first key cannot be stored', async () => {
    const [fresh, remove] = createTempFolder();
    try {
      assert.deepEqual(await home.run('locked', writeStart(fresh)), {
        code: 'KEYCHAIN_LOCKED',
        why: null,
      });
      assert.deepEqual(readFiles(fresh), {});
    } finally {
      remove();
    }
  });

  test('keeps the database and goes on once the keyring is open again', async () => {
    assert.deepEqual(await start('unlocked'), { epoch: 3 });
  });

  test('answers KEYCHAIN_ABSENT beside an existing database and leaves every file as it is', async () => {
    const files = readFiles(folder);
    assert.deepEqual(await start('no-service'), { code: 'KEYCHAIN_ABSENT', why: null });
    assert.deepEqual(readFiles(folder), files);
  });

  test('never makes a second key when the item was removed beside a database', async () => {
    const files = readFiles(folder);
    const remove = 'await keychain.remove(MASTER_KEY_ITEM);';
    assert.deepEqual(await start('unlocked', remove), {
      code: 'KEY_UNAVAILABLE',
      why: 'missing-or-locked',
    });
    const read = `console.log(JSON.stringify(await keychain.read(MASTER_KEY_ITEM))); process.exit(0);`;
    assert.equal(await start('unlocked', read), null);
    assert.deepEqual(readFiles(folder), files);
  });

  test('answers KEY_UNAVAILABLE when another key lies in the keyring, and razes nothing', async () => {
    const files = readFiles(folder);
    const replace = `await keychain.write(MASTER_KEY_ITEM, Buffer.alloc(32, 7).toString('base64'));`;
    assert.deepEqual(await start('unlocked', replace), {
      code: 'KEY_UNAVAILABLE',
      why: 'replaced',
    });
    assert.deepEqual(readFiles(folder), files);
  });
});

describe('the key of the database', () => {
  function createFolder(t: TestContext): string {
    const [folder, remove] = createTempFolder();
    t.after(remove);
    return folder;
  }

  test('keeps different keys for the two files, the same at each start', async (t) => {
    const folder = createFolder(t);
    const keychain = createMemoryKeychain();
    const first = await loadStoreKeys(keychain, folder);
    const second = await loadStoreKeys(keychain, folder);
    assert.deepEqual(first, second);
    assert.notDeepEqual(first.mirror, first.outbox);
    assert.equal(first.mirror.byteLength, 32);
  });

  test('uses the key that is there when the files were never made or are gone', async (t) => {
    const folder = createFolder(t);
    const keychain = createMemoryKeychain();
    const keys = await loadStoreKeys(keychain, folder);
    openStore({ folder, keys, wallMs: 0 }).close();
    rmSync(folder, { recursive: true });
    assert.deepEqual(await loadStoreKeys(keychain, folder), keys);
  });

  test('refuses an item that is no key, without writing over it', async (t) => {
    const folder = createFolder(t);
    const keychain = createMemoryKeychain();
    await keychain.write(MASTER_KEY_ITEM, 'c2hvcnQ=');
    await assert.rejects(loadStoreKeys(keychain, folder), (error) => {
      assert.equal(translateStoreError(error)?.error.code, 'KEY_UNAVAILABLE');
      return true;
    });
    assert.equal(await keychain.read(MASTER_KEY_ITEM), 'c2hvcnQ=');
  });

  test('refuses to make a key that the keychain does not keep', async (t) => {
    const folder = createFolder(t);
    const forgetful = { ...createMemoryKeychain(), read: () => Promise.resolve(null) };
    await assert.rejects(loadStoreKeys(forgetful, folder), (error) => {
      assert.equal(translateStoreError(error)?.error.code, 'KEYCHAIN_LOCKED');
      return true;
    });
  });
});
