// Holds the sandbox's answers to the documented examples: keys, their order, and the form of values.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { authenticate } from '../../src-sandbox/cm-sign/authenticate.ts';
import { createAssumptions } from '../../src-sandbox/cm-sign/assumptions.ts';
import type { ApiClient } from '../../src-sandbox/cm-sign/model.ts';
import {
  callControl,
  callService,
  makeSandboxToken,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../support/webhook-receiver.ts';
import {
  GOLDEN_APPROVAL,
  GOLDEN_INPUT,
  GOLDEN_LIST,
  GOLDEN_REQUEST,
  GOLDEN_WEBHOOK,
  SECOND_TOKEN,
} from './golden-answers.ts';

const NOW = '2024-01-01T00:00:00Z';

/** Every key path of a value in order, so that two shapes can be compared. */
function listPaths(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [path];
  if (Array.isArray(value)) return [`${path}[]`];
  return Object.entries(value).flatMap(([key, one]) => listPaths(one, `${path}.${key}`));
}

describe('documented examples', () => {
  let sandbox: RunningSandbox;
  let receiver: WebhookReceiver;
  let headers: Record<string, string>;

  before(async () => {
    sandbox = await startSandboxInProcess([
      '--requests',
      '0',
      '--seed',
      '1',
      '--now',
      NOW,
      '--assume',
      'webhook.loopback=on',
    ]);
    receiver = await startWebhookReceiver();
    const token = await makeSandboxToken(sandbox, { nowS: Date.parse(NOW) / 1000, lifeS: 3600 });
    headers = { authorization: `Bearer ${token}` };
    await callControl(sandbox, 'POST', '/requests', GOLDEN_INPUT);
    await callControl(sandbox, 'POST', '/requests', {
      id: 'ab8c6991-7b99-46d6-8893-33445d6bee9e',
      token: SECOND_TOKEN,
      createdAt: NOW,
    });
  });
  after(async () => {
    await sandbox.stop();
    await receiver.stop();
  });

  it('gives a single request exactly as documented, byte for byte after formatting', async () => {
    const { text } = await callService(
      sandbox,
      'GET',
      `/reassignrequests/${GOLDEN_INPUT.id}`,
      undefined,
      headers,
    );
    assert.equal(
      JSON.stringify(JSON.parse(text), null, 4),
      JSON.stringify(JSON.parse(GOLDEN_REQUEST), null, 4),
    );
    assert.equal(text, JSON.stringify(JSON.parse(GOLDEN_REQUEST)));
  });

  it('lists requests as a bare array whose items are the single resource', async () => {
    const { json, headers: answered } = await callService(
      sandbox,
      'GET',
      '/reassignrequests',
      undefined,
      headers,
    );
    assert.ok(Array.isArray(json));
    assert.match(answered.get('content-type') ?? '', /^application\/json/);
    const byId = new Map((json as { id: string }[]).map((one) => [one.id, one]));
    assert.equal(byId.size, GOLDEN_LIST.length);
    for (const golden of GOLDEN_LIST) {
      const item = byId.get(golden.id);
      assert.partialDeepStrictEqual(item, golden);
      assert.deepEqual(listPaths(item), listPaths(JSON.parse(GOLDEN_REQUEST)));
    }
  });

  it('takes the documented approval body', async () => {
    const path = '/reassignrequests/ab8c6991-7b99-46d6-8893-33445d6bee9e';
    const answer = await callService(sandbox, 'PUT', path, GOLDEN_APPROVAL, {
      ...headers,
      'content-type': 'application/json',
    });
    assert.equal(answer.status, 200);
    assert.partialDeepStrictEqual(answer.json, {
      state: 'approved',
      newInvitee: { message: 'Please sign this reassigned Sign invite' },
    });
  });

  it('posts the documented webhook body when a request is declined', async () => {
    await callService(
      sandbox,
      'POST',
      `/clients/${sandbox.kid}/webhooks`,
      { url: receiver.url, events: ['dossier.invitee.reassignRequest.state.updated'] },
      headers,
    );
    await callService(
      sandbox,
      'PUT',
      `/reassignrequests/${GOLDEN_INPUT.id}`,
      { state: 'declined', declineReason: 'No.' },
      headers,
    );
    const [call] = await receiver.waitForCalls(1);
    const body = JSON.parse(call?.text ?? '') as Record<string, unknown>;
    const golden = JSON.parse(GOLDEN_WEBHOOK) as Record<string, unknown>;
    assert.match(String(body['created']), /^2024-01-01T00:0\d:\d\d\+00:00$/);
    assert.match(String(body['id']), /^[0-9a-f-]{36}$/);
    const pinned = { ...body, id: golden['id'], created: golden['created'] };
    assert.equal(JSON.stringify(pinned), JSON.stringify(golden));
  });
});

describe('documented token', () => {
  const secret = 'AC4Etykn7jusGR5FwLDAtILtQbiQbTMKedP31szXg4WlSbjGEXyNMZ';
  const kid = '3b438437-04a4-40bb-8389-54bb02766fba';
  const encode = (text: string): string => Buffer.from(text).toString('base64url');
  const input = `${encode(`{"alg":"HS256","typ":"JWT","kid":"${kid}"}`)}.${encode('{"iat":1546300800,"nbf":1546300800,"exp":1546300860}')}`;
  const client: ApiClient = {
    kid,
    account: 'a',
    name: 'Vector',
    description: null,
    admin: false,
    disabled: false,
    secret,
    mayDecide: true,
    createdAt: 0,
    updatedAt: 0,
  };
  const options = {
    clients: new Map([[kid, client]]),
    assumptions: createAssumptions(),
    nowMs: () => 1_546_300_800_000,
  };

  it('has the documented signature and is let in', async () => {
    const signature = createHmac('sha256', secret).update(input).digest('base64url');
    assert.equal(signature, 'bwqCUHS1d5d8guAPHDsdd9-a8oXxH1q45O0tDP1asTo');
    assert.equal((await authenticate(`Bearer ${input}.${signature}`, options)).ok, true);
  });

  it('is refused when signed with the base64-decoded secret', async () => {
    const signature = createHmac('sha256', Buffer.from(secret, 'base64'))
      .update(input)
      .digest('base64url');
    assert.equal((await authenticate(`Bearer ${input}.${signature}`, options)).ok, false);
  });
});
