// Tests the SigningHub side against what is documented: the request and texts of the page on adding users,
// and a whole dialogue from an empty package to a recall.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildSandboxPackage, readShortList } from '../builders/sandbox-package.ts';
import {
  callControl,
  callHub,
  makeHubToken,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

/** The documented request without its stray comma. */
const DOCUMENTED_USERS = [
  {
    user_email: 'chris@ascertia.com',
    user_name: 'Chris',
    role: 'SIGNER',
    email_notification: true,
    signing_order: 1,
  },
  {
    user_email: 'craig@ascertia.com',
    user_name: 'Craig',
    role: 'SIGNER',
    email_notification: false,
  },
];
/** As documented, with it. */
const DOCUMENTED_TEXT = `[
   {
      "user_email": "chris@ascertia.com",
      "user_name": "Chris",
      "role": "SIGNER",
      "email_notification": true,
      "signing_order": 1
   },
   {
      "user_email": "craig@ascertia.com",
      "user_name": "Craig",
      "role": "SIGNER",
      "email_notification": false,
   }

]`;

describe('documented dialogue', () => {
  let sandbox: RunningSandbox;
  let token: string;
  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '0', '--packages', '0', '--seed', '3']);
    token = await makeHubToken(sandbox);
  });
  after(() => sandbox.stop());
  const call = (method: string, path: string, body?: unknown): Promise<ServiceAnswer> =>
    callHub(sandbox, token, method, `/v3/packages${path}`, body);

  it('runs from an empty package to a recall as the worked example does', async () => {
    const made = await call('POST', '', { package_name: 'Lease 14', workflow_mode: 'ONLY_OTHERS' });
    assert.deepEqual(made.json, {
      package_id: 7001,
      workflow_mode: 'ONLY_OTHERS',
      workflow_type: 'SERIAL',
    });
    const upload = await callHub(
      sandbox,
      token,
      'POST',
      '/v3/packages/7001/documents',
      '%PDF-1.7 {not json',
      { 'x-file-name': 'lease.pdf', 'x-source': 'API' },
    );
    assert.deepEqual([upload.status, upload.json], [201, { documentid: 8101 }]);

    const added = await call('POST', '/7001/workflow/users', DOCUMENTED_USERS);
    assert.deepEqual([added.status, added.text], [200, '']);
    assert.deepEqual(await readShortList(sandbox, token, 7001), ['SERIAL', 'Chris:1', 'Craig:2']);

    await callControl(sandbox, 'PUT', '/signinghub/groups/Legal', {
      members: ['lea@example.test'],
    });
    const legal = [{ group_name: 'Legal', role: 'REVIEWER', signing_order: 2 }];
    assert.equal((await call('POST', '/7001/workflow/groups', legal)).status, 200);
    assert.deepEqual(await readShortList(sandbox, token, 7001), [
      'CUSTOM',
      'Chris:1',
      'Craig:2',
      'Legal:2',
    ]);

    const witness = { placeholder: 'Witness', role: 'SIGNER' };
    const refused = await call('POST', '/7001/workflow/placeholder', [witness]);
    assert.deepEqual(
      [refused.status, refused.text],
      [400, '{"Message":"Model state validation failed."}'],
    );
    const numbered = [{ ...witness, signing_order: 3 }];
    assert.equal((await call('POST', '/7001/workflow/placeholder', numbered)).status, 200);

    assert.equal((await call('PUT', '/7001/workflow/3/reorder', { order: 1 })).status, 200);
    assert.deepEqual(await readShortList(sandbox, token, 7001), [
      'CUSTOM',
      'Legal:2',
      'Chris:1',
      'Craig:2',
      'Witness:3',
    ]);
    assert.equal((await call('PUT', '/7001/workflow/1/group', { signing_order: 1 })).status, 200);
    const shared = await call('POST', '/7001/workflow');
    assert.deepEqual(shared.json, [{ package_id: 7001, documents: [8101] }]);
    const users = (await call('GET', '/7001/workflow/users')).json as { process_status: string }[];
    assert.deepEqual(
      users.map((one) => one.process_status),
      ['IN_PROGRESS', 'IN_PROGRESS', 'UN_PROCESSED', 'UN_PROCESSED'],
    );

    const late = await call('POST', '/7001/workflow/users', DOCUMENTED_USERS);
    assert.deepEqual(
      [late.status, late.text],
      [403, '{"Message":"Document is no longer in draft state"}'],
    );
    const fill = { user_email: 'witness@example.test', user_name: 'Wim' };
    assert.equal((await call('PUT', '/7001/workflow/4/user', fill)).status, 200);
    assert.equal((await call('DELETE', '/7001/workflow')).status, 200);
    const draft = (await call('GET', '/7001/workflow')).json as { package_status: string };
    assert.equal(draft.package_status, 'DRAFT');
  });

  it('refuses the documented request as printed, for its stray comma', async () => {
    const { id } = await buildSandboxPackage(sandbox);
    const answer = await call('POST', `/${id}/workflow/users`, DOCUMENTED_TEXT);
    assert.deepEqual(
      [answer.status, answer.text],
      [400, '{"Message":"Model state validation failed."}'],
    );
    assert.deepEqual(await readShortList(sandbox, token, id), ['SERIAL']);
  });

  it('turns sequential into custom when one is added at an occupied order', async () => {
    const { id } = await buildSandboxPackage(sandbox);
    await call('POST', `/${id}/workflow/users`, DOCUMENTED_USERS);
    const third = [
      { user_email: 'dana@example.test', user_name: 'Dana', role: 'SIGNER', signing_order: 2 },
    ];
    assert.equal((await call('POST', `/${id}/workflow/users`, third)).status, 200);
    assert.deepEqual(await readShortList(sandbox, token, id), [
      'CUSTOM',
      'Chris:1',
      'Craig:2',
      'Dana:2',
    ]);
    const fourth = [{ ...third[0], user_name: 'Eli', user_email: 'eli@example.test' }];
    assert.equal((await call('POST', `/${id}/workflow/users`, fourth)).status, 200);
    assert.deepEqual(await readShortList(sandbox, token, id), [
      'CUSTOM',
      'Chris:1',
      'Craig:2',
      'Dana:2',
      'Eli:2',
    ]);
  });
});
