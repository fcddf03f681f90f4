// Tests who may do what and when on the SigningHub side: texts byte for byte, and which refusal comes
// first when several apply.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { callHub } from '../support/sandbox-process.ts';
import { makeUser, readShort, startHubDesk, type HubDesk } from './signinghub-tools.ts';

const NOT_FOUND = '404 Document not found';
const NOT_OWNED = '403 Document does not belong to user';
const NOT_DRAFT = '403 Document is no longer in draft state';
const LOCKED = '403 You are not allowed to perform this action on locked workflow';
const NOT_ALLOWED = '403 You are not allowed to perform the requested operation';
const INVALID = '400 Model state validation failed.';
const XML_ROLE = '400 Recipient role is not supported for an XML type document';
const NO_ORDER = '404 No user found at given order';

describe('refusals of the SigningHub side', () => {
  let desk: HubDesk;
  let stranger: string;
  before(async () => {
    desk = await startHubDesk();
    const users = await desk.control<{ email: string }[]>('GET', '/users');
    stranger = await desk.tokenOf(users[5]?.email ?? '');
  });
  after(() => desk.sandbox.stop());

  const add = async (id: number, ...items: object[]): Promise<string> =>
    readShort(await desk.callIn(id, 'POST', '/workflow/users', items));

  /** One write of each row, each valid in itself on a list of a person, a group and a placeholder. */
  const WRITES: readonly (readonly [string, string, unknown])[] = [
    ['POST', '/workflow/users', [makeUser('new')]],
    ['POST', '/workflow/groups', [{ group_name: 'Legal desk', role: 'SIGNER' }]],
    ['POST', '/workflow/placeholder', [{ placeholder: 'Other', role: 'SIGNER' }]],
    ['PUT', '/workflow/1/user', { user_name: 'Anna' }],
    ['PUT', '/workflow/2/group', { email_notification: false }],
    ['PUT', '/workflow/3/placeholder', { placeholder: 'Notary' }],
    ['PUT', '/workflow/1/reorder', { order: 2 }],
    ['DELETE', '/workflow/1', undefined],
    ['PUT', '/workflow', { workflow_type: 'CUSTOM' }],
  ];
  const RECIPIENTS = ['ann', 'group Legal desk', 'placeholder Witness'];

  async function tryWrites(
    fields: object,
    call: (id: number, method: string, path: string, body: unknown) => Promise<string>,
  ): Promise<string[]> {
    const answers: string[] = [];
    for (const [method, path, body] of WRITES) {
      const { id } = await desk.build({ recipients: RECIPIENTS, ...fields });
      answers.push(await call(id, method, path, body));
    }
    return answers;
  }
  const asOwner = async (id: number, method: string, path: string, body: unknown) =>
    readShort(await desk.callIn(id, method, path, body));

  it('lets the owner change a draft', async () => {
    assert.deepEqual(await tryWrites({}, asOwner), Array(9).fill('200'));
  });

  it('tells everybody else that a draft is not theirs, before anything about its state', async () => {
    const asStranger = async (id: number, method: string, path: string, body: unknown) =>
      readShort(await callHub(desk.sandbox, stranger, method, `/v3/packages/${id}${path}`, body));
    const expected = Array(9).fill(NOT_OWNED);
    assert.deepEqual(await tryWrites({}, asStranger), expected);
    assert.deepEqual(await tryWrites({ isLocked: true, isShared: true }, asStranger), expected);
  });

  it('refuses all but placeholders on a locked draft', async () => {
    const answers = await tryWrites({ isLocked: true }, asOwner);
    assert.deepEqual(
      answers,
      WRITES.map(([method, path]) =>
        method === 'PUT' && path.endsWith('placeholder') ? '200' : LOCKED,
      ),
    );
  });

  it('allows only replacing after share', async () => {
    const answers = await tryWrites({ isShared: true }, asOwner);
    assert.deepEqual(
      answers,
      WRITES.map(([method, path]) =>
        method === 'PUT' && /user|group|placeholder/.test(path) ? '200' : NOT_DRAFT,
      ),
    );
  });

  it('names what is missing: package, position, group', async () => {
    assert.equal(await add(999_999, makeUser('ann')), NOT_FOUND);
    assert.equal(readShort(await desk.call('GET', '/v3/packages/abc/workflow')), NOT_FOUND);
    const { id } = await desk.build({ recipients: RECIPIENTS });
    const put = (path: string, body: object) => asOwner(id, 'PUT', path, body);
    assert.equal(await put('/workflow/4/user', { user_name: 'X' }), NO_ORDER);
    assert.equal(await put('/workflow/0/user', { user_name: 'X' }), NO_ORDER);
    assert.equal(await put('/workflow/2/user', { user_name: 'X' }), NO_ORDER);
    assert.equal(await put('/workflow/1/group', { role: 'SIGNER' }), NO_ORDER);
    assert.equal(await put('/workflow/1/placeholder', { role: 'SIGNER' }), NO_ORDER);
    assert.equal(await asOwner(id, 'DELETE', '/workflow/9', undefined), NO_ORDER);
    const groups = [{ group_name: 'Nobody', role: 'SIGNER' }];
    assert.equal(
      await asOwner(id, 'POST', '/workflow/groups', groups),
      '404 Group or contact not found',
    );
  });

  it('refuses what a body may not say', async () => {
    const { id } = await desk.build({ type: 'CUSTOM', recipients: ['ann:1'] });
    for (const item of [
      { ...makeUser('bob', 1), role: 'BOSS' },
      { ...makeUser('bob', 1), role: undefined },
      { ...makeUser('bob', 1), user_email: undefined },
      makeUser('bob', 0),
      makeUser('bob', 1.5),
      makeUser('bob', 2, { signing_order: '2' }),
      makeUser('bob', 1, { role: 'ELECTRONIC_SEAL' }),
    ]) {
      assert.equal(await add(id, item), INVALID, JSON.stringify(item));
    }
    assert.equal(readShort(await desk.callIn(id, 'POST', '/workflow/users', {})), INVALID);
    assert.equal(readShort(await desk.callIn(id, 'POST', '/workflow/users')), INVALID);
    const seal = [makeUser('bob', 2, { role: 'ELECTRONIC_SEAL' })];
    assert.equal(
      readShort(await desk.call('POST', `/v4/packages/${id}/workflow/users`, seal)),
      '200',
    );
  });

  it('takes only some roles for an XML document', async () => {
    const { id } = await desk.build({ documents: [{ type: 'XML' }] });
    for (const role of ['SIGNER', 'REVIEWER', 'CARBON_COPY']) {
      assert.equal(await add(id, makeUser(role.toLowerCase(), undefined, { role })), '200');
    }
    for (const role of ['EDITOR', 'INPERSON_HOST']) {
      assert.equal(await add(id, makeUser('ann', undefined, { role })), XML_ROLE);
      assert.equal(await asOwner(id, 'PUT', '/workflow/1/user', { role }), XML_ROLE);
    }
  });

  it('adds none of several when one is bad', async () => {
    const { id } = await desk.build({ recipients: ['ann'] });
    assert.equal(await add(id, makeUser('bob'), makeUser('cas', -1)), INVALID);
    assert.deepEqual(await desk.list(id), ['SERIAL', 'ann:1']);
  });

  it('answers 403 to everything once the account is disabled', async () => {
    const users = await desk.control<{ email: string }[]>('GET', '/users');
    const email = users[7]?.email ?? '';
    const token = await desk.tokenOf(email);
    await desk.control('PUT', `/users/${email}`, { isDisabled: true });
    const answer = await callHub(desk.sandbox, token, 'GET', '/v3/packages/999999/workflow');
    assert.equal(answer.text, '{"Message":"Account is disabled"}');
    assert.equal(answer.status, 403);
  });

  it('adds a code to errors of v4 only', async () => {
    const v4 = await desk.call('GET', '/v4/packages/999999/workflow');
    assert.deepEqual(v4.json, { Error: 'not_found', Message: 'Document not found' });
    const v3 = await desk.call('GET', '/v3/packages/999999/workflow');
    assert.deepEqual(v3.json, { Message: 'Document not found' });
  });

  it('lets a recipient replace himself or later ones only when permitted', async () => {
    const users = await desk.control<{ email: string; name: string }[]>('GET', '/users');
    const email = users[3]?.email ?? '';
    const token = await desk.tokenOf(email);
    const recipients = ['ann', { email, mayChangeRecipients: false }, 'cas'];
    const { id } = await desk.build({ recipients, isShared: true });
    const put = async (order: number) =>
      readShort(
        await callHub(desk.sandbox, token, 'PUT', `/v3/packages/${id}/workflow/${order}/user`, {
          user_email: 'deputy@example.test',
        }),
      );
    assert.equal(await put(3), '403 You are not allowed to change recipient');
    await desk.control('PUT', `/packages/${id}/permissions`, {
      order: 2,
      mayChangeRecipients: true,
    });
    assert.equal(await put(1), '403 You are not allowed to change recipient');
    assert.equal(await put(3), '200');
    assert.deepEqual((await desk.list(id)).at(-1), 'deputy:3');
  });

  it('refuses an update when the access period is over', async () => {
    const { id } = await desk.build({ recipients: ['ann'], isShared: true });
    const accessEndsAt = '2001-01-01T00:00:00Z';
    await desk.control('PUT', `/packages/${id}/permissions`, { order: 1, accessEndsAt });
    assert.equal(
      await asOwner(id, 'PUT', '/workflow/1/user', { user_email: 'bob@example.test' }),
      '403 You cannot access this document after the access period ends',
    );
  });

  it('does not replace somebody who has acted', async () => {
    const { id } = await desk.build({ recipients: ['ann', 'bob'], isShared: true });
    const act = { packageId: id, as: 'ann@example.test', act: 'sign' };
    await desk.control('POST', '/recipient/act', act);
    const body = { user_email: 'cas@example.test' };
    assert.equal(await asOwner(id, 'PUT', '/workflow/1/user', body), NOT_ALLOWED);
    assert.equal(await asOwner(id, 'PUT', '/workflow/2/user', body), '200');
  });
});
