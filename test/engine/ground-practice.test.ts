import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startEngineDesk, startEngineProcess } from '../support/engine-desk.ts';
import type { EngineDesk } from '../support/engine-desk.ts';
import type { DeskStatus } from '../../src-shared/contract/desk-status.ts';
import type { InboxRow } from '../../src-shared/contract/inbox-view.ts';
import type { TestContext } from 'node:test';

function start(t: TestContext, options: Parameters<typeof startEngineDesk>[0] = {}): EngineDesk {
  const desk = startEngineDesk(options);
  t.after(() => desk.close());
  return desk;
}

function hasSynced({ accounts }: DeskStatus): boolean {
  const sync = accounts[0]?.sync;
  return sync !== undefined && sync.completedAt !== null && sync.state === 'idle';
}

async function readPending(desk: EngineDesk): Promise<readonly InboxRow[]> {
  const query = { view: 'pending', search: '', sort: 'oldest', after: null, limit: 100 } as const;
  return (await desk.ask('inbox.page', query)).rows;
}

describe('the practice desk', () => {
  test('decides offline, survives a restart of the engine, and confirms exactly once online', async (t) => {
    const first = await startEngineProcess();
    t.after(() => first.close());
    await first.ask('practice.start', null);
    await first.untilStatus(hasSynced);
    await first.ask('settings.set', { holdSeconds: 0 });
    await first.ask('practice.setOnline', { isOnline: false });
    const [one, two] = await readPending(first);
    assert.ok(one !== undefined && two !== undefined);
    await first.ask('reassignRequest.decide', {
      key: one.key,
      seenHash: one.seenHash,
      decision: { kind: 'approve', message: null },
    });
    await first.ask('reassignRequest.decide', {
      key: two.key,
      seenHash: two.seenHash,
      decision: { kind: 'decline', reason: 'Only the director may sign' },
    });
    await first.untilStatus(({ queue }) => queue.waiting === 2);
    await first.stop();
    assert.deepEqual(await first.exited, { code: 0, signal: null });

    const second = await startEngineProcess({ dataFolder: first.dataFolder });
    t.after(() => second.close());
    const waiting = await second.untilStatus(({ queue }) => queue.waiting === 2);
    assert.equal(waiting.profile, 'practice');
    assert.equal(waiting.isPracticeOnline, false);
    await second.ask('practice.setOnline', { isOnline: true });
    await second.untilStatus(({ queue }) => queue.sentToday === 2);
    const [approved, declined] = await second.ask('inbox.rows', { keys: [one.key, two.key] });
    assert.equal(approved?.state, 'approved');
    assert.equal(declined?.state, 'declined');
    assert.equal(declined?.overlay?.phrase, 'sent');
    for (const { opId } of [approved?.overlay, declined?.overlay].flatMap((each) => each ?? [])) {
      const history = await second.ask('queue.history', { opId });
      assert.equal(history.filter(({ to }) => to === 'SENDING').length, 1);
    }
  });

  test('shows a colleague deciding first as a conflict, and a new request as new', async (t) => {
    const desk = start(t);
    await desk.ask('practice.start', null);
    await desk.untilStatus(hasSynced);
    await desk.ask('settings.set', { holdSeconds: 0 });
    await desk.ask('queue.setPaused', { isPaused: true });
    const [row] = await readPending(desk);
    assert.ok(row !== undefined);
    const { opId } = await desk.ask('reassignRequest.decide', {
      key: row.key,
      seenHash: row.seenHash,
      decision: { kind: 'approve', message: null },
    });
    await desk.ask('practice.act', { act: 'colleague-declines', key: row.key });
    await desk.ask('queue.setPaused', { isPaused: false });
    await desk.untilStatus(({ queue }) => queue.needsYou === 1);
    const [entry] = await desk.ask('queue.entries', { opIds: [opId] });
    assert.equal(entry?.phrase, 'already-decided');
    const before = (await desk.ask('inbox.counts', null)).pending;
    await desk.ask('practice.act', { act: 'new-request', key: null });
    await desk.untilStatus(({ pendingCount }) => pendingCount === before + 1);
    const acted = await desk.call('practice.act', { act: 'colleague-approves', key: null });
    assert.ok(!acted.ok && acted.error.code === 'BAD_INPUT');
    const opened = await desk.call('reassignRequest.openInSign', { key: row.key });
    assert.ok(!opened.ok && opened.error.code === 'NOT_ALLOWED');
    assert.deepEqual(desk.openedUrls, []);
  });

  test('leads back to where the person came from', async (t) => {
    const desk = start(t);
    await desk.ask('practice.start', null);
    await desk.ask('practice.leave', null);
    const status = await desk.ask('desk.status', null);
    assert.equal(status.phase, 'onboarding');
    assert.equal(status.profile, 'desk');
    assert.equal(status.isPracticeOnline, null);
    const refused = await desk.call('practice.setOnline', { isOnline: false });
    assert.ok(!refused.ok && refused.error.code === 'NOT_ALLOWED');
  });
});
