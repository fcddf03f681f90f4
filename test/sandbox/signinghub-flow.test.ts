// Tests the run of a shared SigningHub workflow: whose turn it is, what acts bring about, how it ends, what
// is mailed.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { LedgerEntry } from '../../src-sandbox/ledger.ts';
import { callControl, callHub } from '../support/sandbox-process.ts';
import { readShort, startHubDesk, type HubDesk } from './signinghub-tools.ts';

type User = { process_status: string; processed_as: string | null; processed_by: string | null };

describe('flow of a shared package', () => {
  let desk: HubDesk;
  let house: readonly { email: string; name: string }[];
  before(async () => {
    desk = await startHubDesk();
    house = await desk.control('GET', '/users');
  });
  after(() => desk.sandbox.stop());

  const users = async (id: number): Promise<User[]> =>
    (await desk.callIn(id, 'GET', '/workflow/users')).json as User[];
  const statuses = async (id: number): Promise<string> =>
    (await users(id)).map((one) => one.process_status).join(' ');
  const stage = async (id: number): Promise<string> => {
    const { package_status, workflow } = (await desk.callIn(id, 'GET', '/workflow')).json as {
      package_status: string;
      workflow: { workflow_status: string };
    };
    return `${workflow.workflow_status} ${package_status}`;
  };
  const act = (id: number, as: string, what: string, reason?: string): Promise<unknown> =>
    desk.control('POST', '/recipient/act', { packageId: id, as, act: what, reason });
  const mails = async (id: number): Promise<string[]> => {
    const path = `/ledger?service=signinghub&kind=mail&packageId=${id}`;
    const entries = await callControl<LedgerEntry[]>(desk.sandbox, 'GET', path);
    return entries.map(({ detail }) => `${String(detail['template'])} ${String(detail['to'])}`);
  };

  it('opens the next larger step when everybody of a step has acted', async () => {
    const approver = { email: 'cas@example.test', role: 'REVIEWER', signingOrder: 4 };
    const recipients = ['ann:1', 'bob:1', approver, 'dan:9'];
    const { id } = await desk.build({ type: 'CUSTOM', recipients, isShared: true });
    assert.equal(await statuses(id), 'IN_PROGRESS IN_PROGRESS UN_PROCESSED UN_PROCESSED');
    await act(id, 'ann@example.test', 'sign');
    await act(id, 'ann@example.test', 'finish');
    assert.equal(await statuses(id), 'SIGNED IN_PROGRESS UN_PROCESSED UN_PROCESSED');
    await act(id, 'bob@example.test', 'sign');
    await act(id, 'bob@example.test', 'finish');
    assert.equal(await statuses(id), 'SIGNED SIGNED IN_PROGRESS UN_PROCESSED');
    await act(id, 'cas@example.test', 'approve');
    assert.equal(await statuses(id), 'SIGNED SIGNED REVIEWED IN_PROGRESS');
    await act(id, 'dan@example.test', 'sign');
    await act(id, 'dan@example.test', 'finish');
    assert.equal(await stage(id), 'COMPLETED COMPLETED');
    const sent = await mails(id);
    for (const name of ['ann', 'bob', 'cas', 'dan']) {
      assert.equal(sent.filter((one) => one === `your-turn ${name}@example.test`).length, 1);
    }
  });

  it('mails nobody whose mails are off, and copies do not hold up a step', async () => {
    const quiet = { email: 'ann@example.test', emailNotification: false };
    const copy = { email: 'bob@example.test', role: 'CARBON_COPY' };
    const { id } = await desk.build({ recipients: [copy, quiet], isShared: true });
    assert.equal(await statuses(id), 'PROCESSED IN_PROGRESS');
    assert.deepEqual(await mails(id), ['copy bob@example.test']);
  });

  it('lets the first member act for a group', async () => {
    const [{ name, members }] = await desk.control<[{ name: string; members: string[] }]>(
      'GET',
      '/groups',
    );
    const { id } = await desk.build({ recipients: [`group ${name}`], isShared: true });
    assert.deepEqual(
      (await mails(id)).toSorted(),
      members.map((one) => `your-turn ${one}`).toSorted(),
    );
    await act(id, members[1] ?? '', 'sign');
    await act(id, members[1] ?? '', 'finish');
    const [group] = await users(id);
    assert.equal(group?.processed_by, members[1]);
    assert.equal(group?.processed_as, 'GROUP_MEMBER');
    assert.equal(await stage(id), 'COMPLETED COMPLETED');
  });

  it('waits at an open placeholder until it is filled', async () => {
    const { id } = await desk.build({ recipients: ['placeholder Witness'], isShared: true });
    assert.equal(await statuses(id), 'UN_PROCESSED');
    const body = { user_email: 'wim@example.test', user_name: 'Wim' };
    assert.equal(readShort(await desk.callIn(id, 'PUT', '/workflow/1/user', body)), '200');
    assert.equal(await statuses(id), 'IN_PROGRESS');
    assert.deepEqual(await mails(id), ['your-turn wim@example.test']);
  });

  it('hands a turn over when its person is replaced, and mails both', async () => {
    const { id } = await desk.build({ recipients: ['ann', 'bob'], isShared: true });
    await desk.callIn(id, 'PUT', '/workflow/1/user', { user_email: 'cas@example.test' });
    assert.deepEqual(await mails(id), [
      'your-turn ann@example.test',
      'replaced ann@example.test',
      'your-turn cas@example.test',
    ]);
    await assert.rejects(act(id, 'ann@example.test', 'sign'), /does not belong to user/);
    await act(id, 'cas@example.test', 'sign');
  });

  it('stops at a decline, or goes on when told to', async () => {
    const stopping = await desk.build({ recipients: ['ann', 'bob'], isShared: true });
    await act(stopping.id, 'ann@example.test', 'decline', 'Wrong price.');
    assert.equal(await stage(stopping.id), 'DECLINED DECLINED');
    const fields = { recipients: ['ann', 'bob'], isShared: true, continueOnDecline: true };
    const going = await desk.build(fields);
    await act(going.id, 'ann@example.test', 'decline');
    assert.equal(await statuses(going.id), 'DECLINED IN_PROGRESS');
    assert.equal(await stage(going.id), 'SHARED INPROGRESS');
  });

  it('drops those who have not acted when completed in the middle', async () => {
    const { id } = await desk.build({ recipients: ['ann', 'bob', 'cas'], isShared: true });
    await act(id, 'ann@example.test', 'sign');
    await act(id, 'ann@example.test', 'finish');
    assert.equal(readShort(await desk.callIn(id, 'POST', '/complete')), '200');
    assert.equal(await stage(id), 'COMPLETED COMPLETED');
    assert.deepEqual(await desk.list(id), ['SERIAL', 'ann:1']);
  });

  it('goes back to a draft that can be changed when recalled', async () => {
    const { id } = await desk.build({ recipients: ['ann'], isShared: true });
    assert.equal(readShort(await desk.callIn(id, 'DELETE', '/workflow')), '200');
    assert.equal(await stage(id), 'DRAFT DRAFT');
    assert.equal(
      readShort(await desk.callIn(id, 'DELETE', '/workflow')),
      '403 Document should be recalled by owner in In Progress or Pending state',
    );
    assert.equal(readShort(await desk.callIn(id, 'DELETE', '/workflow/1')), '200');
  });

  it('shows each user his own status', async () => {
    const me = house[0];
    const other = house[2]?.email ?? '';
    const { id } = await desk.build({
      recipients: [{ email: me?.email }, { email: other, role: 'REVIEWER' }],
      isShared: true,
    });
    const theirs = await desk.tokenOf(other);
    const see = async (): Promise<unknown[]> => {
      const answer = await callHub(desk.sandbox, theirs, 'GET', `/v3/packages/${id}/workflow`);
      const { package_status } = answer.json as { package_status: string };
      return [(await stage(id)).split(' ')[1], package_status];
    };
    assert.deepEqual(await see(), ['PENDING', 'INPROGRESS']);
    const sign = (path: string, body?: object) => desk.callIn(id, 'POST', path, body);
    const { documents } = (await desk.callIn(id, 'GET', '/workflow')).json as {
      documents: { document_id: number }[];
    };
    const path = `/documents/${documents[0]?.document_id}/sign`;
    assert.equal(readShort(await sign(path, {})), '400 Model state validation failed.');
    assert.equal(readShort(await sign(path, { field_name: 'SH_1' })), '200');
    assert.equal(readShort(await sign('/finish')), '200');
    assert.deepEqual(await see(), ['INPROGRESS', 'PENDING']);
    const approve = await callHub(desk.sandbox, theirs, 'POST', `/v3/packages/${id}/approve`);
    assert.equal(readShort(approve), '200');
    assert.deepEqual(await see(), ['COMPLETED', 'COMPLETED']);
  });

  it('counts a pending recipient’s delete as a decline, the owner’s as recall and removal', async () => {
    const other = house[2]?.email ?? '';
    const { id } = await desk.build({ recipients: [{ email: other }], isShared: true });
    const theirs = await desk.tokenOf(other);
    const remove = await callHub(desk.sandbox, theirs, 'DELETE', `/v3/packages/${id}`);
    assert.equal(readShort(remove), '200');
    assert.equal(await stage(id), 'DECLINED DECLINED');
    assert.equal(readShort(await desk.callIn(id, 'DELETE', '')), '200');
    assert.equal(readShort(await desk.callIn(id, 'GET', '/workflow')), '404 Document not found');
  });

  it('needs a document and a recipient to be shared, and gives the quota back on recall', async () => {
    const share = async (id: number) => readShort(await desk.callIn(id, 'POST', '/workflow'));
    const none = await desk.build();
    assert.equal(
      await share(none.id),
      '404 You must add 1 or more signers before sharing the document',
    );
    const bare = await desk.build({ recipients: ['ann'], documents: [] });
    assert.equal(await share(bare.id), '404 Document does not exist');
    const email = house[0]?.email ?? '';
    await desk.control('PUT', `/users/${email}`, { workflowsLeft: 1 });
    const [first, second] = [
      await desk.build({ recipients: ['ann'] }),
      await desk.build({ recipients: ['ann'] }),
    ];
    assert.equal(await share(first.id), '200');
    assert.equal(await share(second.id), '403 Your workflows limit has been reached');
    await desk.callIn(first.id, 'DELETE', '/workflow');
    assert.equal(await share(second.id), '200');
    await desk.control('PUT', `/users/${email}`, { workflowsLeft: null });
  });

  it('makes a copy of the package for each recipient of INDIVIDUAL', async () => {
    const { id } = await desk.build({ type: 'INDIVIDUAL', recipients: ['ann', 'bob', 'cas'] });
    const shared = (await desk.callIn(id, 'POST', '/workflow')).json as { package_id: number }[];
    assert.equal(shared.length, 3);
    assert.equal(shared[0]?.package_id, id);
    const lists = await Promise.all(shared.map((one) => desk.list(one.package_id)));
    assert.deepEqual(
      lists.map((list) => list[1]?.split(':')[0]),
      ['ann', 'bob', 'cas'],
    );
  });
});
