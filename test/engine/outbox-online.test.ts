// Owns: that a decision arrives, once, online and after being offline, and that what changed meanwhile goes back to
// the person; against the real sandbox.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createRequestKey } from '../../src-shared/domain/reassign-request.ts';
import { startOutboxDesk } from '../support/outbox-desk.ts';
import { ACCOUNT_ID } from '../support/outbox-parts.ts';
import { callControl } from '../support/sandbox-process.ts';
import type { OutboxDesk } from '../support/outbox-desk.ts';

const APPROVE = { kind: 'approve', message: null } as const;
const DECLINE = { kind: 'decline', reason: 'Only the tenant may sign' } as const;

let desk: OutboxDesk;
before(async () => {
  desk = await startOutboxDesk();
});
after(() => desk.close());

async function actAsColleague(act: 'approve' | 'decline', body: object): Promise<void> {
  await callControl(desk.sandbox, 'POST', `/colleague/${act}`, body);
}

describe('a decision online', () => {
  it('approves with a message, reads it back and says sent', async () => {
    const id = await desk.makeRequest();
    const opId = desk.decide(id, { kind: 'approve', message: 'Please sign' });
    const entry = await desk.waitFor(opId, 'CONFIRMED');
    assert.equal(entry.phrase, 'sent');
    assert.equal(entry.lastHttpStatus, 200);
    assert.deepEqual(desk.causes(opId), ['decided', 'sending', 'answer-accepted', 'verified']);
    const mails = (await desk.ledger(id)).filter(
      (line) => line.kind === 'mail' && line.cause === 'api',
    );
    assert.equal(mails.length, 1);
    assert.equal(mails[0]?.detail['message'], 'Please sign');
  });

  it('declines with the reason, once', async () => {
    const id = await desk.makeRequest();
    const opId = desk.decide(id, DECLINE);
    assert.equal((await desk.waitFor(opId, 'CONFIRMED')).phrase, 'sent');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('puts what it read into the mirror before it says sent', async () => {
    const id = await desk.makeRequest();
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'CONFIRMED');
    const row = desk.store
      .prepare<[string], { state: string }>(
        'SELECT state FROM reassign_request WHERE request_id = ?',
      )
      .get(id);
    assert.equal(row?.state, 'approved');
  });

  it('confirms an empty answer as well', async () => {
    await callControl(desk.sandbox, 'PUT', '/assumptions', { A15: '204' });
    const id = await desk.makeRequest();
    assert.equal((await desk.waitFor(desk.decide(id, APPROVE), 'CONFIRMED')).phrase, 'sent');
    await callControl(desk.sandbox, 'PUT', '/assumptions', { A15: '200' });
  });
});

describe('a decision offline', () => {
  it('waits, says so, and is sent once when the service answers again', async () => {
    const id = await desk.makeRequest();
    await desk.setNetwork(false);
    const opId = desk.decide(id, APPROVE);
    await desk.skip(1_000);
    assert.equal(desk.entry(opId).state, 'QUEUED');
    assert.equal(desk.entry(opId).attempt, 0);
    await desk.setNetwork(true);
    await desk.skipUntil(opId, 2_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
    assert.deepEqual(desk.causes(opId), ['decided', 'sending', 'answer-accepted', 'verified']);
  });

  it('tells the page when the time to undo is over, though nothing leaves then', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    desk.settings = { ...desk.settings, holdSeconds: 10 };
    const opId = desk.decide(id, APPROVE);
    await desk.skip(9_000);
    desk.events.length = 0;
    await desk.skip(1_100);
    // What changed is gathered for a moment.
    await desk.skip(100);
    assert.equal(desk.entry(opId).phrase, 'waiting-turn');
    assert.deepEqual(desk.events[0], { name: 'outbox.changed', payload: { opIds: [opId] } });
    desk.settings = { ...desk.settings, holdSeconds: 0 };
    desk.outbox.cancel(opId);
    desk.outbox.setPaused(false);
  });

  it('can be withdrawn while nothing has left', async () => {
    const id = await desk.makeRequest();
    await desk.setNetwork(false);
    const opId = desk.decide(id, APPROVE);
    desk.outbox.cancel(opId);
    assert.equal(desk.entry(opId).phrase, 'withdrawn');
    await desk.setNetwork(true);
    await desk.skip(60_000);
    assert.equal(await desk.countApplied(id), 0);
    assert.throws(() => desk.outbox.sendNow(opId), { name: 'CodedError' });
  });

  it('survives a restart', async () => {
    const id = await desk.makeRequest();
    await desk.setNetwork(false);
    const opId = desk.decide(id, DECLINE);
    await desk.restart();
    assert.equal(desk.entry(opId).state, 'QUEUED');
    await desk.setNetwork(true);
    await desk.skipUntil(opId, 2_000, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('goes back to the person when it is older than a day', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    await desk.skip(25 * 3_600_000);
    desk.outbox.setPaused(false);
    const entry = await desk.skipUntil(opId, 1_000, 'CONFLICT');
    assert.equal(entry.phrase, 'too-old');
    assert.equal(entry.conflict?.theirState, 'pending');
    assert.equal(await desk.countApplied(id), 0);
  });
});

describe('a colleague who was first', () => {
  it('settles itself when the outcome is the same', async () => {
    const id = await desk.makeRequest();
    await actAsColleague('approve', { requestId: id });
    const opId = desk.decide(id, APPROVE);
    assert.equal((await desk.waitFor(opId, 'SATISFIED')).phrase, 'already-so');
    assert.equal(await desk.countApplied(id), 0);
  });

  it('becomes a conflict with their reason when the outcome is the opposite', async () => {
    const id = await desk.makeRequest();
    await actAsColleague('decline', { requestId: id, declineReason: 'Not hers to sign' });
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    assert.equal(entry.phrase, 'already-decided');
    assert.equal(entry.conflict?.theirState, 'declined');
    assert.equal(entry.conflict?.theirDeclineReason, 'Not hers to sign');
    assert.ok(entry.conflict.seenAt);
    assert.equal(await desk.countApplied(id), 0);
  });

  it('is a conflict as well when both decline, but for different reasons', async () => {
    const id = await desk.makeRequest();
    await actAsColleague('decline', { requestId: id, declineReason: 'Another reason' });
    const entry = await desk.waitFor(desk.decide(id, DECLINE), 'CONFLICT');
    assert.equal(entry.conflict?.why, 'decided-otherwise');
  });

  it('is put away by the person, or by deciding anew', async () => {
    const id = await desk.makeRequest();
    await actAsColleague('decline', { requestId: id, declineReason: 'No' });
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    assert.equal(desk.outbox.page('attention', null, 50).entries.at(0)?.opId, entry.opId);
    desk.outbox.dismiss(entry.opId);
    const open = desk.outbox.page('attention', null, 50).entries.map(({ opId }) => opId);
    assert.ok(!open.includes(entry.opId));
    assert.deepEqual(desk.causes(entry.opId).slice(-2), ['precheck-conflict', 'dismissed']);
  });
});

describe('what changed since the review', () => {
  it('names each field with what was seen and what it is now', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([
      {
        match: { method: 'GET', pattern: `reassignrequests/${id}$` },
        fault: { type: 'extra-fields', fields: { reason: 'Somebody wrote another reason' } },
      },
    ]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    assert.equal(entry.phrase, 'changed');
    assert.deepEqual(entry.conflict?.changes, [
      { field: 'reason', seen: 'She holds the mandate.', now: 'Somebody wrote another reason' },
    ]);
    await desk.setFaults([]);
    assert.equal(await desk.countApplied(id), 0);
  });

  it('sends nothing for a state word it does not know', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([
      { match: { method: 'GET', pattern: 'reassignrequests/' }, fault: { type: 'unknown-enum' } },
    ]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    assert.equal(entry.conflict?.theirState, 'unreadable');
    await desk.setFaults([]);
    assert.equal(await desk.countApplied(id), 0);
  });

  it('notices that the dossier has run out meanwhile', async () => {
    const expiresAt = new Date(desk.clock.wallMs() + 3_600_000).toISOString();
    const id = await desk.makeRequest({ dossier: { expiresAt } });
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    await desk.skip(2 * 3_600_000);
    desk.outbox.setPaused(false);
    const entry = await desk.skipUntil(opId, 100, 'CONFLICT');
    assert.deepEqual([entry.conflict?.why, entry.conflict?.theirState], ['closed', 'expired']);
    assert.equal(await desk.countApplied(id), 0);
  });

  it('says that the request is gone when the service answers 404', async () => {
    const id = await desk.makeRequest();
    await desk.setFaults([
      {
        match: { method: 'GET', pattern: `reassignrequests/${id}$` },
        fault: { type: 'status', status: 404 },
      },
    ]);
    const entry = await desk.waitFor(desk.decide(id, APPROVE), 'CONFLICT');
    assert.equal(entry.conflict?.why, 'gone');
    await desk.setFaults([]);
  });
});

describe('deciding', () => {
  it('refuses a second decision while the first waits', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    assert.throws(() => desk.decide(id, DECLINE), /DECISION_WAITING/);
    desk.outbox.cancel(opId);
    desk.outbox.setPaused(false);
    assert.equal((await desk.waitFor(desk.decide(id, DECLINE), 'CONFIRMED')).attempt, 1);
  });

  it('keeps one result a row when one of many fails', async () => {
    const ids = [await desk.makeRequest(), await desk.makeRequest(), await desk.makeRequest()];
    const keys = ids.map((id) => createRequestKey(ACCOUNT_ID, id));
    const hashes = keys.map((key) => desk.seenHash(key));
    const rows = desk.outbox.decide([
      { key: keys[0]!, seenHash: hashes[0]!, decision: APPROVE },
      { key: keys[1]!, seenHash: '0'.repeat(64), decision: APPROVE },
      { key: keys[2]!, seenHash: hashes[2]!, decision: { kind: 'decline', reason: ' ' } },
      { key: keys[0]!, seenHash: hashes[0]!, decision: APPROVE },
    ]);
    const codes = rows.map(({ result }) => (result.ok ? 'ok' : result.error.code));
    assert.deepEqual(codes, ['ok', 'REQUEST_CHANGED', 'REASON_EMPTY', 'DECISION_WAITING']);
    const first = rows[0]?.result;
    assert.ok(first?.ok);
    await desk.waitFor(first.value.opId, 'CONFIRMED');
  });

  it('refuses what is not open any more, and what it does not know', async () => {
    const id = await desk.makeRequest();
    await desk.waitFor(desk.decide(id, APPROVE), 'CONFIRMED');
    assert.throws(() => desk.decide(id, DECLINE), /REQUEST_NOT_PENDING/);
    assert.throws(() => desk.decide('no-such-request', APPROVE), /NOT_FOUND/);
  });

  it('holds for the undo window, and withdrawing in it sends nothing', async () => {
    desk.settings = { ...desk.settings, holdSeconds: 10 };
    const id = await desk.makeRequest();
    const opId = desk.decide(id, APPROVE);
    assert.equal(desk.entry(opId).phrase, 'held');
    assert.equal(desk.outbox.countQueue().held, 1);
    desk.outbox.cancel(opId);
    await desk.skip(11_000);
    assert.equal(await desk.countApplied(id), 0);
    const again = desk.decide(id, APPROVE);
    desk.outbox.sendNow(again);
    await desk.waitFor(again, 'CONFIRMED');
    desk.settings = { ...desk.settings, holdSeconds: 0 };
  });

  it('stays paused over a restart', async () => {
    const id = await desk.makeRequest();
    desk.outbox.setPaused(true);
    const opId = desk.decide(id, APPROVE);
    await desk.restart();
    assert.ok(desk.outbox.isPaused());
    await desk.skip(60_000);
    assert.equal(desk.entry(opId).state, 'QUEUED');
    desk.outbox.setPaused(false);
    await desk.skipUntil(opId, 100, 'CONFIRMED');
    assert.equal(await desk.countApplied(id), 1);
  });

  it('tells the page which items and rows changed', async () => {
    const id = await desk.makeRequest();
    const opId = desk.decide(id, APPROVE);
    await desk.waitFor(opId, 'CONFIRMED');
    await desk.skip(100);
    const told = JSON.stringify(desk.events);
    assert.ok(told.includes(opId) && told.includes(`${ACCOUNT_ID}/${id}`));
  });

  it('pages through what is done, newest first, without a gap', () => {
    const all = desk.outbox.page('done', null, 200).entries.map(({ opId }) => opId);
    const paged: string[] = [];
    let after: string | null = null;
    do {
      const page = desk.outbox.page('done', after, 3);
      paged.push(...page.entries.map(({ opId }) => opId));
      after = page.next;
    } while (after !== null);
    assert.ok(all.length > 10);
    assert.deepEqual(paged, all);
  });
});
