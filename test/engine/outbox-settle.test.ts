// Owns: that nobody looks, and nothing is sent again, before an abandoned request counts as dead; deadlines; limits.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { onWrite } from '../support/fault-rules.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

const APPROVE = { kind: 'approve', message: 'Please sign' } as const;

let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk();
});
after(() => desk.close());
afterEach(() => desk.setFaults([]));

describe('an answer that is not known', () => {
  it('does not look before settle has passed, even if nothing else is to do', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'reset-after' })]);
    const opId = desk.decide(id, APPROVE);
    const entry = await desk.waitFor(opId, 'UNKNOWN');
    assert.equal(entry.phrase, 'checking');
    // 15 s deadline + 90 s settle.
    const waitMs = Date.parse(entry.nextTryAt ?? '') - desk.clock.wallMs();
    assert.ok(waitMs > 100_000 && waitMs <= 105_000, String(waitMs));
    await desk.skip(100_000);
    assert.equal(desk.entry(opId).state, 'UNKNOWN');
    await desk.skipUntil(opId, 1_000, 'CONFIRMED');
  });

  it('follows the settle setting', async () => {
    desk.settings = { ...desk.settings, settleSeconds: 5 };
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'reset-after' })]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'UNKNOWN');
    const waitMs = Date.parse(entry.nextTryAt ?? '') - desk.clock.wallMs();
    assert.ok(waitMs > 15_000 && waitMs <= 20_000, String(waitMs));
    await desk.skipUntil(entry.opId, 1_000, 'CONFIRMED');
    desk.settings = { ...desk.settings, settleSeconds: 90 };
  });

  it('measures settle on a clock that nobody can set', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'reset-before' })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'UNKNOWN');
    desk.clock.jumpWallBy(3_600_000);
    await desk.skip(50_000);
    assert.equal(desk.entry(opId).state, 'UNKNOWN');
    desk.clock.jumpWallBy(-3_600_000);
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('reads twice, apart, before it believes that nothing was applied', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'reset-before' })]);
    const opId = desk.decide(id, APPROVE);
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.deepEqual(desk.causes(opId), [
      'decided',
      'sending',
      'answer-lost',
      'read-back-not-applied',
      'read-back-not-applied',
      'sending',
      'answer-accepted',
      'verified',
    ]);
  });

  it('ends a write that hangs at its deadline', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'hang', isApplied: true })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'SENDING');
    await desk.skipUntil(opId, 1_000, 'UNKNOWN');
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('ends an answer that drips at its deadline', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'drip', bytes: 1, everyMs: 100 })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'SENDING');
    await desk.skipUntil(opId, 1_000, 'UNKNOWN');
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('never follows a redirect of a write, and asks a person', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([
      onWrite({ type: 'redirect', location: `${desk.sandbox.baseUrl}/reassignrequests/${id}` }),
    ]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'ATTENTION');
    assert.equal(entry.phrase, 'needs-you');
    assert.equal(entry.lastErrorCode, 'UNEXPECTED_REDIRECT');
    assert.equal(await desk.countApplied(id), 0);
  });

  it('asks a person about a status nobody agreed on', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'status', status: 418 })]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'ATTENTION');
    assert.equal(entry.lastHttpStatus, 418);
  });

  it('asks a person after eight server faults without effect', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'status', status: 500 }, 100)]);
    const opId = desk.decide(id, APPROVE);
    const entry = await desk.skipUntil(opId, 20_000, 'ATTENTION');
    assert.equal(entry.attempt, 8);
    assert.equal(desk.causes(opId).at(-1), 'tries-exhausted');
  });
});
