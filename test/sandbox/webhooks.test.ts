// Tests the delivery of events to a real receiving server.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { PATIENCE_MS } from '../support/patience.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';

const REASSIGN = 'dossier.invitee.reassignRequest.state.updated';
type Event = {
  id: string;
  type: string;
  invitee?: object;
  invite?: object;
  reassignRequest?: { state: string; originalInvitee: { state: string | null } };
};

describe('webhooks', () => {
  let sandbox: RunningSandbox;
  let path: string;
  let receivers: WebhookReceiver[] = [];

  before(async () => {
    sandbox = await startSandboxInProcess([
      '--requests',
      '0',
      '--seed',
      '2',
      '--assume',
      'webhook.loopback=on',
      '--assume',
      'A23.pauseMs=5',
    ]);
    path = `/clients/${sandbox.kid}/webhooks`;
  });
  after(() => sandbox.stop());
  afterEach(async () => {
    const hooks = (await callService(sandbox, 'GET', path)).json as { id: string }[];
    for (const { id } of hooks) await callService(sandbox, 'DELETE', `${path}/${id}`);
    await callControl(sandbox, 'PUT', '/assumptions', {
      A22: '200',
      A23: '5',
      'A23.timeoutMs': '10000',
      'A23.eventId': 'same',
      A24: 'objects',
    });
    await Promise.all(receivers.map((one) => one.stop()));
    receivers = [];
  });

  async function receive(answer?: (call: number) => number): Promise<WebhookReceiver> {
    const receiver = await startWebhookReceiver(answer);
    receivers.push(receiver);
    return receiver;
  }
  const subscribe = (body: unknown): Promise<ServiceAnswer> =>
    callService(sandbox, 'POST', path, body);
  const readEvents = (receiver: WebhookReceiver): Event[] =>
    receiver.calls.map((one) => JSON.parse(one.text) as Event);

  /** Settles when the ledger holds that many webhook entries for a request. */
  async function waitForTries(requestId: string, count: number): Promise<LedgerEntry[]> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const tries = await callControl<LedgerEntry[]>(
        sandbox,
        'GET',
        `/ledger?requestId=${requestId}&kind=webhook`,
      );
      if (tries.length >= count) return tries;
      assert.ok(performance.now() < end, `${tries.length} of ${count} tries`);
    }
  }

  it('posts pending, approved and declined with the custom headers', async () => {
    const receiver = await receive();
    await subscribe({ url: receiver.url, events: [REASSIGN], headers: { 'x-secret': 'sesame' } });
    const one = await buildSandboxRequest(sandbox);
    await receiver.waitForCalls(1);
    await callService(sandbox, 'PUT', `/reassignrequests/${one.id}`, { state: 'approved' });
    await receiver.waitForCalls(2);
    const two = await buildSandboxRequest(sandbox);
    await receiver.waitForCalls(3);
    await callControl(sandbox, 'POST', '/colleague/decline', {
      requestId: two.id,
      declineReason: 'No',
    });
    await receiver.waitForCalls(4);
    assert.deepEqual(
      readEvents(receiver).map((event) => [
        event.reassignRequest?.state,
        event.reassignRequest?.originalInvitee.state,
      ]),
      [
        ['pending', 'reassigned'],
        ['approved', 'reassigned'],
        ['pending', 'reassigned'],
        ['declined', null],
      ],
    );
    assert.ok(
      receiver.calls.every(
        (call) =>
          call.method === 'POST' &&
          call.headers['x-secret'] === 'sesame' &&
          call.headers['content-type'] === 'application/json',
      ),
    );
    assert.equal(new Set(readEvents(receiver).map((event) => event.id)).size, 4);
  });

  it('does not send the reassign event to a subscription that names none', async () => {
    const receiver = await receive();
    await subscribe({ url: receiver.url });
    const { dossierId } = await buildSandboxRequest(sandbox);
    await callControl(sandbox, 'POST', `/dossiers/${dossierId}/close`, { how: 'expired' });
    await receiver.waitForCalls(1);
    assert.deepEqual(
      readEvents(receiver).map((event) => event.type),
      ['dossier.state.updated'],
    );
  });

  it('sends nothing to a disabled subscription or to another account', async () => {
    const [disabled, foreign, own] = await Promise.all([receive(), receive(), receive()]);
    await subscribe({ url: disabled.url, events: [REASSIGN], disabled: true });
    const other = {
      ...sandbox,
      ...(await callControl<{ kid: string; secret: string }>(sandbox, 'POST', '/keys', {
        account: 'other',
      })),
    };
    assert.equal(
      (
        await callService(other, 'POST', `/clients/${other.kid}/webhooks`, {
          url: foreign.url,
          events: [REASSIGN],
        })
      ).status,
      201,
    );
    assert.equal((await callService(other, 'GET', path)).status, 404);
    await subscribe({ url: own.url, events: [REASSIGN] });
    await buildSandboxRequest(sandbox);
    await own.waitForCalls(1);
    assert.deepEqual([disabled.calls.length, foreign.calls.length], [0, 0]);
  });

  it('tries again with growing pauses and the same event id until a 2xx', async () => {
    await callControl(sandbox, 'PUT', '/assumptions', { 'A23.pauseMs': '20' });
    const receiver = await receive((call) => (call < 4 ? 500 : 204));
    await subscribe({ url: receiver.url, events: [REASSIGN] });
    const { id } = await buildSandboxRequest(sandbox);
    const tries = await waitForTries(id, 4);
    assert.deepEqual(
      tries.map((one) => [one.detail['attempt'], one.detail['result'], one.detail['isDelivered']]),
      [
        [1, 500, false],
        [2, 500, false],
        [3, 500, false],
        [4, 204, true],
      ],
    );
    assert.equal(new Set(readEvents(receiver).map((event) => event.id)).size, 1);
    const at = receiver.calls.map((call) => call.atMs);
    assert.ok((at[1] ?? 0) - (at[0] ?? 0) >= 18 && (at[3] ?? 0) - (at[2] ?? 0) >= 75);
    await callControl(sandbox, 'PUT', '/assumptions', { 'A23.pauseMs': '5' });
  });

  it('gives up after the number of tries, and may change the event id', async () => {
    await callControl(sandbox, 'PUT', '/assumptions', { A23: '3', 'A23.eventId': 'fresh' });
    const receiver = await receive(() => 302);
    await subscribe({ url: receiver.url, events: [REASSIGN] });
    const { id } = await buildSandboxRequest(sandbox);
    const tries = await waitForTries(id, 3);
    assert.ok(tries.every((one) => one.detail['isDelivered'] === false));
    assert.equal(new Set(readEvents(receiver).map((event) => event.id)).size, 3);
  });

  it('counts silence and a closed port as failed tries', async () => {
    await callControl(sandbox, 'PUT', '/assumptions', { A23: '2', 'A23.timeoutMs': '250' });
    const silent = await receive(() => 0);
    await subscribe({ url: silent.url, events: [REASSIGN] });
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    await subscribe({ url: `http://127.0.0.1:${port}/`, events: [REASSIGN] });
    const { id } = await buildSandboxRequest(sandbox);
    const tries = await waitForTries(id, 4);
    const results = tries.map((one) => String(one.detail['result'])).toSorted();
    assert.equal(results.filter((text) => /timeout/i.test(text)).length, 2, results.join());
    assert.equal(results.filter((text) => /ECONNREFUSED/.test(text)).length, 2, results.join());
  });

  it('adds the invitee or invite to other events, unless A24 is bare', async () => {
    const receiver = await receive();
    await subscribe({
      url: receiver.url,
      events: ['dossier.invitee.state.updated', 'dossier.invite.created'],
    });
    const { id } = await buildSandboxRequest(sandbox);
    await callService(sandbox, 'PUT', `/reassignrequests/${id}`, {
      state: 'declined',
      declineReason: 'No',
    });
    await receiver.waitForCalls(3);
    const byType = (event: Event): string => `${event.type} ${Object.keys(event).join()}`;
    assert.deepEqual(
      new Set(readEvents(receiver).map(byType)),
      new Set([
        'dossier.invitee.state.updated id,type,dossier,invitee,created',
        'dossier.invite.created id,type,dossier,invite,created',
      ]),
    );
    await callControl(sandbox, 'PUT', '/assumptions', { A24: 'bare' });
    await buildSandboxRequest(sandbox);
    await receiver.waitForCalls(4);
    assert.deepEqual(Object.keys(readEvents(receiver)[3] ?? {}), [
      'id',
      'type',
      'dossier',
      'created',
    ]);
  });
});
