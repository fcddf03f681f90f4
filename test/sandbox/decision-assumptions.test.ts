// Tests the switches about decisions and their texts (A11, A19 to A29).
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createAssumptions } from '../../src-sandbox/cm-sign/assumptions.ts';
import { buildSandboxRequest } from '../builders/sandbox-request.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

type Invitee = {
  id: string;
  state: string | null;
  readOnly: boolean;
  position: number | null;
  stateComment: string | null;
};
type Request = {
  id: string;
  state: string;
  createdAt: string;
  originalInvitee: Invitee;
  newInvitee: { message: string | null };
};

describe('assumption switches of decisions', () => {
  let sandbox: RunningSandbox;
  const defaults = Object.fromEntries(
    Object.entries(createAssumptions().all()).map(([id, value]) => [id, String(value)]),
  );

  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '40', '--seed', '11']);
  });
  after(() => sandbox.stop());
  afterEach(() => callControl(sandbox, 'PUT', '/assumptions', defaults));

  const set = (values: Record<string, string>): Promise<unknown> =>
    callControl(sandbox, 'PUT', '/assumptions', values);
  const get = (path: string): Promise<ServiceAnswer> => callService(sandbox, 'GET', path);
  const put = (id: string, body: unknown): Promise<ServiceAnswer> =>
    callService(sandbox, 'PUT', `/reassignrequests/${id}`, body);
  const read = async (id: string): Promise<Request> =>
    (await get(`/reassignrequests/${id}`)).json as Request;

  it('A19 sets the status of a second decision, or lets it overwrite', async () => {
    const { id, dossierId } = await buildSandboxRequest(sandbox);
    await put(id, { state: 'approved' });
    for (const A19 of ['403', '404', '409', '422']) {
      await set({ A19 });
      assert.equal((await put(id, { state: 'approved' })).status, Number(A19));
    }
    await set({ A19: 'overwrite' });
    const countInvitees = async (): Promise<number> =>
      ((await get(`/dossiers/${dossierId}`)).json as { invitees: unknown[] }).invitees.length;
    const countMails = async (): Promise<number> =>
      (await callControl<unknown[]>(sandbox, 'GET', `/ledger?requestId=${id}&kind=mail`)).length;
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
    const { id } = await buildSandboxRequest(sandbox);
    assert.partialDeepStrictEqual(await put(id, {}), { status: 422, json: { status: 422 } });
    assert.equal((await put(id, '{')).status, 422);
  });

  it('A21 refuses surplus fields', async () => {
    await set({ A21: 'refuse' });
    const { id } = await buildSandboxRequest(sandbox);
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
    const { id } = await buildSandboxRequest(sandbox);
    assert.deepEqual(Object.keys((await put(id, {})).json as object), ['status', 'message']);
  });

  it('A26 sends a request id', async () => {
    assert.equal((await get('/reassignrequests')).headers.get('x-request-id'), null);
    await set({ A26: 'x-request-id' });
    assert.notEqual((await get('/reassignrequests')).headers.get('x-request-id'), null);
  });

  it('A27 orders Pending Tasks', async () => {
    const tasks = async (): Promise<string[]> =>
      (await callControl<Request[]>(sandbox, 'GET', '/pending-tasks?limit=1000')).map(
        (one) => one.id,
      );
    const newest = await tasks();
    await set({ A27: 'oldest' });
    assert.deepEqual(await tasks(), newest.toReversed());
  });

  it('A28 limits the decline reason and says what a character is', async () => {
    await set({ A28: '10', 'A28.unit': 'utf-16' });
    const { id } = await buildSandboxRequest(sandbox);
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
    const { id } = await buildSandboxRequest(sandbox);
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
        invitees: Invitee[];
      };
      assert.equal(state, 'declined');
      assert.equal(invitees.find((one) => one.id === inviteeId)?.stateComment, expected);
    }
  });

  async function declineAsInvitee(): Promise<{ dossierId: string; inviteeId: string }> {
    const { id, dossierId, inviteeId } = await buildSandboxRequest(sandbox);
    await put(id, { state: 'declined', declineReason: 'Sign it yourself' });
    await callControl(sandbox, 'POST', '/invitee/decline', {
      dossierId,
      inviteeId,
      comment: 'Not mine.',
    });
    return { dossierId, inviteeId };
  }
});
