// Tests what a decision may say, and what it brings about: states, invites, mails, ledger.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

type Request = {
  state: string;
  declineReason: string | null;
  newInvitee: { message: string | null };
  originalInvitee: { state: string | null; readOnly: boolean; stateChanged: string | null };
};
type Dossier = {
  state: string;
  invitees: { id: string; name: string; email: string; position: number; state: string | null }[];
};

const MISSING_ID = '00000000-0000-4000-8000-000000000000';

describe('decisions', () => {
  let sandbox: RunningSandbox;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '0', '--seed', '3']);
  });
  after(() => sandbox.stop());

  const put = (id: string, body: unknown): Promise<ServiceAnswer> =>
    callService(sandbox, 'PUT', `/reassignrequests/${id}`, body);
  const read = async (id: string): Promise<Request> =>
    (await callService(sandbox, 'GET', `/reassignrequests/${id}`)).json as Request;
  const readDossier = async (id: string): Promise<Dossier> =>
    (await callService(sandbox, 'GET', `/dossiers/${id}`)).json as Dossier;
  const readLedger = (id: string): Promise<LedgerEntry[]> =>
    callControl<LedgerEntry[]>(sandbox, 'GET', `/ledger?requestId=${id}`);
  const pickMails = (entries: LedgerEntry[]): unknown[] =>
    entries
      .filter((one) => one.kind === 'mail')
      .map((one) => [one.cause, one.detail['template'], one.detail['to'], one.detail['message']]);

  it('answers 200 with the whole updated request', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    const answer = await put(id, { state: 'approved' });
    assert.equal(answer.status, 200);
    assert.deepEqual(answer.json, await read(id));
  });

  it('adds the new invitee and mails them once when approved', async () => {
    const { id, dossierId, inviteeId } = await buildSandboxRequest(sandbox);
    await put(id, { state: 'approved', newInvitee: { message: 'Please sign the lease' } });
    const request = await read(id);
    assert.equal(request.state, 'approved');
    assert.equal(request.originalInvitee.state, 'reassigned');
    assert.equal(request.newInvitee.message, 'Please sign the lease');
    const { state, invitees } = await readDossier(dossierId);
    assert.equal(state, 'pending');
    assert.deepEqual(
      invitees.map(({ name, state, position }) => ({ name, state, position })),
      [
        { name: 'Otto Original', state: 'reassigned', position: 1 },
        { name: 'Nina New', state: null, position: 1 },
      ],
    );
    assert.notEqual(invitees[1]?.id, inviteeId);
    assert.deepEqual(pickMails(await readLedger(id)), [
      ['invitee', 'reassigned', 'olga.owner@example.com', null],
      ['api', 'invite', 'nina.new@example.com', 'Please sign the lease'],
    ]);
  });

  it('keeps the message of the asking invitee when an approval brings none', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await put(id, { state: 'approved' });
    assert.equal((await read(id)).newInvitee.message, 'Over to you, Nina.');
    assert.deepEqual(pickMails(await readLedger(id))[1], [
      'api',
      'invite',
      'nina.new@example.com',
      'Over to you, Nina.',
    ]);
  });

  it('restores the original invitee and invites them anew with the reason when declined', async () => {
    const { id, dossierId } = await buildSandboxRequest(sandbox);
    assert.equal((await read(id)).originalInvitee.readOnly, true);
    await put(id, { state: 'declined', declineReason: '  Only the tenant may sign ' });
    const request = await read(id);
    assert.equal(request.declineReason, 'Only the tenant may sign');
    assert.deepEqual(
      [request.originalInvitee.state, request.originalInvitee.readOnly],
      [null, false],
    );
    assert.equal((await readDossier(dossierId)).invitees.length, 1);
    assert.deepEqual(pickMails(await readLedger(id))[1], [
      'api',
      'invite',
      'otto.original@example.com',
      'Only the tenant may sign',
    ]);
  });

  it('does not move stateChanged of the original invitee when approved', async () => {
    const { id } = await buildSandboxRequest(sandbox, { createdAt: '2024-05-05T05:05:05Z' });
    await put(id, { state: 'approved' });
    assert.equal((await read(id)).originalInvitee.stateChanged, '2024-05-05T05:05:05+00:00');
  });

  it('records every state change with its cause, its arrival and the caller’s request number', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await callService(
      sandbox,
      'PUT',
      `/reassignrequests/${id}`,
      { state: 'approved' },
      { 'x-request-number': '42' },
    );
    const states = (await readLedger(id)).filter((one) => one.kind === 'state');
    assert.deepEqual(
      states.map((one) => [
        one.cause,
        one.detail['entity'],
        one.detail['from'],
        one.detail['to'],
        one.clientRequest,
      ]),
      [
        ['invitee', 'reassignRequest', null, 'pending', undefined],
        ['invitee', 'invitee', null, 'reassigned', undefined],
        ['api', 'reassignRequest', 'pending', 'approved', '42'],
      ],
    );
    assert.ok((states[2]?.arrival ?? 0) > 0);
  });

  it('mails only owners who have not opted out', async () => {
    const owner = {
      name: 'Olga Owner',
      email: 'olga.owner@example.com',
      notifications: ['signed'],
    };
    const { id } = await buildSandboxRequest(sandbox, { dossier: { owner, team: 'Sales team' } });
    assert.deepEqual(pickMails(await readLedger(id)), []);
    const tasks = await callControl<{ id: string; dossier: { owner: string } }[]>(
      sandbox,
      'GET',
      '/pending-tasks',
    );
    assert.equal(tasks.find((one) => one.id === id)?.dossier.owner, 'Sales team');
  });

  it('refuses a second decision and changes nothing', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await put(id, { state: 'approved' });
    const before = await readLedger(id);
    for (const body of [{ state: 'approved' }, { state: 'declined', declineReason: 'No' }]) {
      const answer = await put(id, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.json, {
        status: 400,
        message: 'The reassign request has already been approved.',
      });
    }
    assert.deepEqual(await readLedger(id), before);
  });

  it('answers 404 for an id that is unknown, malformed or deleted', async () => {
    const { id, dossierId } = await buildSandboxRequest(sandbox);
    await callControl(sandbox, 'POST', `/dossiers/${dossierId}/close`, { how: 'deleted' });
    for (const one of [MISSING_ID, 'nonsense', '%00', id]) {
      assert.equal((await callService(sandbox, 'GET', `/reassignrequests/${one}`)).status, 404);
      assert.equal((await put(one, { state: 'approved' })).status, 404);
    }
    const list = (await callService(sandbox, 'GET', '/reassignrequests')).json as { id: string }[];
    assert.ok(!list.some((one) => one.id === id));
  });

  for (const how of ['expired', 'completed'] as const) {
    it(`refuses to decide when the dossier is ${how}`, async () => {
      const { id, dossierId } = await buildSandboxRequest(sandbox);
      await callControl(sandbox, 'POST', `/dossiers/${dossierId}/close`, { how });
      const answer = await put(id, { state: 'approved' });
      assert.deepEqual(answer.json, { status: 400, message: `The dossier is ${how}.` });
      assert.equal((await read(id)).state, 'pending');
    });
  }

  const invalid: readonly (readonly [string, unknown, string])[] = [
    ['no state', {}, 'state'],
    ['state pending', { state: 'pending' }, 'state'],
    ['state of another type', { state: 1 }, 'state'],
    ['an array', [], 'body'],
    ['null', null, 'body'],
    ['a decline without reason', { state: 'declined' }, 'declineReason'],
    ['a blank reason', { state: 'declined', declineReason: ' \n ' }, 'declineReason'],
    ['a reason that is no string', { state: 'declined', declineReason: 7 }, 'declineReason'],
    [
      'a reason of 1001 characters',
      { state: 'declined', declineReason: 'x'.repeat(1001) },
      'declineReason',
    ],
    [
      'a message of 1001 characters',
      { state: 'approved', newInvitee: { message: 'x'.repeat(1001) } },
      'newInvitee.message',
    ],
    [
      'a message that is no string',
      { state: 'approved', newInvitee: { message: null } },
      'newInvitee.message',
    ],
    ['a new invitee that is no object', { state: 'approved', newInvitee: 'Josh' }, 'newInvitee'],
  ];
  for (const [what, body, field] of invalid) {
    it(`refuses ${what} with 400 and names ${field}`, async () => {
      const { id } = await buildSandboxRequest(sandbox);
      const answer = await put(id, body);
      assert.equal(answer.status, 400);
      assert.deepEqual(Object.keys((answer.json as { errors: object }).errors), [field]);
      assert.equal((await read(id)).state, 'pending');
    });
  }

  it('refuses a body that is not JSON, and one of another content type', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    const broken = await put(id, '{"state": approved}');
    assert.equal(broken.status, 400);
    assert.equal((broken.json as { status: number }).status, 400);
    const text = await callService(sandbox, 'PUT', `/reassignrequests/${id}`, 'state=approved', {
      'content-type': 'text/csv',
    });
    assert.equal(text.status, 415);
    assert.equal((await read(id)).state, 'pending');
  });

  it('takes texts of exactly 1000 code points', async () => {
    const one = await buildSandboxRequest(sandbox);
    assert.equal(
      (await put(one.id, { state: 'approved', newInvitee: { message: '🖊'.repeat(1000) } })).status,
      200,
    );
    const two = await buildSandboxRequest(sandbox);
    assert.equal(
      (await put(two.id, { state: 'declined', declineReason: '🖊'.repeat(1000) })).status,
      200,
    );
  });

  it('ignores what does not belong to the outcome', async () => {
    const one = await buildSandboxRequest(sandbox);
    assert.equal(
      (await put(one.id, { state: 'approved', declineReason: 5, extra: true })).status,
      200,
    );
    assert.equal((await read(one.id)).declineReason, null);
    const two = await buildSandboxRequest(sandbox);
    assert.equal(
      (await put(two.id, { state: 'declined', declineReason: 'No', newInvitee: { message: 'x' } }))
        .status,
      200,
    );
    assert.equal((await read(two.id)).newInvitee.message, 'Over to you, Nina.');
  });

  it('decides exactly once when many ask at the same time', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => put(id, { state: 'approved' })),
    );
    assert.equal(answers.filter((one) => one.status === 200).length, 1);
    assert.equal(pickMails(await readLedger(id)).length, 2);
  });
});
