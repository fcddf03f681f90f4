// Owns: the journal in use: what it promises when its file refuses, that it does not grow without bound, and what is on
// the disk before anybody is told.
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { transition } from '../../src-main/engine/outbox/transition.ts';
import { openJournalFile } from '../../src-main/engine/store/journal/journal-file.ts';
import { deriveJournalKey } from '../../src-main/engine/store/journal/journal-line.ts';
import { readJournal } from '../../src-main/engine/store/journal/read-journal.ts';
import { createOpRepo } from '../../src-main/engine/store/outbox/op-repo.ts';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { STORE_KEYS, WORLD_MS, openWorldStore } from '../faults/storage/store-world.ts';
import { insertPlainOp, listOpIds } from '../support/plain-op.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { OutboxEvent } from '../../src-main/engine/outbox/op-core.ts';
import type { JournalFile } from '../../src-main/engine/store/journal/journal-file.ts';
import type { Store } from '../../src-main/engine/store/open.ts';
import type { TestContext } from 'node:test';

const STAMP = { wallMs: WORLD_MS, monoMs: 0 };

function createFolder(t: TestContext): string {
  const [folder, remove] = createTempFolder('journal');
  t.after(remove);
  return folder;
}

function apply(store: Store, opId: string, event: OutboxEvent): void {
  const ops = createOpRepo(store, store.epoch);
  const record = ops.find(opId);
  assert.ok(record !== null && 'core' in record);
  const { next, cause } = transition(record.core, event);
  const restedMs = next.state === 'CANCELLED' ? WORLD_MS : null;
  const progress = { ...record, restedMs };
  ops.applyChange({ opId, from: record.core.state, core: next, progress, cause, stamp: STAMP });
}

function readOwn(folder: string) {
  return readJournal(join(folder, 'outbox.journal'), deriveJournalKey(STORE_KEYS.outbox));
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => translateStoreError(error)?.error.code === code;
}

/** A real file with one function that answers an errno while `code` is set. */
function refuse(part: 'append' | 'sync', state: { code: string | null }) {
  return (path: string): JournalFile => {
    const file = openJournalFile(path);
    const fail = (): void => {
      if (state.code !== null) throw Object.assign(new Error(state.code), { code: state.code });
    };
    return {
      get sizeBytes() {
        return file.sizeBytes;
      },
      append: (bytes) => {
        if (part === 'append') fail();
        file.append(bytes);
      },
      sync: () => {
        if (part === 'sync') fail();
        file.sync();
      },
      truncate: (sizeBytes) => file.truncate(sizeBytes),
      close: () => file.close(),
    };
  };
}

describe('the journal of the outbox', () => {
  for (const [errno, code] of [
    ['ENOSPC', 'DISK_FULL'],
    ['EIO', 'DISK_FAILING'],
    ['EROFS', 'DATA_FOLDER_READ_ONLY'],
  ] as const) {
    for (const part of ['append', 'sync'] as const) {
      it(`queues nothing when its ${part} answers ${errno}, and takes it afterwards`, (t) => {
        const folder = createFolder(t);
        const state: { code: string | null } = { code: null };
        const store = openWorldStore(folder, { openJournalFile: refuse(part, state) });
        insertPlainOp(store, 'first');
        state.code = errno;
        assert.throws(() => insertPlainOp(store, 'refused'), hasCode(code));
        assert.deepEqual(listOpIds(store), ['first']);
        state.code = null;
        insertPlainOp(store, 'second');
        store.close();
        const again = openWorldStore(folder);
        t.after(() => again.close());
        assert.equal(again.wasJournalRenewed, false);
        assert.deepEqual(listOpIds(again), ['first', 'second']);
        assert.deepEqual([...(readOwn(folder)?.rows.op.keys() ?? [])], ['first', 'second']);
      });
    }
  }

  it('takes its line back when the database does not commit', (t) => {
    const folder = createFolder(t);
    const store = openWorldStore(folder);
    insertPlainOp(store, 'first');
    const size = statSync(join(folder, 'outbox.journal')).size;
    store.readPragma(`outbox.max_page_count=${Number(store.readPragma('outbox.page_count'))}`);
    assert.throws(() => insertPlainOp(store, 'refused', 'x'.repeat(50_000)), hasCode('DISK_FULL'));
    assert.equal(statSync(join(folder, 'outbox.journal')).size, size);
    store.close();
    assert.deepEqual([...(readOwn(folder)?.rows.op.keys() ?? [])], ['first']);
  });

  it('syncs a decision, a sending and a taking back, and nothing that only costs a read', (t) => {
    const folder = createFolder(t);
    let syncs = 0;
    const store = openWorldStore(folder, {
      openJournalFile: (path) => {
        const file = openJournalFile(path);
        return Object.defineProperties(file, {
          sync: {
            value: () => {
              syncs += 1;
            },
          },
        });
      },
    });
    t.after(() => store.close());
    const count = (work: () => void): number => {
      const before = syncs;
      work();
      return syncs - before;
    };
    const step = (event: OutboxEvent): number => count(() => apply(store, 'one', event));
    assert.equal(
      count(() => insertPlainOp(store, 'one')),
      1,
    );
    assert.equal(step({ type: 'prechecked', verdict: { is: 'as-reviewed' } }), 1);
    assert.equal(step({ type: 'cancel' }), 1);
    assert.equal(step({ type: 'answered', answer: 'lost', isTokenFresh: false }), 0);
    const many = (): void =>
      store.inTransaction(() => {
        for (let n = 0; n < 50; n += 1) insertPlainOp(store, `many${n}`);
      });
    assert.equal(count(many), 1, 'one for a whole batch');
  });

  it('does not grow without bound, and drops only what is at rest', (t) => {
    const folder = createFolder(t);
    const store = openWorldStore(folder);
    insertPlainOp(store, 'kept');
    let largest = 0;
    for (let n = 0; n < 170; n += 1) {
      insertPlainOp(store, `n${n}`, 'x'.repeat(6_000));
      apply(store, `n${n}`, { type: 'cancel' });
      largest = Math.max(largest, statSync(join(folder, 'outbox.journal')).size);
    }
    store.close();
    assert.ok(largest < 1.5 * 1024 * 1024, `${largest} bytes`);
    const journal = readOwn(folder);
    assert.equal(journal?.isWhole, true);
    assert.ok(journal.rows.op.has('kept'));
    assert.ok(journal.rested.has('n0'));
    const again = openWorldStore(folder);
    t.after(() => again.close());
    assert.equal(again.wasJournalRenewed, false);
  });

  it('holds no readable text', (t) => {
    const folder = createFolder(t);
    const store = openWorldStore(folder);
    insertPlainOp(store, 'one', 'MARKER-77');
    store.close();
    assert.ok(!readFileSync(join(folder, 'outbox.journal'), 'latin1').includes('MARKER-77'));
    assert.ok(JSON.stringify([...(readOwn(folder)?.rows.op.values() ?? [])]).includes('MARKER-77'));
  });
});
