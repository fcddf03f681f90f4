// Owns: what becomes of unsent decisions when files are damaged: worlds from fixed seeds under every kind of damage, and
// what each kind in particular must say.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { openStore } from '../../src-main/engine/store/open.ts';
import {
  deriveJournalKey,
  openLine,
  sealLine,
} from '../../src-main/engine/store/journal/journal-line.ts';
import { createRepairNoteRepo } from '../../src-main/engine/store/salvage/repair-note-repo.ts';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { NO_VIOLATIONS } from '../faults/fault-family.ts';
import { createSeededRandom } from '../faults/storage/seeded-random.ts';
import { storageFamily } from '../faults/storage/storage-family.ts';
import {
  STORE_KEYS,
  buildStoreWorld,
  copyFolder,
  openWorldStore,
} from '../faults/storage/store-world.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { StoreWorld } from '../faults/storage/store-world.ts';
import type { TestContext } from 'node:test';

let source: StoreWorld;
let removeRoot: () => void;
before(() => {
  const [root, remove] = createTempFolder('salvage');
  removeRoot = remove;
  source = buildStoreWorld(root, createSeededRandom(7));
});
after(() => removeRoot());

/** The same world each time, in a folder of its own. */
function createWorld(t: TestContext): StoreWorld {
  const [root, remove] = createTempFolder('salvage');
  t.after(remove);
  return { ...source, folder: copyFolder(source.folder, join(root, 'desk')) };
}

function listStates(folder: string): readonly string[] {
  const store = openWorldStore(folder);
  try {
    return store
      .prepare<[], { readonly op_id: string; readonly state: string }>(
        'SELECT op_id, state FROM outbox.op ORDER BY op_id',
      )
      .all()
      .map((row) => `${row.op_id} ${row.state}`);
  } finally {
    store.close();
  }
}

function writeTruth({ truth }: StoreWorld): readonly string[] {
  return [...truth].map(([opId, state]) => `${opId} ${state}`).toSorted();
}

describe('a store with damaged files', () => {
  it('loses, doubles and hides nothing, whatever is damaged', { timeout: 120_000 }, async () => {
    const result = await storageFamily.run({ seed: 1, count: 1, isQuick: true });
    assert.deepEqual(result.findings, []);
    assert.deepEqual(result.ours, NO_VIOLATIONS);
    assert.ok(result.executions >= 28);
    // The harness bites: the same files in the hands of an app that trusts its database alone.
    assert.ok((result.control?.lost ?? 0) > 10);
    assert.ok((result.control?.duplicatedEffects ?? 0) > 0);
  });

  it('takes what a lost WAL held from the journal, and goes on without asking', (t) => {
    const world = createWorld(t);
    writeFileSync(join(world.folder, 'outbox.db-wal'), '');
    const inFlight = ['SENDING', 'UNKNOWN', 'ACKED'];
    const told = writeTruth(world).map((line) => {
      const [opId, state = ''] = line.split(' ');
      return inFlight.includes(state) ? `${opId} in flight` : line;
    });
    const found = listStates(world.folder).map((line) => {
      const [opId, state = ''] = line.split(' ');
      return inFlight.includes(state) ? `${opId} in flight` : line;
    });
    assert.deepEqual(found, told);
  });

  it('keeps the damaged files, brings the desk’s own rows back, and says what it found', (t) => {
    const world = createWorld(t);
    const path = join(world.folder, 'outbox.db');
    const bytes = readFileSync(path);
    bytes.fill(0xee, 24, 4096);
    writeFileSync(path, bytes);
    // It may hold a newer first page.
    rmSync(`${path}-wal`);
    const store = openWorldStore(world.folder);
    t.after(() => store.close());
    assert.equal(store.wasOutboxSalvaged, true);
    const note = createRepairNoteRepo(store).find();
    assert.equal(note?.why, 'damaged');
    assert.ok(note.keptIn !== null);
    assert.deepEqual(readFileSync(join(world.folder, note.keptIn, 'outbox.db')), bytes);
    // The first page is gone, and with it the way to all others: these come from the backup.
    assert.ok(note.lacking.includes('snippet'));
    assert.equal(store.prepare('SELECT * FROM outbox.snippet').all().length, 5);
    assert.equal(store.prepare('SELECT * FROM outbox.account').all().length, 1);
    createRepairNoteRepo(store).dismiss(note.noteId, 1);
    assert.equal(createRepairNoteRepo(store).find(), null);
  });

  it('keeps whatever lay beside the damaged file before it takes that away', (t) => {
    const world = createWorld(t);
    const path = join(world.folder, 'outbox.db');
    writeFileSync(path, Buffer.alloc(8_192, 0xee));
    // Finished with, by its first byte: SQLite itself leaves it alone.
    writeFileSync(`${path}-journal`, Buffer.alloc(64));
    const store = openWorldStore(world.folder);
    t.after(() => store.close());
    const keptIn = createRepairNoteRepo(store).find()?.keptIn ?? '';
    assert.ok(existsSync(join(world.folder, keptIn, 'outbox.db-journal')));
    assert.ok(!existsSync(`${path}-journal`));
  });

  it('salvages once: the next start finds a sound file', (t) => {
    const world = createWorld(t);
    writeFileSync(join(world.folder, 'outbox.db'), 'not a database at all');
    const first = listStates(world.folder);
    const store = openWorldStore(world.folder);
    assert.equal(store.wasOutboxSalvaged, false);
    assert.equal(store.wasJournalRenewed, false);
    store.close();
    assert.deepEqual(listStates(world.folder), first);
  });

  it('asks before it sends what only an older backup still shows as unsent', (t) => {
    const world = createWorld(t);
    for (const name of ['outbox.db', 'outbox.db-wal', 'outbox.journal']) {
      writeFileSync(join(world.folder, name), '');
    }
    const states = listStates(world.folder).map((line) => line.split(' ')[1]);
    assert.ok(states.length > 0);
    assert.ok(!states.some((state) => ['QUEUED', 'WAITING', 'SENDING'].includes(state ?? '')));
  });

  it('refuses a file of a newer version and leaves all of it as it is', (t) => {
    const world = createWorld(t);
    const store = openWorldStore(world.folder);
    store.readPragma('outbox.user_version=99');
    store.close();
    const before = readFileSync(join(world.folder, 'outbox.journal'));
    assert.throws(() => openWorldStore(world.folder), hasCode('DATABASE_FROM_FUTURE'));
    assert.deepEqual(readFileSync(join(world.folder, 'outbox.journal')), before);
    assert.equal(existsSync(join(world.folder, 'kept')), false);
  });

  it('replaces nothing when the key is another one', (t) => {
    const world = createWorld(t);
    const names = ['outbox.db', 'outbox.journal'];
    const before = names.map((name) => readFileSync(join(world.folder, name)));
    const keys = { ...STORE_KEYS, outbox: new Uint8Array(32).fill(9) };
    assert.throws(
      () => openStore({ folder: world.folder, keys, wallMs: 0 }),
      hasCode('DATABASE_DAMAGED'),
    );
    assert.deepEqual(
      names.map((name) => readFileSync(join(world.folder, name))),
      before,
    );
    assert.deepEqual(readdirSync(join(world.folder, 'kept')), []);
  });

  it('lets only the owner read the journal and what is kept aside', (t) => {
    const world = createWorld(t);
    chmodSync(world.folder, 0o755);
    chmodSync(join(world.folder, 'backups'), 0o700);
    writeFileSync(join(world.folder, 'outbox.db'), 'x'.repeat(9000));
    openWorldStore(world.folder).close();
    const files = readdirSync(world.folder, { recursive: true, withFileTypes: true });
    for (const file of files) {
      const mode = statSync(join(file.parentPath, file.name)).mode;
      assert.equal(mode & 0o077, 0, `${file.name} is open to others`);
    }
  });

  it('cuts off half a line and writes on behind the last whole one', (t) => {
    const world = createWorld(t);
    const path = join(world.folder, 'outbox.journal');
    appendFileSync(path, '77 half');
    const store = openWorldStore(world.folder);
    assert.equal(store.wasJournalRenewed, false);
    store.close();
    assert.ok(!readFileSync(path, 'utf8').includes('half'));
  });
});

describe('a line of the journal', () => {
  const key = deriveJournalKey(new Uint8Array(32).fill(5));

  it('reads back under its number and key, and under no other', () => {
    const { text } = sealLine(key, { line: 3, before: 'b' }, '{"kind":"batch"}');
    const line = text.trimEnd();
    assert.deepEqual(openLine(key, line)?.content, { kind: 'batch' });
    assert.equal(openLine(key, line.replace(/^3 /, '4 ')), null);
    assert.equal(openLine(deriveJournalKey(new Uint8Array(32).fill(6)), line), null);
  });

  it('is refused when any one of its characters differs', () => {
    const { text } = sealLine(key, { line: 0, before: '' }, '{"kind":"head","secret":"Maria"}');
    const line = text.trimEnd();
    assert.ok(!line.includes('Maria'));
    for (let at = 0; at < line.length; at += 1) {
      const other = line[at] === 'A' ? 'E' : 'A';
      const changed = line.slice(0, at) + other + line.slice(at + 1);
      assert.equal(openLine(key, changed), null, `character ${at}`);
    }
  });
});

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => translateStoreError(error)?.error.code === code;
}
