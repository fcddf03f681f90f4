import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openStore } from '../../src-main/engine/store/open.ts';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { Store, StoreKeys } from '../../src-main/engine/store/open.ts';
import type { TestContext } from 'node:test';

const WALL_MS = Date.UTC(2026, 0, 5, 9);

function createKeys(): StoreKeys {
  return { mirror: randomBytes(32), outbox: randomBytes(32) };
}

function createFolder(t: TestContext): string {
  const [folder, remove] = createTempFolder();
  t.after(remove);
  return folder;
}

function open(t: TestContext, folder: string, keys: StoreKeys): Store {
  const store = openStore({ folder, keys, wallMs: WALL_MS });
  t.after(() => store.close());
  return store;
}

function saveSnippet(store: Store, text: string): void {
  store.prepare("INSERT INTO outbox.snippet VALUES ('s', 'Title', ?, 0)").run(text);
}

function damage(path: string): void {
  const size = statSync(path).size;
  const file = openSync(path, 'r+');
  for (let at = 100; at < size; at += 4096) writeSync(file, randomBytes(64), 0, 64, at);
  closeSync(file);
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => translateStoreError(error)?.error.code === code;
}

describe('opening the store', () => {
  test('keeps the outbox at FULL and the mirror at NORMAL, both in WAL', (t) => {
    const store = open(t, createFolder(t), createKeys());
    assert.equal(store.readPragma('outbox.synchronous'), 2);
    assert.equal(store.readPragma('main.synchronous'), 1);
    assert.equal(store.readPragma('outbox.journal_mode'), 'wal');
    assert.equal(store.readPragma('main.journal_mode'), 'wal');
    assert.equal(store.readPragma('outbox.locking_mode'), 'exclusive');
    assert.equal(store.readPragma('temp_store'), 2);
  });

  test('raises the owner epoch by one at each start', (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    const epochs = [1, 2, 3].map(() => {
      const store = openStore({ folder, keys, wallMs: WALL_MS });
      store.close();
      return store.epoch;
    });
    assert.deepEqual(epochs, [1, 2, 3]);
  });

  test('writes no readable text into any file, and lets only the owner read them', (t) => {
    const folder = createFolder(t);
    const store = open(t, folder, createKeys());
    saveSnippet(store, 'MARKER-41f0');
    store
      .prepare(
        `INSERT INTO dossier (account_id, dossier_id, state, body, fetched_ms) VALUES ('a','d','MARKER-41f0','{}',0)`,
      )
      .run();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    assert.ok(files.some((file) => file.name === 'outbox.db-wal'));
    for (const file of files) {
      const path = join(file.parentPath, file.name);
      assert.equal(statSync(path).mode & 0o077, 0, `${file.name} is open to others`);
      if (file.isFile()) assert.ok(!readFileSync(path).includes('MARKER-41f0'), file.name);
    }
  });

  test('answers DATABASE_IN_USE while another process holds the outbox', async (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    const module = new URL('../../src-main/engine/store/open.ts', import.meta.url).href;
    const script = `
      const { openStore } = await import(${JSON.stringify(module)});
      const keys = ${JSON.stringify(Object.values(keys).map((key) => Buffer.from(key).toString('hex')))};
      openStore({ folder: ${JSON.stringify(folder)}, wallMs: 0,
        keys: { mirror: Buffer.from(keys[0], 'hex'), outbox: Buffer.from(keys[1], 'hex') } });
      process.send('open');
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    t.after(() => child.kill('SIGKILL'));
    await once(child, 'message');
    assert.throws(() => openStore({ folder, keys, wallMs: 0 }), hasCode('DATABASE_IN_USE'));
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.equal(open(t, folder, keys).epoch, 2);
  });

  test('razes a mirror whose pages are damaged, and keeps the outbox', (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    const before = openStore({ folder, keys, wallMs: WALL_MS });
    saveSnippet(before, 'kept');
    before.close();
    damage(join(folder, 'mirror.db'));
    const store = open(t, folder, keys);
    assert.equal(store.wasMirrorRazed, true);
    assert.deepEqual(store.prepare('SELECT body FROM outbox.snippet').all(), [{ body: 'kept' }]);
    assert.deepEqual(store.prepare('SELECT * FROM reassign_request').all(), []);
  });

  test('razes a mirror whose key is another one', (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    openStore({ folder, keys, wallMs: WALL_MS }).close();
    const store = open(t, folder, { ...keys, mirror: randomBytes(32) });
    assert.equal(store.wasMirrorRazed, true);
  });

  test('keeps an outbox of which nothing can be read byte for byte and answers DATABASE_DAMAGED', (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    const before = openStore({ folder, keys, wallMs: WALL_MS });
    saveSnippet(before, 'kept');
    before.close();
    const path = join(folder, 'outbox.db');
    damage(path);
    for (const rest of ['outbox.journal', 'backups']) {
      rmSync(join(folder, rest), { recursive: true });
    }
    const bytes = readFileSync(path);
    assert.throws(() => openStore({ folder, keys, wallMs: WALL_MS }), hasCode('DATABASE_DAMAGED'));
    assert.deepEqual(readFileSync(path), bytes);
  });

  test('keeps an outbox whose key is another one', (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    openStore({ folder, keys, wallMs: WALL_MS }).close();
    const bytes = readFileSync(join(folder, 'outbox.db'));
    const other = { ...keys, outbox: randomBytes(32) };
    assert.throws(
      () => openStore({ folder, keys: other, wallMs: WALL_MS }),
      hasCode('DATABASE_DAMAGED'),
    );
    assert.deepEqual(readFileSync(join(folder, 'outbox.db')), bytes);
  });

  test('keeps what was committed when the process is killed', async (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    const module = new URL('../../src-main/engine/store/open.ts', import.meta.url).href;
    const script = `
      const { openStore } = await import(${JSON.stringify(module)});
      const keys = ${JSON.stringify(Object.values(keys).map((key) => Buffer.from(key).toString('hex')))};
      const store = openStore({ folder: ${JSON.stringify(folder)}, wallMs: 0,
        keys: { mirror: Buffer.from(keys[0], 'hex'), outbox: Buffer.from(keys[1], 'hex') } });
      store.prepare("INSERT INTO outbox.snippet VALUES ('s', 'Title', 'committed', 0)").run();
      process.kill(process.pid, 'SIGKILL');`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const [, signal] = await once(child, 'exit');
    assert.equal(signal, 'SIGKILL');
    const store = open(t, folder, keys);
    assert.deepEqual(store.prepare('SELECT body FROM outbox.snippet').all(), [
      { body: 'committed' },
    ]);
  });

  test('answers DISK_FULL, keeps earlier commits, and goes on once there is room', (t) => {
    const store = open(t, createFolder(t), createKeys());
    saveSnippet(store, 'earlier');
    const pages = Number(store.readPragma('outbox.page_count'));
    store.readPragma(`outbox.max_page_count=${pages + 1}`);
    const write = (): unknown =>
      store
        .prepare("INSERT INTO outbox.snippet VALUES ('big', 'Big', ?, 0)")
        .run('x'.repeat(100_000));
    assert.throws(write, hasCode('DISK_FULL'));
    assert.equal(store.prepare('SELECT * FROM outbox.snippet').all().length, 1);
    store.readPragma('outbox.max_page_count=100000');
    write();
    assert.equal(store.prepare('SELECT * FROM outbox.snippet').all().length, 2);
  });

  test(
    'answers DATA_FOLDER_READ_ONLY for a folder it may not write',
    { skip: process.getuid?.() === 0 && !canDropRights() ? 'root may write everywhere' : false },
    (t) => {
      const folder = createFolder(t);
      const locked = join(folder, 'profile');
      openStore({ folder: locked, keys: createKeys(), wallMs: WALL_MS }).close();
      const attempt = (): void => {
        openStore({ folder: join(locked, 'inner'), keys: createKeys(), wallMs: WALL_MS }).close();
      };
      chmodSync(locked, 0o500);
      chmodSync(folder, 0o755);
      asNobody(() => assert.throws(attempt, hasCode('DATA_FOLDER_READ_ONLY')));
      chmodSync(locked, 0o700);
    },
  );

  test('rolls a transaction back when its work throws', (t) => {
    const store = open(t, createFolder(t), createKeys());
    assert.throws(() =>
      store.inTransaction(() => {
        saveSnippet(store, 'half');
        throw new Error('stop');
      }),
    );
    assert.deepEqual(store.prepare('SELECT * FROM outbox.snippet').all(), []);
  });

  test('copies the outbox once a day and keeps five copies', (t) => {
    const folder = createFolder(t);
    const keys = createKeys();
    const dayMs = 24 * 3600 * 1000;
    for (let day = 1; day <= 8; day += 1) {
      for (let start = 0; start < 2; start += 1) {
        openStore({ folder, keys, wallMs: WALL_MS + day * dayMs }).close();
      }
    }
    const copies = readdirSync(join(folder, 'backups'));
    assert.equal(copies.length, 5);
    assert.ok(copies.every((name) => name.endsWith('-daily.db')));
  });
});

function canDropRights(): boolean {
  return typeof process.seteuid === 'function';
}

// Root passes every permission check; the test does its write as the user nobody.
function asNobody(work: () => void): void {
  if (process.getuid?.() !== 0 || process.seteuid === undefined) {
    work();
    return;
  }
  process.seteuid(65534);
  try {
    work();
  } finally {
    process.seteuid(0);
  }
}
