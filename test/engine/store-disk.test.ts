// Owns: full and read-only disks as they really are: a small tmpfs, a folder of somebody else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { translateStoreError } from '../../src-main/engine/store/sqlite-error.ts';
import { WORLD_MS, openWorldStore } from '../faults/storage/store-world.ts';
import { insertPlainOp, listOpIds } from '../support/plain-op.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { TestContext } from 'node:test';
import type { Store } from '../../src-main/engine/store/open.ts';

function createFolder(t: TestContext): string {
  const [folder, remove] = createTempFolder('disk');
  t.after(remove);
  return folder;
}

function hasCode(code: string): (error: unknown) => boolean {
  return (error) => translateStoreError(error)?.error.code === code;
}

const MOUNT = '/bin/mount';
const UNMOUNT = '/bin/umount';

describe('a disk that is really full', { skip: findNoTmpfs() }, () => {
  it('queues nothing, keeps what was queued, and goes on when there is room', (t) => {
    onSmallDisk(createFolder(t), (disk, store) => {
      const ballast = openSync(join(disk, 'ballast'), 'w');
      fill(ballast);
      assert.throws(
        () => insertPlainOp(store, 'refused', 'x'.repeat(40_000)),
        hasCode('DISK_FULL'),
      );
      store.close();
      // Also the start itself: it answers with a code and changes nothing.
      assert.throws(() => {
        const full = openWorldStore(join(disk, 'desk'), { wallMs: WORLD_MS + 9e9 });
        try {
          insertPlainOp(full, 'refused too', 'x'.repeat(40_000));
        } finally {
          full.close();
        }
      }, hasCode('DISK_FULL'));
      closeSync(ballast);
      rmSync(join(disk, 'ballast'));
      const again = openWorldStore(join(disk, 'desk'));
      insertPlainOp(again, 'second');
      assert.deepEqual(listOpIds(again), ['first', 'second']);
      again.close();
    });
  });

  it('salvages nothing by halves', (t) => {
    onSmallDisk(createFolder(t), (disk, store) => {
      store.close();
      const path = join(disk, 'desk', 'outbox.db');
      damage(path);
      const damaged = readFileSync(path);
      const ballast = openSync(join(disk, 'ballast'), 'w');
      fill(ballast);
      assert.throws(() => openWorldStore(join(disk, 'desk')), hasCode('DISK_FULL'));
      assert.deepEqual(readFileSync(path), damaged);
      closeSync(ballast);
      rmSync(join(disk, 'ballast'));
      const again = openWorldStore(join(disk, 'desk'));
      assert.equal(again.wasOutboxSalvaged, true);
      assert.deepEqual(listOpIds(again), ['first']);
      again.close();
    });
  });
});

describe('a data folder that may not be written', { skip: findNoRights() }, () => {
  it('answers DATA_FOLDER_READ_ONLY also when there is something to salvage', (t) => {
    const folder = createFolder(t);
    const profile = join(folder, 'desk');
    const store = openWorldStore(profile);
    insertPlainOp(store, 'first');
    store.close();
    damage(join(profile, 'outbox.db'));
    chmodSync(folder, 0o755);
    chmodSync(profile, 0o555);
    process.seteuid?.(65534);
    try {
      assert.throws(() => openWorldStore(profile), hasCode('DATA_FOLDER_READ_ONLY'));
    } finally {
      process.seteuid?.(0);
      chmodSync(profile, 0o700);
    }
    const again = openWorldStore(profile);
    t.after(() => again.close());
    assert.deepEqual(listOpIds(again), ['first']);
  });
});

function damage(path: string): void {
  const file = openSync(path, 'r+');
  writeSync(file, Buffer.alloc(4000, 0xee), 0, 4000, 24);
  closeSync(file);
}

function fill(file: number): void {
  const block = Buffer.alloc(4096, 1);
  for (const size of [4096, 512, 1]) {
    try {
      for (;;) writeSync(file, block, 0, size);
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'ENOSPC');
    }
  }
}

/** A small disk below the folder, with a store on it that holds one item; `run` closes the store. */
function onSmallDisk(folder: string, run: (disk: string, store: Store) => void): void {
  const disk = join(folder, 'disk');
  mkdirSync(disk);
  mountSmallDisk(disk);
  try {
    const store = openWorldStore(join(disk, 'desk'));
    insertPlainOp(store, 'first');
    run(disk, store);
  } finally {
    unmount(disk);
  }
}

function mountSmallDisk(folder: string): void {
  const args = ['-t', 'tmpfs', '-o', 'size=3m,mode=700', 'tmpfs', folder];
  assert.equal(spawnSync(MOUNT, args).status, 0);
}

function unmount(folder: string): void {
  assert.equal(spawnSync(UNMOUNT, [folder]).status, 0);
}

function findNoTmpfs(): string | false {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root may mount a disk';
  const [folder, remove] = createTempFolder('mount');
  try {
    const { status } = spawnSync(MOUNT, ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]);
    if (status !== 0) return 'this system lets nobody mount a disk';
    unmount(folder);
    return false;
  } finally {
    remove();
  }
}

function findNoRights(): string | false {
  const canDrop = process.getuid?.() === 0 && process.seteuid !== undefined;
  return canDrop ? false : 'needs root, to act as somebody else';
}
