// Owns: that whatever state an item was in when the engine ended, the next engine goes on from exactly there; that
// rows nobody understands are kept; and that an older engine can change nothing.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createOpRepo } from '../../src-main/engine/store/outbox/op-repo.ts';
import { onWrite } from '../support/fault-rules.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { callControl } from '../support/sandbox-process.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

const APPROVE = { kind: 'approve', message: null } as const;

let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk();
});
after(() => desk.close());
afterEach(async () => {
  desk.outbox.setPaused(false);
  await desk.setFaults([]);
});

/** Puts a stored item back into an earlier state, as a killed engine would have left it. */
function rewind(
  opId: string,
  columns: string,
  ...values: readonly (string | number | null)[]
): void {
  desk.store
    .prepare(`UPDATE outbox.op SET ${columns}, rested_ms = NULL WHERE op_id = ?`)
    .run(...values, opId);
}

async function makeConfirmed(): Promise<{ id: string; opId: string }> {
  const id = await desk.makeRequest();
  const opId = desk.decide(id, APPROVE);
  await desk.waitFor(opId, 'CONFIRMED');
  return { id, opId };
}

describe('after a restart', () => {
  it('sends what was queued', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    await desk.restart();
    desk.outbox.setPaused(false);
    await desk.skipUntil(opId, 100, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('keeps the undo window', async () => {
    desk.settings = { ...desk.settings, holdSeconds: 30 };
    const id = await desk.makeRequest();
    const opId = desk.decide(id, APPROVE);
    await desk.restart();
    assert.equal(desk.entry(opId).phrase, 'held');
    await desk.skip(10_000);
    assert.equal(desk.entry(opId).phrase, 'held');
    desk.outbox.cancel(opId);
    desk.settings = { ...desk.settings, holdSeconds: 0 };
  });

  it('holds for a minute at most when the clock went back meanwhile', async () => {
    desk.settings = { ...desk.settings, holdSeconds: 30 };
    const id = await desk.makeRequest();
    const opId = desk.decide(id, APPROVE);
    await desk.restart({
      whileDown: async () => desk.clock.jumpWallBy(-24 * 3_600_000),
    });
    await desk.skip(60_000);
    await desk.skipUntil(opId, 100, 'CONFIRMED');
    desk.clock.jumpWallBy(24 * 3_600_000);
    desk.settings = { ...desk.settings, holdSeconds: 0 };
  });

  it('takes a write it was in as unknown, settles, reads, and does not send again what was applied', async () => {
    const { id, opId } = await makeConfirmed();
    const sentMs = desk.clock.wallMs();
    rewind(opId, `state = 'SENDING', sent_wall_ms = ?`, sentMs);
    await desk.restart();
    assert.equal(desk.entry(opId).state, 'UNKNOWN');
    await desk.skip(90_000);
    assert.equal(desk.entry(opId).state, 'UNKNOWN');
    await desk.skipUntil(opId, 1_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('sends once more what a killed engine had not sent', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    rewind(
      opId,
      `state = 'SENDING', attempt = 1, sent_count = 1, deadline_ms = 15000, sent_wall_ms = ?`,
      desk.clock.wallMs(),
    );
    await desk.restart();
    desk.outbox.setPaused(false);
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
    assert.equal(desk.entry(opId).attempt, 2);
  });

  it('verifies what was acknowledged', async () => {
    const { id, opId } = await makeConfirmed();
    rewind(opId, `state = 'ACKED'`);
    await desk.restart();
    await desk.waitFor(opId, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  for (const [name, wrongMs] of [
    ['back', 3_600_000],
    ['forward', -3_600_000],
  ] as const) {
    // Forward looks like time passed, and a request that is still on its way would be sent a second time.
    it(`settles in full again when the clock went ${name}`, async () => {
      const { opId } = await makeConfirmed();
      rewind(opId, `state = 'UNKNOWN', sent_wall_ms = ?`, desk.clock.wallMs() + wrongMs);
      await desk.restart();
      await desk.skip(100_000);
      assert.equal(desk.entry(opId).state, 'UNKNOWN');
      await desk.skipUntil(opId, 1_000, 'CONFIRMED');
    });
  }

  it('goes on with what waited for a retry', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'retry-after', value: '60' })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'WAITING');
    await desk.restart();
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('goes on with what a refused key had blocked, once the service answers', async () => {
    const id = await desk.makeRequest();
    await desk.setKey({ kid: desk.sandbox.kid, secret: 'x'.repeat(48) });
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'BLOCKED');
    await desk.restart({ whileDown: () => desk.setKey(desk.sandbox) });
    assert.equal(desk.entry(opId).state, 'BLOCKED');
    // Any decision, or the next sync, is an answer of the service.
    const other = desk.decide(await desk.makeRequest(), APPROVE);
    await desk.skipUntil(other, 1_000, 'CONFIRMED');
    await desk.skipUntil(opId, 1_000, 'CONFIRMED');
  });

  it('leaves at rest what is at rest', async () => {
    const id = await desk.makeRequest();
    await callControl(desk.sandbox, 'POST', '/colleague/decline', {
      requestId: id,
      declineReason: 'No',
    });
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'CONFLICT');
    const before = desk.causes(opId);
    await desk.restart();
    await desk.skip(3_600_000);
    assert.deepEqual(desk.causes(opId), before);
  });
});

describe('rows that cannot be understood', () => {
  for (const [name, columns] of [
    ['a state of another version', `state = 'TELEPORTED'`],
    ['an intent that is no JSON', `intent = '{"kind":'`],
    ['an unknown kind', `kind = 'fax'`],
    ['a picture that does not match its hash', `base_hash = 'x'`],
    ['an unknown reason to be blocked', `state = 'BLOCKED', blocked_why = 'weather'`],
  ] as const) {
    it(`keeps and shows ${name}, and sends nothing`, async () => {
      const id = await desk.makeRequest();
      desk.outbox.setPaused(true);
      const opId = desk.decide(id, APPROVE);
      rewind(opId, columns);
      desk.allowErrors('outbox.unreadable');
      await desk.restart();
      desk.outbox.setPaused(false);
      const entry = await desk.skipUntil(opId, 100, 'ATTENTION');
      assert.equal(entry.phrase, 'needs-you');
      await desk.skip(3_600_000);
      assert.equal(await desk.countApplied(id), 0);
      assert.equal(desk.causes(opId).at(-1), 'unreadable-row');
      const shown = desk.outbox.page('attention', null, 200).entries;
      assert.ok(shown.some((one) => one.opId === opId));
      desk.outbox.dismiss(opId);
    });
  }
});

describe('the fence', () => {
  it('lets no older engine change an item', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    const older = createOpRepo(desk.store, desk.store.epoch - 1);
    const op = older.find(opId);
    assert.ok(op !== null && 'core' in op);
    const change = {
      opId,
      from: op.core.state,
      core: { ...op.core, state: 'CANCELLED' },
      progress: op,
      cause: 'cancelled',
      stamp: { wallMs: 0, monoMs: 0 },
    } as const;
    assert.throws(() => older.applyChange(change), { name: 'FenceLost' });
    assert.deepEqual(desk.causes(opId), ['decided']);
  });

  it('lets nobody change an item from a state it is not in', async () => {
    const { opId } = await makeConfirmed();
    const repo = createOpRepo(desk.store, desk.store.epoch);
    const op = repo.find(opId);
    assert.ok(op !== null && 'core' in op);
    const change = {
      opId,
      from: 'WAITING',
      core: { ...op.core, state: 'SENDING' },
      progress: op,
      cause: 'sending',
      stamp: { wallMs: 0, monoMs: 0 },
    } as const;
    assert.throws(() => repo.applyChange(change), { name: 'FenceLost' });
  });

  it('keeps the journal and the items', () => {
    for (const sql of [
      'DELETE FROM outbox.op_event',
      `UPDATE outbox.op_event SET cause = 'x'`,
      'DELETE FROM outbox.op',
    ]) {
      assert.throws(() => desk.store.exec(sql), /append-only|never deleted/);
    }
  });
});

describe('stopping', () => {
  it('waits for the write it is in and records its answer', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'latency', ms: 300 })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'SENDING');
    await desk.restart();
    assert.ok(desk.causes(opId).includes('answer-accepted'));
    await desk.waitFor(opId, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('records a write it can wait for no longer as unknown', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'hang', isApplied: true })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'SENDING');
    await desk.restart();
    assert.deepEqual(desk.causes(opId), ['decided', 'sending', 'answer-lost']);
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });
});

describe('lanes that disagree with the store', () => {
  it('believe the store, without spinning', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    desk.store
      .prepare(`UPDATE outbox.op SET state = 'CANCELLED', rested_ms = 1 WHERE op_id = ?`)
      .run(opId);
    desk.outbox.setPaused(false);
    await desk.skip(10_000);
    const other = desk.decide(await desk.makeRequest(), APPROVE);
    await desk.waitFor(other, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 0);
    assert.equal(desk.entry(opId).state, 'CANCELLED');
  });
});
