// Owns: that a process killed (SIGKILL) at any moment of the files' life leaves what the next start makes whole: nothing
// that was told is lost, nothing comes back that had come to rest.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  OUTBOX_MIGRATIONS,
  MIRROR_MIGRATIONS,
} from '../../src-main/engine/store/migrations/registry.ts';
import { STORE_FAILPOINTS } from '../../src-main/engine/store/failpoints.ts';
import { openStore } from '../../src-main/engine/store/open.ts';
import { judgeStore } from '../faults/storage/judge-store.ts';
import { createSeededRandom } from '../faults/storage/seeded-random.ts';
import {
  STORE_KEYS,
  WORLD_MS,
  buildStoreWorld,
  copyFolder,
} from '../faults/storage/store-world.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { OutboxState } from '../../src-shared/domain/outbox-item.ts';
import type { StoreWorld } from '../faults/storage/store-world.ts';

const PROGRAM = fileURLToPath(new URL('../support/killed-store.ts', import.meta.url));
/** Enough of 6 kB each to make the journal grow past the size at which it is made anew. */
const MANY = 140;

describe('a store whose process is killed', () => {
  let source: StoreWorld;
  let root: string;
  let removeRoot: () => void;
  before(() => {
    [root, removeRoot] = createTempFolder('kills');
    source = buildStoreWorld(root, createSeededRandom(11));
  });
  after(() => removeRoot());

  /** Answers what the process had told before it died. */
  function kill(folder: string, killAt: string, decisions: number): Map<string, OutboxState> {
    const child = spawnSync(process.execPath, [PROGRAM, folder, killAt, '1', String(decisions)], {
      encoding: 'utf8',
      timeout: 60_000,
    });
    assert.equal(child.signal, 'SIGKILL', `${killAt} was never reached: ${child.stderr}`);
    const told = new Map<string, OutboxState>(source.truth);
    for (const opId of child.stdout.split('\n').filter(Boolean)) told.set(opId, 'QUEUED');
    return told;
  }

  function assertWhole(folder: string, told: ReadonlyMap<string, OutboxState>): void {
    const { wrongs, shutBy } = judgeStore(folder, told, false);
    assert.equal(shutBy, null);
    assert.deepEqual(wrongs, []);
    for (const rest of ['outbox.salvage', 'outbox.fresh.db', 'outbox.work.db']) {
      assert.ok(!existsSync(join(folder, rest)), rest);
    }
  }

  for (const name of STORE_FAILPOINTS) {
    if (name.startsWith('store.migrate')) continue;
    it(`makes it whole after ${name}`, { timeout: 120_000 }, () => {
      const folder = copyFolder(source.folder, join(root, name));
      const isSalvage = name.startsWith('store.salvage') || name.includes('renew');
      if (isSalvage) writeFileSync(join(folder, 'outbox.db'), 'y'.repeat(30_000));
      const told = kill(folder, name, name.startsWith('store.journal') ? MANY : 1);
      assertWhole(folder, told);
      rmSync(folder, { recursive: true });
    });
  }

  it('makes it whole when the salvage is killed twice at different moments', () => {
    const folder = copyFolder(source.folder, join(root, 'twice'));
    writeFileSync(join(folder, 'outbox.db'), 'y'.repeat(30_000));
    kill(folder, 'store.salvage.before-rename', 0);
    const told = kill(folder, 'store.salvage.after-rename', 0);
    assertWhole(folder, told);
    // And at the start after that.
    assertWhole(folder, told);
  });

  it('brings an outbox of the version before the journal over, killed in the middle', () => {
    const folder = join(root, 'before-journal');
    const old = openStore({
      folder,
      keys: STORE_KEYS,
      wallMs: WORLD_MS,
      migrations: { mirror: MIRROR_MIGRATIONS, outbox: OUTBOX_MIGRATIONS.slice(0, 5) },
    });
    old
      .prepare(
        `INSERT INTO outbox.op (op_id, account_id, lane, class, kind, intent, base, base_hash, state,
           decided_ms, hold_until_ms, not_before_ms, owner_epoch)
         VALUES ('old', 'acc1', 'old', 'goal', 'reassign-decision', '{}', '{}', 'h', 'QUEUED', 0, 0, 0, 1)`,
      )
      .run();
    old.close();
    for (const name of ['store.migrate.before-commit', 'store.journal.renew.before-rename']) {
      kill(folder, name, 0);
    }
    const { wrongs } = judgeStore(folder, new Map([['old', 'QUEUED']]), false);
    assert.deepEqual(wrongs, []);
  });
});
