// Tests the control surface: acting as invitee and colleague, hits and bad input.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

type Invitee = {
  id: string;
  name: string;
  email: string | null;
  phoneNumber: string | null;
  state: string | null;
};
type Dossier = {
  id: string;
  state: string;
  name: string;
  expiresAt: string;
  owners: { email: string }[];
  invitees: Invitee[];
};

describe('control surface', () => {
  let sandbox: RunningSandbox;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '200', '--seed', '9']);
  });
  after(() => sandbox.stop());

  const readDossier = async (id: string): Promise<Dossier> =>
    (await callService(sandbox, 'GET', `/dossiers/${id}`)).json as Dossier;
  const readState = async (id: string): Promise<string> =>
    ((await callService(sandbox, 'GET', `/reassignrequests/${id}`)).json as { state: string })
      .state;

  /** A dossier whose invitee has not asked: the request made with it is declined at once. */
  async function makeQuietDossier(
    originalInvitee: Record<string, unknown> = {},
  ): Promise<{ dossierId: string; inviteeId: string }> {
    const { id, ...where } = await buildSandboxRequest(sandbox, { originalInvitee });
    await callControl(sandbox, 'POST', '/colleague/decline', {
      requestId: id,
      declineReason: 'Not yet.',
    });
    return { dossierId: where.dossierId, inviteeId: where.inviteeId };
  }

  const missing: readonly (readonly [
    string,
    Record<string, unknown>,
    Record<string, unknown>,
    RegExp,
  ])[] = [
    [
      'a reason',
      {},
      { reason: ' ', newInvitee: { name: 'Una', email: 'una@example.com' } },
      /Missing: reason\./,
    ],
    [
      'a name',
      {},
      { reason: 'x', newInvitee: { email: 'una@example.com' } },
      /Missing: newInvitee\.name\./,
    ],
    [
      'an address',
      {},
      { reason: 'x', newInvitee: { name: 'Una' } },
      /Missing: newInvitee\.email\./,
    ],
    [
      'a phone for a code',
      { identificationMethods: ['otp_sms'], phoneNumber: '+447700900123' },
      { reason: 'x', newInvitee: { name: 'Una', email: 'una@example.com' } },
      /newInvitee\.phoneNumber/,
    ],
    [
      'a phone for a text message',
      { email: null, phoneNumber: '+447700900123' },
      { reason: 'x', newInvitee: { name: 'Una' } },
      /newInvitee\.phoneNumber/,
    ],
  ];
  for (const [what, original, body, expected] of missing) {
    it(`refuses an invitee’s asking without ${what}`, async () => {
      const where = await makeQuietDossier(original);
      await assert.rejects(
        callControl(sandbox, 'POST', '/invitee/ask', { ...where, ...body }),
        (error: Error) => {
          assert.match(error.message, /: 400 /);
          assert.match(error.message, expected);
          return true;
        },
      );
    });
  }

  it('lets an invitee ask with all that is needed, and hand over again after approval', async () => {
    const where = await makeQuietDossier({
      identificationMethods: ['otp_sms'],
      phoneNumber: '+447700900123',
    });
    const newInvitee = { name: 'Una Uno', email: 'una@example.com', phoneNumber: '+447700900124' };
    const first = await callControl<{ id: string }>(sandbox, 'POST', '/invitee/ask', {
      ...where,
      reason: 'Hers.',
      newInvitee,
    });
    await callControl(sandbox, 'POST', '/colleague/approve', {
      requestId: first.id,
      message: 'Yours.',
    });
    const una = (await readDossier(where.dossierId)).invitees.find((one) => one.name === 'Una Uno');
    assert.partialDeepStrictEqual(una, { state: null, phoneNumber: '+447700900124' });
    const again = {
      dossierId: where.dossierId,
      inviteeId: una?.id,
      reason: 'His.',
      newInvitee: { ...newInvitee, name: 'Dos' },
    };
    const second = await callControl<{ id: string }>(sandbox, 'POST', '/invitee/ask', again);
    assert.equal(await readState(second.id), 'pending');
    assert.equal(await readState(first.id), 'approved');
  });

  it('refuses asking when the dossier is not reassignable', async () => {
    await assert.rejects(
      buildSandboxRequest(sandbox, { dossier: { reassignable: false } }),
      /not reassignable/,
    );
  });

  it('completes the dossier when its last invitee signs', async () => {
    const { dossierId, inviteeId } = await makeQuietDossier();
    await callControl(sandbox, 'POST', '/invitee/view', { dossierId, inviteeId });
    await callControl(sandbox, 'POST', '/invitee/sign', { dossierId, inviteeId });
    const dossier = await readDossier(dossierId);
    assert.deepEqual([dossier.state, dossier.invitees[0]?.state], ['completed', 'approved']);
    await assert.rejects(
      callControl(sandbox, 'POST', '/invitee/sign', { dossierId, inviteeId }),
      /completed/,
    );
    const ledger = await callControl<LedgerEntry[]>(
      sandbox,
      'GET',
      `/ledger?dossierId=${dossierId}&kind=state&cause=invitee`,
    );
    assert.deepEqual(
      ledger.slice(-2).map((one) => one.detail),
      [
        { entity: 'invitee', from: null, to: 'approved' },
        { entity: 'dossier', from: 'pending', to: 'completed' },
      ],
    );
  });

  it('lets anybody with the review url decide, as a colleague', async () => {
    const { id, url } = await buildSandboxRequest(sandbox);
    await callControl(sandbox, 'POST', '/colleague/decline', { token: url, declineReason: 'No.' });
    assert.equal(await readState(id), 'declined');
    const [entry] = await callControl<LedgerEntry[]>(
      sandbox,
      'GET',
      `/ledger?requestId=${id}&kind=state&cause=colleague`,
    );
    assert.equal(entry?.actor, 'olga.owner@example.com');
    await assert.rejects(
      callControl(sandbox, 'POST', '/colleague/approve', { requestId: id }),
      /: 409 /,
    );
  });

  it('finds a sample request by its review url too', async () => {
    const list = (await callService(sandbox, 'GET', '/reassignrequests')).json as {
      id: string;
      url: string;
      state: string;
    }[];
    const pending = list.findLast((one) => one.state === 'pending');
    const decided = await callControl<{ id: string; state: string }>(
      sandbox,
      'POST',
      '/colleague/approve',
      { token: pending?.url },
    );
    assert.deepEqual([decided.id, decided.state], [pending?.id, 'approved']);
  });

  it('shows a request to every member of its team, to its owner, and to nobody else', async () => {
    type Team = { name: string; members: { email: string; role: string }[] };
    const teams = await callControl<Team[]>(sandbox, 'GET', '/teams');
    const tasks = await callControl<{ id: string; dossier: { owner: string } }[]>(
      sandbox,
      'GET',
      '/pending-tasks?limit=1000',
    );
    const task = tasks.find((one) => teams.some((team) => team.name === one.dossier.owner));
    const team = teams.find((one) => one.name === task?.dossier.owner);
    const outsider = teams.find((one) => one !== team)?.members[0]?.email ?? '';
    const sees = async (email: string): Promise<boolean> => {
      const own = await callControl<{ id: string }[]>(
        sandbox,
        'GET',
        `/pending-tasks?limit=1000&as=${email}`,
      );
      return own.some((one) => one.id === task?.id);
    };
    assert.deepEqual(new Set(team?.members.map((one) => one.role)), new Set(['admin', 'user']));
    for (const { email } of team?.members ?? []) assert.ok(await sees(email), email);
    assert.ok(!(await sees(outsider)));
    const body = { requestId: task?.id, as: outsider };
    await assert.rejects(callControl(sandbox, 'POST', '/colleague/approve', body), /neither owns/);
    await callControl(sandbox, 'POST', '/colleague/approve', {
      ...body,
      as: team?.members.at(-1)?.email,
    });
  });

  it('counts hits by route and forgets them on demand', async () => {
    await callControl(sandbox, 'DELETE', '/hits');
    const { id, dossierId } = await buildSandboxRequest(sandbox);
    await callService(sandbox, 'GET', '/reassignrequests');
    await callService(sandbox, 'GET', `/reassignrequests/${id}`);
    await callService(
      { ...sandbox, baseUrl: sandbox.baseUrl.replace('/sign/', '/sign-sandbox/') },
      'GET',
      `/reassignrequests/${id}`,
    );
    await callService(sandbox, 'GET', `/dossiers/${dossierId}`);
    assert.deepEqual(await callControl(sandbox, 'GET', '/hits'), {
      total: 4,
      routes: {
        'GET /reassignrequests': 1,
        'GET /reassignrequests/{id}': 2,
        'GET /dossiers/{id}': 1,
      },
    });
  });

  it('resets the ledger without reusing sequence numbers', async () => {
    await buildSandboxRequest(sandbox);
    const last = (await callControl<LedgerEntry[]>(sandbox, 'GET', '/ledger')).at(-1);
    await callControl(sandbox, 'DELETE', '/ledger');
    assert.deepEqual(await callControl(sandbox, 'GET', '/ledger'), []);
    await buildSandboxRequest(sandbox);
    const next = (await callControl<LedgerEntry[]>(sandbox, 'GET', '/ledger'))[0];
    assert.equal(next?.seq, (last?.seq ?? 0) + 1);
  });

  it('turns web pages away', async () => {
    const answer = await fetch(`${sandbox.controlUrl}/keys`, {
      headers: { origin: 'http://page.example' },
    });
    assert.equal(answer.status, 403);
  });

  it('names the fields of bad input', async () => {
    await assert.rejects(
      callControl(sandbox, 'POST', '/requests', { dossier: { expiresAt: 'soon' } }),
      /dossier\.expiresAt/,
    );
    await assert.rejects(
      callControl(sandbox, 'POST', '/faults', { fault: { type: 'explode' } }),
      /fault\.type/,
    );
    await assert.rejects(callControl(sandbox, 'GET', '/nothing'), /: 404 /);
  });
});
