// Proves each call of a plan against the sandbox, and what is known about a write; and whom one may pick from.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { buildAddCall } from '../builders/add-call.ts';
import { outlineList, pickRead, readServerList, startHubRig } from '../support/hub-rig.ts';
import type { ServerList } from '../../src-shared/domain/workflow/model.ts';
import type { WorkflowCall } from '../../src-shared/domain/workflow/call.ts';
import type { WriteOutcome } from '../../src-main/engine/ports.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import type { HubRig } from '../support/hub-rig.ts';

let rig: HubRig;
before(async () => {
  rig = await startHubRig();
});
afterEach(async () => {
  await rig.control('DELETE', '/faults');
});
after(() => rig.close());

function readList(id: string): Promise<ServerList> {
  return readServerList(rig.client, id);
}

function send(id: string, call: WorkflowCall, client = rig.client): Promise<WriteOutcome> {
  return client.applyWorkflowCall(id, call, { deadlineMs: PATIENCE_MS });
}

function assertAccepted(outcome: WriteOutcome): void {
  assert.deepEqual([outcome.kind, outcome.status], ['answered', 200]);
  assert.ok(outcome.kind === 'answered' && outcome.isBodySound && outcome.failure === null);
}

describe('calls of a plan', () => {
  for (const path of ['', '/v3', '/v4', '/api', '/api/v4']) {
    it(`brings every kind of call to the service below "${path}"`, async () => {
      const client = rig.connect({ path });
      const id = await rig.build({ name: 'Lease' });
      assertAccepted(await send(id, buildAddCall('Chris', { signingOrder: 1 }), client));
      assertAccepted(
        await send(id, buildAddCall('Craig', { role: 'REVIEWER', notifies: false }), client),
      );
      const group =
        (await rig.control<readonly { name: string }[]>('GET', '/groups'))[0]?.name ?? '';
      const added = { recipientKind: 'group', name: group, email: null, signingOrder: 2 } as const;
      assertAccepted(await send(id, buildAddCall('Group', added), client));
      const kept = { recipientKind: 'placeholder', name: 'Witness', email: null } as const;
      assertAccepted(await send(id, buildAddCall('Place', { ...kept, signingOrder: 3 }), client));
      assert.deepEqual(outlineList(await readList(id)), [
        'Chris 1/1',
        'Craig 2/2',
        `${group} 3/2`,
        'Witness 4/3',
      ]);
      assert.equal((await readList(id)).type, 'CUSTOM');
      assertAccepted(await send(id, { kind: 'reorder', order: 3, to: 1 }, client));
      const step = { kind: 'update', order: 1, recipientKind: 'group' } as const;
      assertAccepted(await send(id, { ...step, changes: { signingOrder: 1 } }, client));
      const fill = { kind: 'update', order: 4, recipientKind: 'person' } as const;
      const who = { email: 'witness@example.test', name: 'Wendy' };
      assertAccepted(await send(id, { ...fill, changes: who }, client));
      assertAccepted(await send(id, { kind: 'delete', order: 3 }, client));
      assert.deepEqual(outlineList(await readList(id)), [`${group} 1/1`, 'Chris 2/1', 'Wendy 3/3']);
      assertAccepted(await send(id, { kind: 'set-type', type: 'PARALLEL' }, client));
      assert.equal((await readList(id)).type, 'PARALLEL');
    });
  }

  it('hands on the service’s literal refusal, and none of its other words', async () => {
    const shared = await rig.build({ isShared: true, recipients: [{ email: 'a@example.test' }] });
    const refused = await send(shared, buildAddCall('Late'));
    assert.ok(refused.kind === 'answered');
    assert.equal(refused.status, 403);
    assert.equal(refused.failure?.serverMessage, 'Document is no longer in draft state');
    const xml = await rig.build({ documents: [{ type: 'XML' }] });
    const role = await send(xml, buildAddCall('Ed', { role: 'EDITOR' }));
    assert.equal(
      role.failure?.serverMessage,
      'Recipient role is not supported for an XML type document',
    );
    const body = { Message: 'Chris Jones <chris@example.test> may not' };
    await rig.control('PUT', '/faults', [
      { match: { method: 'POST' }, fault: { type: 'status', status: 403, body } },
    ]);
    const strange = await send(xml, buildAddCall('Ed'));
    assert.equal(strange.failure?.serverMessage, null);
  });

  it('says what is known when no answer comes', async () => {
    const id = await rig.build();
    await rig.control('PUT', '/faults', [
      { match: { method: 'POST', pattern: 'workflow/users' }, fault: { type: 'reset-after' } },
    ]);
    const lost = await send(id, buildAddCall('Chris'));
    assert.equal(lost.kind, 'ambiguous');
    await rig.control('DELETE', '/faults');
    assert.deepEqual(outlineList(await readList(id)), ['Chris 1/1']);
    await rig.control('PUT', '/network', { online: false });
    const unsent = await send(id, buildAddCall('Craig'));
    await rig.control('PUT', '/network', { online: true });
    assert.deepEqual([unsent.kind, unsent.failure?.code], ['not-sent', 'CONNECTION_REFUSED']);
    await rig.control('PUT', '/faults', [
      { match: { method: 'POST', pattern: 'workflow/users' }, fault: { type: 'truncated' } },
    ]);
    const v4 = rig.connect({ path: '/v4' });
    const cut = await send(id, buildAddCall('Cut'), v4);
    assert.ok(cut.kind === 'answered' && !cut.isBodySound);
  });

  it('counts a login into the deadline of the write', async () => {
    const id = await rig.build();
    await rig.control('PUT', '/faults', [
      { match: { pattern: 'authenticate' }, fault: { type: 'latency', ms: 300 } },
    ]);
    const fresh = rig.connect();
    const outcome = await fresh.applyWorkflowCall(id, buildAddCall('Late'), { deadlineMs: 100 });
    assert.deepEqual([outcome.kind, outcome.failure?.code], ['not-sent', 'ANSWER_TIMEOUT']);
    assert.deepEqual(outlineList(await readList(id)), []);
  });
});

describe('whom to pick from', () => {
  for (const order of ['records/page', 'page/records']) {
    it(`reads all contacts, groups and users when paths say ${order}`, async () => {
      await rig.control('PUT', '/assumptions', { 'contacts.paging': order });
      for (let at = 0; at < 230; at += 1) {
        const email = `contact-${at}@example.test`;
        await rig.control('PUT', `/contacts/${email}`, { name: `Contact ${at}` });
      }
      const known = await rig.control<readonly unknown[]>('GET', '/contacts');
      const contacts = pickRead(await rig.client.listDirectory('contact'));
      assert.equal(contacts.rows.length, known.length);
      assert.equal(new Set(contacts.rows.map((row) => row.email)).size, known.length);
      const groups = pickRead(await rig.client.listDirectory('group'));
      assert.ok(groups.rows.length > 0);
      assert.ok(groups.rows.every((row) => row.kind === 'group' && (row.memberCount ?? 0) > 0));
      const users = pickRead(await rig.client.listDirectory('user'));
      assert.ok(users.rows.every((row) => row.kind === 'person' && row.email !== null));
      await rig.control('PUT', '/assumptions', { 'contacts.paging': 'records/page' });
    });
  }
});

describe('the probe', () => {
  it('is answered sensibly by the service itself only', async () => {
    const client = rig.connect();
    assert.equal((await client.probe()).kind, 'read');
    await rig.control('PUT', '/faults', [{ match: {}, fault: { type: 'captive-portal' } }]);
    const portal = await client.probe();
    assert.equal(portal.kind === 'failed' && portal.failure.code, 'ANSWER_NOT_JSON');
  });
});
