// Tests the switches about decisions and their texts (A11, A19 to A29).
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import { callControl } from '../support/sandbox-process.ts';
import { useSwitchSandbox } from './switch-tools.ts';
import type { SwitchedInvitee, SwitchedRequest } from './switch-tools.ts';

describe('assumption switches of decisions', () => {
  const { readSandbox, set, get, put, read } = useSwitchSandbox();

  it('A19 sets the status of a second decision, or lets it overwrite', async () => {
    const { id, dossierId } = await buildSandboxRequest(readSandbox());
    await put(id, { state: 'approved' });
    for (const A19 of ['403', '404', '409', '422']) {
      await set({ A19 });
      assert.equal((await put(id, { state: 'approved' })).status, Number(A19));
    }
    await set({ A19: 'overwrite' });
    const countInvitees = async (): Promise<number> =>
      ((await get(`/dossiers/${dossierId}`)).json as { invitees: unknown[] }).invitees.length;
    const countMails = async (): Promise<number> =>
      (await callControl<unknown[]>(readSandbox(), 'GET', `/ledger?requestId=${id}&kind=mail`))
        .length;
    assert.deepEqual([await countInvitees(), await countMails()], [2, 2]);
    await put(id, { state: 'approved' });
    assert.deepEqual([await countInvitees(), await countMails()], [2, 3]);
    await put(id, { state: 'declined', declineReason: 'No' });
    assert.deepEqual([await countInvitees(), await countMails()], [1, 4]);
    assert.equal((await read(id)).originalInvitee.state, null);
    await put(id, { state: 'approved' });
    assert.deepEqual([await countInvitees(), (await read(id)).state], [2, 'approved']);
  });

  it('A20 answers invalid input with 422', async () => {
    await set({ A20: '422' });
    const { id } = await buildSandboxRequest(readSandbox());
    assert.partialDeepStrictEqual(await put(id, {}), { status: 422, json: { status: 422 } });
    assert.equal((await put(id, '{')).status, 422);
  });

  it('A21 refuses surplus fields', async () => {
    await set({ A21: 'refuse' });
    const { id } = await buildSandboxRequest(readSandbox());
    for (const body of [
      { state: 'approved', declineReason: 'x' },
      { state: 'approved', more: 1 },
      { state: 'approved', newInvitee: { name: 'x' } },
      { state: 'declined', declineReason: 'x', newInvitee: {} },
    ]) {
      assert.equal((await put(id, body)).status, 400, JSON.stringify(body));
    }
    assert.equal((await put(id, { state: 'approved' })).status, 200);
  });

  it('A25 leaves field errors out', async () => {
    await set({ A25: 'off' });
    const { id } = await buildSandboxRequest(readSandbox());
    assert.deepEqual(Object.keys((await put(id, {})).json as object), ['status', 'message']);
  });

  it('A26 sends a request id', async () => {
    assert.equal((await get('/reassignrequests')).headers.get('x-request-id'), null);
    await set({ A26: 'x-request-id' });
    assert.notEqual((await get('/reassignrequests')).headers.get('x-request-id'), null);
  });

  it('A27 orders Pending Tasks', async () => {
    const tasks = async (): Promise<string[]> =>
      (await callControl<SwitchedRequest[]>(readSandbox(), 'GET', '/pending-tasks?limit=1000')).map(
        (one) => one.id,
      );
    const newest = await tasks();
    await set({ A27: 'oldest' });
    assert.deepEqual(await tasks(), newest.toReversed());
  });

  it('A28 limits the decline reason and says what a character is', async () => {
    await set({ A28: '10', 'A28.unit': 'utf-16' });
    const { id } = await buildSandboxRequest(readSandbox());
    assert.equal((await put(id, { state: 'declined', declineReason: '🖊'.repeat(6) })).status, 400);
    await set({ 'A28.unit': 'code-points' });
    assert.equal((await put(id, { state: 'declined', declineReason: 'x'.repeat(11) })).status, 400);
    await set({ A28: 'none' });
    assert.equal(
      (await put(id, { state: 'declined', declineReason: 'x'.repeat(20_000) })).status,
      200,
    );
  });

  it('A29 hides the message until a decision', async () => {
    await set({ A29: 'null' });
    const { id } = await buildSandboxRequest(readSandbox());
    assert.equal((await read(id)).newInvitee.message, null);
    await put(id, { state: 'approved' });
    assert.equal((await read(id)).newInvitee.message, 'Over to you, Nina.');
  });

  it('A11 keeps or drops the comment of a declining invitee', async () => {
    for (const [A11, expected] of [
      ['comment', 'Not mine.'],
      ['null', null],
    ] as const) {
      await set({ A11 });
      const { dossierId, inviteeId } = await declineAsInvitee();
      const { state, invitees } = (await get(`/dossiers/${dossierId}`)).json as {
        state: string;
        invitees: SwitchedInvitee[];
      };
      assert.equal(state, 'declined');
      assert.equal(invitees.find((one) => one.id === inviteeId)?.stateComment, expected);
    }
  });

  async function declineAsInvitee(): Promise<{ dossierId: string; inviteeId: string }> {
    const { id, dossierId, inviteeId } = await buildSandboxRequest(readSandbox());
    await put(id, { state: 'declined', declineReason: 'Sign it yourself' });
    await callControl(readSandbox(), 'POST', '/invitee/decline', {
      dossierId,
      inviteeId,
      comment: 'Not mine.',
    });
    return { dossierId, inviteeId };
  }
});
