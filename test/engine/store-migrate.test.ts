import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openStore } from '../../src-main/engine/store/open.ts';
import {
  MIRROR_MIGRATIONS,
  OUTBOX_MIGRATIONS,
} from '../../src-main/engine/store/migrations/registry.ts';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { TestContext } from 'node:test';

const keys = { mirror: randomBytes(32), outbox: randomBytes(32) };

function createFolder(t: TestContext): string {
  const [folder, remove] = createTempFolder();
  t.after(remove);
  return folder;
}

function openAt(folder: string, mirror: readonly string[], outbox: readonly string[]): Store {
  return openStore({ folder, keys, wallMs: Date.UTC(2026, 0, 5), migrations: { mirror, outbox } });
}

/** What the schema is, without regard to how it came about. */
function readSchema(store: Store): unknown {
  return ['main', 'outbox'].map((schema) =>
    store.prepare(`SELECT type, name, sql FROM ${schema}.sqlite_schema ORDER BY type, name`).all(),
  );
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => translateStoreError(error)?.error.code === code;
}

describe('migrating the store', () => {
  for (let version = 1; version <= OUTBOX_MIGRATIONS.length; version += 1) {
    test(`brings an outbox of version ${version} to the newest schema and keeps its rows`, (t) => {
      const folder = createFolder(t);
      // The epoch is raised at open, so version 1 is the oldest that can hold rows.
      const old = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS.slice(0, version));
      old.prepare("INSERT INTO outbox.snippet VALUES ('s', 'Title', 'kept', 7)").run();
      old.close();
      const migrated = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
      t.after(() => migrated.close());
      const fresh = openAt(createFolder(t), MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
      t.after(() => fresh.close());
      assert.deepEqual(readSchema(migrated), readSchema(fresh));
      assert.deepEqual(migrated.prepare('SELECT body FROM outbox.snippet').all(), [
        { body: 'kept' },
      ]);
      assert.equal(migrated.epoch, 2);
      const backups = readdirSync(join(folder, 'backups'));
      const copies = OUTBOX_MIGRATIONS.slice(version).map((_, index) => `v${version + index}.db`);
      for (const copy of copies)
        assert.ok(
          backups.some((name) => name.endsWith(copy)),
          copy,
        );
    });
  }

  for (let version = 0; version <= MIRROR_MIGRATIONS.length; version += 1) {
    test(`brings a mirror of version ${version} to the newest schema`, (t) => {
      const folder = createFolder(t);
      openAt(folder, MIRROR_MIGRATIONS.slice(0, version), OUTBOX_MIGRATIONS).close();
      const migrated = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
      t.after(() => migrated.close());
      assert.equal(migrated.wasMirrorRazed, false);
      assert.equal(migrated.readPragma('main.user_version'), MIRROR_MIGRATIONS.length);
    });
  }

  for (const file of ['mirror', 'outbox'] as const) {
    test(`refuses a newer ${file} and leaves both files as they are`, (t) => {
      const folder = createFolder(t);
      const newer = {
        mirror: [...MIRROR_MIGRATIONS],
        outbox: [...OUTBOX_MIGRATIONS],
      };
      newer[file].push('CREATE TABLE future (a TEXT) STRICT');
      openAt(folder, newer.mirror, newer.outbox).close();
      const before = readFileSync(join(folder, `${file}.db`));
      assert.throws(
        () => openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS),
        hasCode('DATABASE_FROM_FUTURE'),
      );
      assert.deepEqual(readFileSync(join(folder, `${file}.db`)), before);
      openAt(folder, newer.mirror, newer.outbox).close();
    });
  }

  test('a step that fails leaves the version and the rows before it', (t) => {
    const folder = createFolder(t);
    const old = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
    old.prepare("INSERT INTO outbox.snippet VALUES ('s', 'Title', 'kept', 7)").run();
    old.close();
    const failing = [...OUTBOX_MIGRATIONS, 'DELETE FROM snippet; CREATE TABLE op (a TEXT)'];
    assert.throws(() => openAt(folder, MIRROR_MIGRATIONS, failing));
    const store = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
    t.after(() => store.close());
    assert.equal(store.prepare('SELECT * FROM outbox.snippet').all().length, 1);
  });

  test('a process killed inside a step starts again at the version before it', async (t) => {
    const folder = createFolder(t);
    const old = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
    old.prepare("INSERT INTO outbox.snippet VALUES ('s', 'Title', 'kept', 7)").run();
    old.close();
    // The step writes far more than the page cache holds, so the kill finds it in the middle of the WAL.
    const heavy = `
      DELETE FROM snippet;
      CREATE TABLE heavy (a TEXT) STRICT;
      WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000000)
      INSERT INTO heavy SELECT hex(randomblob(200)) FROM n;`;
    const module = new URL('../../src-main/engine/store/open.ts', import.meta.url).href;
    const hex = [keys.mirror, keys.outbox].map((key) => key.toString('hex'));
    const script = `
      const { openStore } = await import(${JSON.stringify(module)});
      const [mirror, outbox] = ${JSON.stringify(hex)}.map((key) => Buffer.from(key, 'hex'));
      openStore({ folder: ${JSON.stringify(folder)}, keys: { mirror, outbox }, wallMs: 0,
        migrations: ${JSON.stringify({ mirror: MIRROR_MIGRATIONS, outbox: [...OUTBOX_MIGRATIONS, heavy] })} });`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    t.after(() => child.kill('SIGKILL'));
    const exited = once(child, 'exit');
    await untilWalGrows(join(folder, 'outbox.db-wal'), 5_000_000);
    child.kill('SIGKILL');
    assert.equal((await exited)[1], 'SIGKILL');
    const store = openAt(folder, MIRROR_MIGRATIONS, OUTBOX_MIGRATIONS);
    t.after(() => store.close());
    assert.equal(store.readPragma('outbox.user_version'), OUTBOX_MIGRATIONS.length);
    assert.deepEqual(store.prepare('SELECT body FROM outbox.snippet').all(), [{ body: 'kept' }]);
    assert.ok(
      readdirSync(join(folder, 'backups')).some((name) =>
        name.endsWith(`v${OUTBOX_MIGRATIONS.length}.db`),
      ),
    );
  });
});

async function untilWalGrows(path: string, sizeBytes: number): Promise<void> {
  const { statSync } = await import('node:fs');
  const deadline = Date.now() + 20_000;
  for (;;) {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size >= sizeBytes) return;
    if (Date.now() > deadline) throw new Error(`the WAL stayed at ${size} bytes`);
    await new Promise((resolve) => {
      setTimeout(resolve, 5);
    });
  }
}
