// Proves the tokens of a SigningHub account: one login for many, early renewal, refusals told apart.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createSystemClock } from '../../src-main/engine/world.ts';
import { buildAddCall } from '../builders/add-call.ts';
import { outlineList, pickRead, readServerList, startHubRig } from '../support/hub-rig.ts';
import type { HubRig } from '../support/hub-rig.ts';

let rig: HubRig;
before(async () => {
  rig = await startHubRig();
});
afterEach(async () => {
  await rig.control('DELETE', '/faults');
  await rig.control('DELETE', '/hits');
  await rig.control('PUT', '/assumptions', { 'token.lifeS': '86399' });
});
after(() => rig.close());

async function countLogins(): Promise<number> {
  const hits = await rig.control<{ routes: Record<string, number> }>('GET', '/hits');
  return hits.routes['POST /authenticate'] ?? 0;
}

describe('tokens', () => {
  it('logs in once for many who ask at once', async () => {
    const id = await rig.build();
    await rig.control('DELETE', '/hits');
    const fresh = rig.connect();
    await Promise.all(Array.from({ length: 8 }, () => fresh.getWorkflow(id)));
    assert.equal(await countLogins(), 1);
  });

  it('renews early, once, with a refresh token it uses a single time', async () => {
    await rig.control('PUT', '/assumptions', { 'token.lifeS': '1000' });
    const system = createSystemClock();
    let aheadMs = 0;
    const clock = { ...system, monoMs: () => system.monoMs() + aheadMs };
    const id = await rig.build();
    const fresh = rig.connect({ clock });
    await fresh.getWorkflow(id);
    await rig.control('DELETE', '/hits');
    for (let round = 0; round < 3; round += 1) {
      // Past the early mark, before the end: the token is still good.
      aheadMs += 900_000;
      const outcomes = await Promise.all([fresh.getWorkflow(id), fresh.getWorkflow(id)]);
      assert.deepEqual(
        outcomes.map(({ kind }) => kind),
        ['read', 'read'],
      );
    }
    assert.equal(await countLogins(), 3);
  });

  it('asks a read once more after a 401, and leaves the second try of a write to its caller', async () => {
    const id = await rig.build();
    const fresh = rig.connect();
    await fresh.getWorkflow(id);
    await rig.control('POST', '/sessions/revoke', {});
    assert.equal((await fresh.getWorkflow(id)).kind, 'read');
    await rig.control('POST', '/sessions/revoke', {});
    const refused = await fresh.applyWorkflowCall(id, buildAddCall('Chris'), { deadlineMs: 5_000 });
    assert.deepEqual([refused.kind, refused.status], ['answered', 401]);
    const again = await fresh.applyWorkflowCall(id, buildAddCall('Chris'), { deadlineMs: 5_000 });
    assert.deepEqual([again.kind, again.status], ['answered', 200]);
    assert.deepEqual(outlineList(await readServerList(rig.client, id)), ['Chris 1/1']);
  });

  it('says UNAUTHORIZED for wrong logins, whatever status the service has for them', async () => {
    for (const status of ['400', '401']) {
      await rig.control('PUT', '/assumptions', { 'A-06': status });
      for (const key of [{ password: 'wrong' }, { clientSecret: 'wrong' }]) {
        const outcome = await rig.connect({ key }).probe();
        assert.equal(outcome.kind === 'failed' && outcome.failure.code, 'UNAUTHORIZED');
      }
    }
    await rig.control('PUT', '/assumptions', { 'A-06': '400' });
  });

  it('names a disabled account, at login and later', async () => {
    const { username } = rig.sandbox.signingHub;
    const fresh = rig.connect();
    assert.equal((await fresh.probe()).kind, 'read');
    await rig.control('PUT', `/users/${username}`, { isDisabled: true });
    const later = await fresh.probe();
    const login = await rig.connect().probe();
    await rig.control('PUT', `/users/${username}`, { isDisabled: false });
    for (const outcome of [later, login]) {
      assert.ok(outcome.kind === 'failed');
      assert.equal(outcome.failure.code, 'FORBIDDEN');
      assert.equal(outcome.failure.serverMessage, 'Account is disabled');
    }
  });

  it('works on behalf of another user with scope alone', async () => {
    const [, other] = await rig.control<readonly { email: string }[]>('GET', '/users');
    assert.ok(other);
    const id = await rig.build({ owner: other.email });
    const client = rig.connect({ key: { username: '', password: '', scope: other.email } });
    const { arrangement } = pickRead(await client.getWorkflow(id));
    assert.equal(arrangement?.picture.user.isOwner, true);
    assert.equal(arrangement?.picture.user.email, other.email);
  });

  it('never takes a missing login page for a missing package', async () => {
    await rig.control('PUT', '/faults', [
      {
        match: { pattern: 'authenticate' },
        fault: { type: 'status', status: 404, body: { Message: 'Document not found' } },
      },
    ]);
    const outcome = await rig.connect().getWorkflow('7001');
    assert.equal(outcome.kind === 'failed' && outcome.failure.code, 'ANSWER_UNEXPECTED');
  });
});
