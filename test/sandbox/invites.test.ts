// Tests which invites are valid when, and who may sign while a hand-over waits.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildSandboxRequest, type BuiltRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
} from '../support/sandbox-process.ts';

type Invite = { inviteeId: string; open: boolean; message: string | null };
type Invitee = { id: string; name: string; readOnly: boolean; state: string | null };
type Inside = { dossier: { state: string; invites: Invite[]; invitees: Invitee[] } };

describe('invites', () => {
  let sandbox: RunningSandbox;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '0', '--seed', '3']);
  });
  after(() => sandbox.stop());

  const look = async (id: string): Promise<Inside['dossier']> =>
    (await callControl<Inside>(sandbox, 'GET', `/requests/${id}`)).dossier;
  /** Names of those who hold a valid invite. */
  const listInvited = async (id: string): Promise<string[]> => {
    const { invites, invitees } = await look(id);
    return invites
      .filter((one) => one.open)
      .map((one) => invitees.find((other) => other.id === one.inviteeId)?.name ?? '?');
  };
  const approve = (id: string): Promise<unknown> =>
    callService(sandbox, 'PUT', `/reassignrequests/${id}`, { state: 'approved' });
  const withOther = (): Promise<BuiltRequest> =>
    buildSandboxRequest(sandbox, { otherInvitees: [{ name: 'Sam Second', position: 2 }] });

  it('ends the asking invitee’s invite at once, and leaves the others alone', async () => {
    const { id } = await withOther();
    assert.deepEqual(await listInvited(id), ['Sam Second']);
  });

  it('keeps the old invite valid until approval when A16 is open', async () => {
    await callControl(sandbox, 'PUT', '/assumptions', { A16: 'open' });
    const { id } = await withOther();
    assert.deepEqual((await listInvited(id)).toSorted(), ['Otto Original', 'Sam Second']);
    await approve(id);
    await callControl(sandbox, 'PUT', '/assumptions', { A16: 'blocked' });
    assert.deepEqual((await listInvited(id)).toSorted(), ['Nina New', 'Sam Second']);
  });

  it('gives exactly one valid invite to the new invitee, who signs and does not review', async () => {
    const { id } = await buildSandboxRequest(sandbox);
    await approve(id);
    assert.deepEqual(await listInvited(id), ['Nina New']);
    const { invitees } = await look(id);
    assert.deepEqual(
      invitees.map((one) => [one.name, one.readOnly]),
      [
        ['Otto Original', true],
        ['Nina New', false],
      ],
    );
  });

  it('lets a reviewer hand over to a reviewer', async () => {
    const { id } = await buildSandboxRequest(sandbox, { originalInvitee: { readOnly: true } });
    await approve(id);
    const { invitees } = await look(id);
    assert.deepEqual(
      invitees.map((one) => one.readOnly),
      [true, true],
    );
  });

  it('gives the original exactly one valid invite, with the reason, when declined', async () => {
    const { id, inviteeId } = await buildSandboxRequest(sandbox);
    await callService(sandbox, 'PUT', `/reassignrequests/${id}`, {
      state: 'declined',
      declineReason: 'Yours.',
    });
    const valid = (await look(id)).invites.filter((one) => one.open);
    assert.deepEqual(
      valid.map((one) => [one.inviteeId, one.message]),
      [[inviteeId, 'Yours.']],
    );
  });

  it('keeps a dossier open while a hand-over waits, and completes it when the new invitee signs', async () => {
    const { id, dossierId } = await withOther();
    const sign = async (name: string): Promise<string> => {
      const { invitees } = await look(id);
      const inviteeId = invitees.find((one) => one.name === name)?.id;
      await callControl(sandbox, 'POST', '/invitee/sign', { dossierId, inviteeId });
      return (await look(id)).state;
    };
    assert.equal(await sign('Sam Second'), 'pending');
    await approve(id);
    assert.equal((await look(id)).state, 'pending');
    assert.equal(await sign('Nina New'), 'completed');
  });
});
