import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pickEvents, startEngineDesk, startService, until } from '../support/engine-desk.ts';
import type { EngineDesk } from '../support/engine-desk.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { InboxPage, InboxRow } from '../../src-shared/contract/inbox-view.ts';

const HOUR_MS = 3_600_000;

function hasSynced({ accounts }: DeskStatus): boolean {
  const sync = accounts[0]?.sync;
  return sync !== undefined && sync.completedAt !== null && sync.state === 'idle';
}

async function readPending(desk: EngineDesk): Promise<readonly InboxRow[]> {
  const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 100 } as const;
  return (await desk.ask('inbox.page', query)).rows;
}

describe('a desk over a service', () => {
  let service: RunningSandbox;
  let desk: EngineDesk;
  let rows: readonly InboxRow[];

  before(async () => {
    service = await startService(120);
    desk = startEngineDesk();
    await desk.connect(service);
    await desk.untilStatus(hasSynced);
    rows = await readPending(desk);
  });
  after(async () => {
    await desk.close();
    await service.stop();
  });

  test('shows a detail with its dossier, its checks and its neighbours', async () => {
    const [row] = rows;
    assert.ok(row !== undefined);
    const detail = await desk.ask('inbox.detail', { key: row.key });
    assert.equal(detail.seenHash, row.seenHash);
    assert.equal(detail.dossier?.id, row.dossierId);
    assert.ok(detail.checks.length > 0);
    assert.equal(detail.canOpenInSign, true);
    assert.equal(detail.draft, null);
    assert.ok(detail.dossierFetchedAt !== null);
    const missing = await desk.call('inbox.detail', { key: 'nobody/nothing' });
    assert.ok(!missing.ok && missing.error.code === 'NOT_FOUND');
  });

  test('finds people as one types, and counts what it found', async () => {
    const [row] = rows;
    assert.ok(row !== undefined);
    const query = { view: 'pending', sort: 'oldest', after: null, limit: 50 } as const;
    const found = await until('the index', async () => {
      const page = await desk.ask('inbox.page', { ...query, search: row.toName.slice(0, 4) });
      return page.rows.some(({ key }) => key === row.key) ? page : null;
    });
    assert.equal(found.total, found.rows.length);
    const nobody = await desk.ask('inbox.page', { ...query, search: 'zzzzqqqq' });
    assert.deepEqual(nobody.rows, []);
    assert.equal(nobody.total, 0);
    const all = await desk.ask('inbox.page', { ...query, search: '  ' });
    assert.equal(all.total, rows.length);
  });

  test('pages through search hits without losing or repeating one', async () => {
    const query = { view: 'all', sort: 'oldest', search: 'example', limit: 7 } as const;
    const keys: string[] = [];
    let after: string | null = null;
    let total = 0;
    do {
      const page: InboxPage = await desk.ask('inbox.page', { ...query, after });
      keys.push(...page.rows.map(({ key }) => key));
      total = page.total;
      after = page.next;
    } while (after !== null);
    assert.equal(keys.length, total);
    assert.equal(new Set(keys).size, total);
  });

  test('keeps a draft until it is emptied', async () => {
    const key = rows[1]?.key;
    assert.ok(key !== undefined);
    const draft = { message: '', reason: 'Because' };
    await desk.ask('inbox.saveDraft', { key, draft });
    assert.deepEqual((await desk.ask('inbox.detail', { key })).draft, draft);
    await desk.ask('inbox.saveDraft', { key, draft: null });
    assert.equal((await desk.ask('inbox.detail', { key })).draft, null);
  });

  test('puts a request out of sight until its time, and says so when it comes', async () => {
    const key = rows[2]?.key;
    assert.ok(key !== undefined);
    const pending = (await desk.ask('inbox.counts', null)).pending;
    const until1s = new Date(Date.now() + 1000).toISOString();
    await desk.ask('inbox.snooze', { key, until: until1s });
    const during = await desk.ask('inbox.counts', null);
    assert.deepEqual([during.pending, during.snoozed], [pending - 1, 1]);
    assert.equal((await desk.ask('inbox.detail', { key })).snoozedUntil, until1s);
    const seen = desk.events.length;
    await until('the end of the snooze', () =>
      pickEvents(desk.events.slice(seen), 'inbox.changed').length > 0 ? true : null,
    );
    const afterwards = await desk.ask('inbox.counts', null);
    assert.deepEqual([afterwards.pending, afterwards.snoozed], [pending, 0]);
  });

  test('puts a request out of sight until it changes, at the latest until a day before its deadline', async () => {
    const row = rows.find(
      ({ expiresAt }) => expiresAt !== null && Date.parse(expiresAt) > Date.now() + 48 * HOUR_MS,
    );
    assert.ok(row?.expiresAt);
    const dayBefore = new Date(Date.parse(row.expiresAt) - 24 * HOUR_MS).toISOString();
    const told = await desk.ask('inbox.snooze', { key: row.key, until: 'change' });
    assert.equal(told.until, dayBefore);
    const detail = await desk.ask('inbox.detail', { key: row.key });
    assert.deepEqual([detail.snoozedUntil, detail.isSnoozedForChange], [dayBefore, true]);
    const [shown] = await desk.ask('inbox.rows', { keys: [row.key] });
    assert.deepEqual([shown?.snoozedUntil, shown?.isSnoozedForChange], [dayBefore, true]);
    assert.equal((await desk.ask('inbox.counts', null)).snoozed, 1);

    const tooLate = new Date(Date.parse(row.expiresAt) + HOUR_MS).toISOString();
    const clipped = await desk.ask('inbox.snooze', { key: row.key, until: tooLate });
    assert.equal(clipped.until, dayBefore);
    assert.equal((await desk.ask('inbox.detail', { key: row.key })).isSnoozedForChange, false);
    const woken = await desk.ask('inbox.snooze', { key: row.key, until: null });
    assert.equal(woken.until, null);
    assert.equal((await desk.ask('inbox.counts', null)).snoozed, 0);
  });

  test('asks the shell to open the review page with the hosts it may be on, and tells nobody else', async () => {
    const key = rows[0]?.key;
    assert.ok(key !== undefined);
    await desk.ask('reassignRequest.openInSign', { key });
    const [opened] = desk.openedUrls;
    assert.match(opened?.url ?? '', /\/reassign\/review\/[A-Za-z0-9]{100}$/);
    assert.deepEqual(opened?.allowedHosts, ['127.0.0.1']);
    const capability = opened?.url.split('/').at(-1) ?? '';
    assert.ok(!JSON.stringify(desk.events).includes(capability));
    assert.ok(!desk.logLines.join('').includes(capability));
    const told = [
      await desk.ask('inbox.detail', { key }),
      await desk.ask('inbox.rows', { keys: [key] }),
    ];
    assert.ok(!JSON.stringify(told).includes(capability));
  });

  test('finds a request by the service’s id alone', async () => {
    const row = rows[0];
    assert.ok(row !== undefined);
    const requestId = row.key.split('/')[1] ?? '';
    assert.deepEqual(await desk.ask('inbox.find', { requestId }), [row.key]);
    const other = '00000000-0000-4000-8000-000000000000';
    assert.deepEqual(await desk.ask('inbox.find', { requestId: other }), []);
  });

  test('counts pending requests by owner', async () => {
    const owners = await desk.ask('inbox.owners', null);
    const { pending } = await desk.ask('inbox.counts', null);
    assert.equal(
      owners.reduce((sum, { pending: count }) => sum + count, 0),
      pending,
    );
    const mine = owners[0];
    assert.ok(mine !== undefined);
    await desk.ask('settings.set', { ownersMine: [mine.owner] });
    assert.equal((await desk.ask('inbox.counts', null)).mine, mine.pending);
  });

  test('pushes its status at most once in 100 ms, and only with news', () => {
    const pushed = pickEvents(desk.events, 'status.changed').map((each) => JSON.stringify(each));
    assert.ok(pushed.length > 1);
    for (const [index, text] of pushed.entries()) assert.notEqual(text, pushed[index + 1]);
  });
});
