// Owns: that a decision arrives, once, online and after being offline, against the real sandbox.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

describe('a decision online', () => {
  let desk: OutboxDesk;
  before(async () => {
    desk = await startOutboxDesk();
  });
  after(() => desk.close());

  it('approves with a message, reads it back and says sent', async () => {
    const { id } = await buildSandboxRequest(desk.sandbox);
    await desk.pull(id);
    const opId = desk.decide(id, { kind: 'approve', message: 'Please sign' });
    const entry = await desk.waitFor(opId, 'CONFIRMED');
    assert.equal(entry.phrase, 'sent');
    assert.equal(entry.lastHttpStatus, 200);
    assert.deepEqual(desk.causes(opId), ['decided', 'sending', 'answer-accepted', 'verified']);
    assert.equal(await desk.countApplied(id), 1);
  });
});
