// Tests reading dossiers and updating their invitees.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

type Dossier = { expiresAt: string; owners: object[]; invitees: object[] };

describe('dossiers and invitees', () => {
  let sandbox: RunningSandbox;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '0', '--seed', '9']);
  });
  after(() => sandbox.stop());

  const update = (dossierId: string, inviteeId: string, body: unknown) =>
    callService(sandbox, 'PUT', `/dossiers/${dossierId}/invitees/${inviteeId}`, body);

  it('shows a dossier with owners, invitees and expiry in a fixed order', async () => {
    const { dossierId } = await buildSandboxRequest(sandbox, { otherInvitees: [{ position: 2 }] });
    const { json } = await callService(sandbox, 'GET', `/dossiers/${dossierId}`);
    assert.deepEqual(Object.keys(json as object), [
      'id',
      'name',
      'state',
      'locale',
      'completed',
      'reminderIn',
      'owners',
      'files',
      'invitees',
      'expiresIn',
      'expiresAt',
      'createdAt',
      'reassignable',
      'team',
    ]);
    const { owners, invitees, expiresAt } = json as Dossier;
    assert.deepEqual(Object.keys(owners[0] ?? {}), ['id', 'name', 'email', 'notifications']);
    assert.equal(invitees.length, 2);
    assert.equal(expiresAt, '2099-01-01T00:00:00+00:00');
  });

  it('updates name, address and phone while pending, and ends the old invite', async () => {
    const { id, dossierId, inviteeId } = await buildSandboxRequest(sandbox);
    await callService(sandbox, 'PUT', `/reassignrequests/${id}`, {
      state: 'declined',
      declineReason: 'No',
    });
    const answer = await update(dossierId, inviteeId, {
      name: 'Otto O.',
      email: 'o@example.com',
      phoneNumber: '+447700900123',
      locale: 'en-US',
    });
    assert.equal(answer.status, 200);
    assert.partialDeepStrictEqual(answer.json, {
      name: 'Otto O.',
      email: 'o@example.com',
      phoneNumber: '+447700900123',
    });
    await assert.rejects(
      callControl(sandbox, 'POST', '/invitee/view', { dossierId, inviteeId }),
      /no valid invite/,
    );
  });

  it('refuses a forbidden change while pending, or ignores it (A12)', async () => {
    const { dossierId, inviteeId } = await buildSandboxRequest(sandbox);
    const body = { name: 'Otto O.', position: 2 };
    const refused = await update(dossierId, inviteeId, body);
    assert.equal(refused.status, 400);
    assert.deepEqual(Object.keys((refused.json as { errors: object }).errors), ['position']);
    await callControl(sandbox, 'PUT', '/assumptions', { A12: 'ignore' });
    assert.partialDeepStrictEqual((await update(dossierId, inviteeId, body)).json, {
      name: 'Otto O.',
      position: 1,
    });
  });

  const invalid: readonly (readonly [string, unknown])[] = [
    ['name', {}],
    ['email', { name: 'x', email: 'nobody' }],
    ['phoneNumber', { name: 'x', phoneNumber: '0123' }],
    ['locale', { name: 'x', locale: 'english' }],
    ['notifications.0', { name: 'x', notifications: ['shout'] }],
    ['redirectUrl', { name: 'x', redirectUrl: 'here' }],
  ];
  for (const [field, body] of invalid) {
    it(`refuses a bad ${field}`, async () => {
      const { dossierId, inviteeId } = await buildSandboxRequest(sandbox);
      const answer = await update(dossierId, inviteeId, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(Object.keys((answer.json as { errors: object }).errors), [field]);
    });
  }

  it('accepts any locale and refuses authentication methods when told to (A6, A10)', async () => {
    const { dossierId, inviteeId } = await buildSandboxRequest(sandbox, {
      originalInvitee: { locale: 'english' },
    });
    await callControl(sandbox, 'PUT', '/assumptions', { A6: 'any', A10: 'none' });
    assert.equal(
      (await update(dossierId, inviteeId, { name: 'x', locale: 'english' })).status,
      200,
    );
    assert.equal(
      (await update(dossierId, inviteeId, { name: 'x', authenticationMethods: ['totp'] })).status,
      400,
    );
  });

  it('answers 404 for what it does not serve', async () => {
    for (const path of ['/dossiers', '/dossiers/nonsense', '/templates', '/reassignrequests/']) {
      assert.equal((await callService(sandbox, 'GET', path)).status, 404, path);
    }
  });
});
