import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { pickEvents, startEngineDesk, startService, until } from '../support/engine-desk.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';

const PAGE_BYTES = 4096;

/** Spoils the second half of the file: its head stays sound, so opening it notices nothing. */
function spoilSecondHalf(path: string): void {
  const pages = Math.floor(statSync(path).size / PAGE_BYTES);
  const file = openSync(path, 'r+');
  for (let page = Math.floor(pages / 2); page < pages; page += 1) {
    writeSync(file, Buffer.alloc(32, page), 0, 32, page * PAGE_BYTES + 500);
  }
  closeSync(file);
}

function hasSynced({ accounts }: DeskStatus): boolean {
  const sync = accounts[0]?.sync;
  return sync !== undefined && sync.completedAt !== null && sync.state === 'idle';
}

test('makes a mirror anew whose damage shows only on reading, and keeps the decision', async (t) => {
  const service = await startService(200);
  t.after(() => service.stop());
  const [folder, remove] = createTempFolder();
  t.after(remove);
  const keychain = createMemoryKeychain();
  const first = startEngineDesk({ keychain, dataFolder: folder });
  t.after(() => first.close());
  await first.connect(service);
  const { pendingCount } = await first.untilStatus(hasSynced);
  const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 500 } as const;
  const [row] = (await first.ask('inbox.page', query)).rows;
  assert.ok(row !== undefined);
  await first.ask('queue.setPaused', { isPaused: true });
  await first.ask('reassignRequest.decide', {
    key: row.key,
    seenHash: row.seenHash,
    decision: { kind: 'approve', message: 'Please sign' },
  });
  await first.stop();
  spoilSecondHalf(join(folder, 'desk', 'mirror.db'));

  const desk = startEngineDesk({ keychain, dataFolder: folder });
  t.after(() => desk.close());
  // A call or the status itself may meet the damage first; either way the lists are told to read anew.
  const isRepaired = (): boolean =>
    pickEvents(desk.events, 'inbox.changed').some(({ keys }) => keys === null);
  const healed = await until('a sound mirror', async () => {
    void desk.call('inbox.page', { ...query, view: 'all' });
    const answer = await desk.call('desk.status', null);
    if (!answer.ok) {
      assert.equal(answer.error.code, 'DATABASE_DAMAGED');
      return null;
    }
    const isWhole = hasSynced(answer.value) && answer.value.pendingCount === pendingCount - 1;
    return isRepaired() && isWhole ? answer.value : null;
  });
  assert.equal(healed.queue.waiting + healed.queue.held, 1);
  assert.ok(!existsSync(join(folder, 'desk', 'mirror.raze')));
  const page = await desk.ask('inbox.page', { ...query, view: 'all' });
  assert.equal(page.total, 200);
  const [entry] = (await desk.ask('queue.page', { section: 'waiting', after: null, limit: 10 }))
    .entries;
  assert.equal(entry?.opId.length, 36);
});
