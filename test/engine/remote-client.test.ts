import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import { createSystemClock } from '../../src-main/engine/world.ts';
import { callControl, startSandboxProcess } from '../support/sandbox-process.ts';
import type { OwnedCmSignClient } from '../../src-main/engine/remote/cm-sign/client.ts';
import type { Clock } from '../../src-main/engine/ports.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

const APPROVE = { kind: 'approve', message: null } as const;
const WRITE = { method: 'PUT', pattern: '/reassignrequests/.+' };

describe('the client of CM.com Sign', { timeout: 60_000 }, () => {
  let sandbox: RunningSandbox;
  const clients: OwnedCmSignClient[] = [];

  before(async () => {
    sandbox = await startSandboxProcess(['--requests', '50', '--seed', '7']);
  });
  after(async () => await sandbox.stop());
  afterEach(async () => {
    await callControl(sandbox, 'DELETE', '/faults');
    await callControl(sandbox, 'PUT', '/network', { online: true });
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });

  function createClient(over: { secret?: string; clock?: Clock } = {}): OwnedCmSignClient {
    const { baseUrl, kid, secret } = sandbox;
    const client = createCmSignClient({
      baseUrl,
      keyId: kid,
      secret,
      clock: createSystemClock(),
      ...over,
    });
    clients.push(client);
    return client;
  }
  /** A clock of this computer that is wrong by so much. */
  const createWrongClock = (offMs: number): Clock => {
    const clock = createSystemClock();
    return { ...clock, wallMs: () => clock.wallMs() + offMs };
  };
  const createPending = async (): Promise<string> =>
    (await callControl<{ id: string }>(sandbox, 'POST', '/requests', {})).id;

  it('reads one request and its dossier', async () => {
    const client = createClient();
    const read = await client.getReassignRequest(await createPending());
    assert.equal(read.kind, 'read');
    if (read.kind !== 'read') return;
    assert.equal(read.value.request.state, 'pending');
    assert.match(read.value.reviewUrl ?? '', /\/reassign\/review\/[A-Za-z0-9]{100}$/);
    const dossier = await client.getDossier(read.value.request.dossier.id);
    assert.equal(dossier.kind, 'read');
  });

  it('reaches the service with a probe that asks for nothing', async () => {
    assert.equal((await createClient().probe()).kind, 'read');
    const wrongKey = await createClient({ secret: 'x'.repeat(40) }).probe();
    assert.equal(wrongKey.kind === 'failed' && wrongKey.failure.code, 'UNAUTHORIZED');
    await callControl(sandbox, 'PUT', '/network', { online: false });
    const closed = await createClient().probe();
    assert.equal(closed.kind === 'failed' && closed.failure.code, 'CONNECTION_REFUSED');
  });

  it('reads in spite of a clock that is ten minutes off, and knows how far', async () => {
    for (const offMs of [-600_000, 600_000]) {
      const client = createClient({ clock: createWrongClock(offMs) });
      assert.equal((await client.probe()).kind, 'read');
      assert.ok(Math.abs((client.skew.readSkewMs() ?? 0) + offMs) < 2_500);
      assert.ok(Math.abs(client.skew.readShiftMs() + offMs) < 2_500);
    }
  });

  it('has the right clock for the next write after one was refused', async () => {
    const client = createClient({ clock: createWrongClock(-600_000) });
    const requestId = await createPending();
    const first = await client.decideReassignRequest(requestId, APPROVE, { deadlineMs: 5_000 });
    assert.deepEqual([first.kind, first.status], ['answered', 401]);
    const second = await client.decideReassignRequest(requestId, APPROVE, { deadlineMs: 5_000 });
    assert.deepEqual([second.kind, second.status], ['answered', 200]);
  });

  it('asks the person to set a clock that is years off', async () => {
    const client = createClient({ clock: createWrongClock(10 * 365 * 86_400_000) });
    const outcome = await client.probe();
    assert.equal(outcome.kind === 'failed' && outcome.failure.code, 'CLOCK_OFF');
  });

  it('tells what is known of a write: answered, ambiguous, or proven not sent', async () => {
    const client = createClient();
    const decide = async () =>
      await client.decideReassignRequest(await createPending(), APPROVE, { deadlineMs: 1_500 });
    const inject = (fault: object): Promise<unknown> =>
      callControl(sandbox, 'PUT', '/faults', [{ match: WRITE, fault }]);
    const done = await decide();
    assert.deepEqual(
      [done.kind, done.status, done.kind === 'answered' && done.isBodySound],
      ['answered', 200, true],
    );
    for (const fault of [
      { type: 'reset-after' },
      { type: 'reset-before' },
      { type: 'hang', isApplied: true },
    ]) {
      await inject(fault);
      assert.equal((await decide()).kind, 'ambiguous', JSON.stringify(fault));
    }
    for (const fault of [
      { type: 'truncated' },
      { type: 'cut', atByte: 20 },
      { type: 'captive-portal' },
      { type: 'malformed' },
    ]) {
      await inject(fault);
      const outcome = await decide();
      assert.deepEqual(
        [outcome.kind, outcome.kind === 'answered' && outcome.isBodySound],
        ['answered', false],
        JSON.stringify(fault),
      );
    }
    await inject({ type: 'status', status: 204, when: 'after' });
    const empty = await decide();
    assert.equal(empty.kind === 'answered' && empty.isBodySound, true);
    await inject({ type: 'retry-after', value: '9', status: 503 });
    const later = await decide();
    assert.equal(later.kind === 'answered' && later.failure?.retryAfterMs, 9_000);
    const requestId = await createPending();
    await callControl(sandbox, 'PUT', '/network', { online: false });
    const offline = await client.decideReassignRequest(requestId, APPROVE, { deadlineMs: 1_500 });
    assert.equal(offline.kind, 'not-sent');
  });

  it('sends exactly the fields of the decision', async () => {
    const client = createClient();
    const approved = await createPending();
    await client.decideReassignRequest(
      approved,
      { kind: 'approve', message: 'Please sign' },
      { deadlineMs: 5_000 },
    );
    const declined = await createPending();
    await client.decideReassignRequest(
      declined,
      { kind: 'decline', reason: 'Not mandated' },
      { deadlineMs: 5_000 },
    );
    const first = await client.getReassignRequest(approved);
    const second = await client.getReassignRequest(declined);
    assert.ok(first.kind === 'read' && second.kind === 'read');
    assert.deepEqual(
      [first.value.request.state, first.value.request.newInvitee.message],
      ['approved', 'Please sign'],
    );
    assert.deepEqual(
      [second.value.request.state, second.value.request.declineReason],
      ['declined', 'Not mandated'],
    );
  });

  it('answers NOT_FOUND for a request the service does not know', async () => {
    const outcome = await createClient().getReassignRequest('11111111-1111-4111-8111-111111111111');
    assert.equal(outcome.kind === 'failed' && outcome.failure.code, 'NOT_FOUND');
  });
});
