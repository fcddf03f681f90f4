// Owns: what refusals, refused keys and Retry-After do to items and accounts.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { onWrite } from '../support/fault-rules.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { callControl } from '../support/sandbox-process.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

const APPROVE = { kind: 'approve', message: 'Please sign' } as const;

let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk();
});
after(() => desk.close());
afterEach(() => desk.setFaults([]));

describe('a refused write', () => {
  it('is read first: what is already so is no failure', async () => {
    const id = await desk.makeRequest();
    // The first write is applied and called a fault; the second is refused because of the first.
    await desk.setFaults([onWrite({ type: 'status', status: 400, when: 'after' })]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'SATISFIED');
    assert.equal(entry.phrase, 'already-so');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('is called refused only after a settled read shows no effect', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'status', status: 422 })]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'UNKNOWN');
    const entry = await desk.skipUntil(opId, 5_000, 'REJECTED');
    assert.equal(entry.phrase, 'refused');
    assert.equal(entry.lastHttpStatus, 422);
    assert.equal(await desk.countApplied(id), 0);
  });

  it('says at once that the dossier is closed when that is why', async () => {
    const id = await desk.makeRequest();
    const { dossier } = await callControl<{ dossier: { id: string } }>(
      desk.sandbox,
      'GET',
      `/requests/${id}`,
    );
    await callControl(desk.sandbox, 'POST', `/dossiers/${dossier.id}/close`, { how: 'completed' });
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    assert.deepEqual([entry.conflict?.why, entry.conflict?.theirState], ['closed', 'completed']);
  });

  it('is refused when this key may not decide', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'status', status: 403 })]);
    const opId = desk.decide(id, APPROVE);
    const entry = await desk.skipUntil(opId, 5_000, 'REJECTED');
    assert.equal(entry.lastErrorCode, 'FORBIDDEN');
  });
});

describe('a refused key', () => {
  it('is asked again once with a fresh token, in the same attempt', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'status', status: 401 })]);
    const opId = desk.decide(id, APPROVE);
    const entry = await desk.waitFor(opId, 'CONFIRMED');
    assert.equal(entry.attempt, 1);
    assert.deepEqual(desk.causes(opId), [
      'decided',
      'sending',
      'token-refreshed',
      'answer-accepted',
      'verified',
    ]);
  });

  it('blocks the whole account, burns no attempt, and goes on with a new key', async () => {
    const ids = [await desk.makeRequest(), await desk.makeRequest()];
    await desk.setKey({ kid: desk.sandbox.kid, secret: 'x'.repeat(48) });
    const opIds = ids.map((id) => desk.decide(id, APPROVE));
    for (const opId of opIds) {
      const entry = await desk.waitFor(opId, 'BLOCKED');
      assert.deepEqual([entry.blockedWhy, entry.attempt, entry.canCancel], ['auth', 0, true]);
    }
    await desk.setKey(desk.sandbox);
    desk.outbox.unblockKey('acc1');
    for (const opId of opIds) await desk.skipUntil(opId, 1_000, 'CONFIRMED');
    for (const id of ids) assert.equal(await desk.countApplied(id), 1);
  });

  it('blocks when writes alone are refused twice, and goes on when the person says so', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'status', status: 401 }, 2)]);
    const opId = desk.decide(id, APPROVE);
    const entry = await desk.waitFor(opId, 'BLOCKED');
    assert.equal(entry.canCancel, true);
    desk.outbox.sendNow(opId);
    await desk.skipUntil(opId, 1_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('waits while the key cannot be read', async () => {
    const id = await desk.makeRequest();
    await desk.setKey(null);
    const opId = desk.decide(id, APPROVE);
    assert.equal((await desk.waitFor(opId, 'BLOCKED')).phrase, 'blocked-key');
    await desk.setKey(desk.sandbox);
    desk.outbox.unblockKey('acc1');
    await desk.skipUntil(opId, 1_000, 'CONFIRMED');
  });

  it('blocks as disabled when the service says that the account is', async () => {
    const id = await desk.makeRequest();
    const body = { status: 403, message: 'This account is disabled.' };
    await desk.setFaults([onWrite({ type: 'status', status: 403, body })]);
    const opId = desk.decide(id, APPROVE);
    assert.equal((await desk.waitFor(opId, 'BLOCKED')).phrase, 'blocked-account');
    desk.outbox.sendNow(opId);
    await desk.skipUntil(opId, 1_000, 'CONFIRMED');
  });

  it('asks a disabled account again by itself, ever more rarely, while reads pass all along', async () => {
    const id = await desk.makeRequest();
    const body = { status: 403, message: 'This account is disabled.' };
    await desk.setFaults([onWrite({ type: 'status', status: 403, body }, 2)]);
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'BLOCKED');
    await desk.skip(55_000);
    assert.equal(desk.entry(opId).state, 'BLOCKED');
    await desk.skip(60_000);
    await desk.waitFor(opId, 'BLOCKED');
    await desk.skipUntil(opId, 5_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });
});

describe('Retry-After', () => {
  it('is a floor for every lane of the account', async () => {
    const [one, other] = [await desk.makeRequest(), await desk.makeRequest()];
    await desk.setFaults([onWrite({ type: 'retry-after', value: '120' })]);
    const first = desk.decide(one, APPROVE);
    await desk.waitFor(first, 'WAITING');
    const second = desk.decide(other, APPROVE);
    await desk.skip(100_000);
    assert.equal(desk.entry(second).state, 'QUEUED');
    assert.equal(desk.entry(second).phrase, 'waiting-retry');
    await desk.skipUntil(first, 5_000, 'CONFIRMED');
    await desk.skipUntil(second, 5_000, 'CONFIRMED');
  });

  it('is not waited for longer than an hour', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([onWrite({ type: 'retry-after', value: '999999999' })]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'WAITING');
    const waitMs = Date.parse(entry.nextTryAt ?? '') - desk.clock.wallMs();
    assert.ok(waitMs <= 3_600_000, String(waitMs));
    await desk.skip(3_600_000);
    await desk.skipUntil(entry.opId, 5_000, 'CONFIRMED');
  });
});
