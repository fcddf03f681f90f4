// Owns: that starting over writes down what is not settled first, deletes nothing of it, and leaves everything as it was
// when it cannot be written.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createMemoryKeychain } from '../../src-main/engine/accounts/keychain.ts';
import { startEngineDesk, startService } from '../support/engine-desk.ts';
import type { EngineDesk } from '../support/engine-desk.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

let service: RunningSandbox;
before(async () => {
  service = await startService(5);
});
after(() => service.stop());

async function decideOne(desk: EngineDesk): Promise<string> {
  await desk.connect(service);
  await desk.untilStatus(({ accounts }) => accounts.some(({ sync }) => sync.completedAt !== null));
  const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 50 } as const;
  const [row] = (await desk.ask('inbox.page', query)).rows;
  assert.ok(row !== undefined);
  await desk.ask('queue.setPaused', { isPaused: true });
  const decision = { kind: 'approve', message: 'Please sign soon' } as const;
  const { opId } = await desk.ask('reassignRequest.decide', {
    key: row.key,
    seenHash: row.seenHash,
    decision,
  });
  return opId;
}

test('writes what is not settled to a file its owner can read, and sets the rest aside', async (t) => {
  const keychain = createMemoryKeychain();
  const desk = startEngineDesk({ keychain });
  t.after(() => desk.close());
  await decideOne(desk);
  const outbox = join(desk.dataFolder, 'desk', 'outbox.db');
  assert.ok(existsSync(outbox));
  const { path, count } = await desk.ask('desk.reset', null);
  assert.equal(count, 1);
  assert.ok(path !== null);
  assert.equal(statSync(path).mode & 0o077, 0);
  const { decisions } = JSON.parse(readFileSync(path, 'utf8')) as {
    decisions: { decision: string; text: string; account: string }[];
  };
  assert.deepEqual(
    decisions.map(({ decision, text, account }) => [decision, text, account]),
    [['approve', 'Please sign soon', 'Test']],
  );
  const status = await desk.untilStatus(({ phase }) => phase === 'onboarding');
  assert.deepEqual(status.accounts, []);
  const [kept = ''] = readdirSync(join(desk.dataFolder, 'kept'));
  const aside = readdirSync(join(desk.dataFolder, 'kept', kept, 'desk'));
  assert.ok(aside.includes('outbox.db') && aside.includes('outbox.journal'));
  assert.ok(!aside.includes('mirror.db'));
  // An account can be connected again, under the same key of the files.
  await desk.connect(service);
  await desk.untilStatus(({ phase }) => phase === 'ready');
});

test('changes nothing when what is not settled cannot be written down', async (t) => {
  const desk = startEngineDesk({ keychain: createMemoryKeychain() });
  t.after(() => desk.close());
  const opId = await decideOne(desk);
  // No folder can be made where a file is.
  writeFileSync(join(desk.dataFolder, 'exports'), '');
  const result = await desk.call('desk.reset', null);
  assert.equal(result.ok, false);
  await desk.untilStatus(({ phase }) => phase === 'ready');
  const page = await desk.ask('queue.page', { section: 'waiting', after: null, limit: 10 });
  assert.deepEqual(
    page.entries.map((entry) => entry.opId),
    [opId],
  );
  assert.ok(!existsSync(join(desk.dataFolder, 'kept')));
  rmSync(join(desk.dataFolder, 'exports'));
  assert.equal((await desk.ask('desk.reset', null)).count, 1);
});

test('is refused on the practice desk', async (t) => {
  const desk = startEngineDesk({ keychain: createMemoryKeychain() });
  t.after(() => desk.close());
  await desk.ask('practice.start', null);
  const result = await desk.call('desk.reset', null);
  assert.equal(result.ok ? null : result.error.code, 'NOT_ALLOWED');
});
