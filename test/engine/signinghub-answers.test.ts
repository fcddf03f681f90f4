// Proves that a workflow is read strictly: what is known is kept apart, and no unknown word is guessed.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { parseWorkflow } from '../../src-main/engine/remote/signinghub/workflow-answer.ts';
import { outlineList, pickRead, readServerList, startHubRig } from '../support/hub-rig.ts';
import type { ReadPackage } from '../../src-main/engine/ports.ts';
import type { HubRig } from '../support/hub-rig.ts';

let rig: HubRig;
before(async () => {
  rig = await startHubRig();
});
afterEach(async () => {
  await rig.control('DELETE', '/faults');
});
after(() => rig.close());

async function readWorkflow(id: string): Promise<ReadPackage> {
  return pickRead(await rig.client.getWorkflow(id));
}

const ANSWERED_USER = {
  order: 1,
  user_email: 'chris@example.test',
  user_name: 'Chris',
  group_name: null,
  placeholder: null,
  role: 'SIGNER',
  process_status: 'UN_PROCESSED',
  signing_order: 1,
};

/** Values nobody may guess a meaning for; the field they are reported as is the one they stand in. */
const UNKNOWN_MEMBERS: readonly (readonly [keyof typeof ANSWERED_USER, unknown])[] = [
  ['role', 'WITNESS'],
  ['role', ''],
  ['process_status', 'SLEEPING'],
  ['signing_order', null],
  ['signing_order', 0],
  ['order', 2],
  ['user_email', null],
];

function writeAnswer(users: readonly unknown[]): Uint8Array {
  const workflow = {
    workflow_type: 'CUSTOM',
    workflow_mode: 'ONLY_OTHERS',
    workflow_status: 'DRAFT',
    read_only: false,
  };
  const head = { package_id: 7001, package_name: 'Lease 14', package_owner: 'owner@example.test' };
  return Buffer.from(JSON.stringify({ ...head, package_status: 'DRAFT', workflow, users }));
}

describe('reading workflows', () => {
  it('keeps position, step, stage, lock and format apart', async () => {
    const id = await rig.build({
      type: 'CUSTOM',
      isLocked: true,
      documents: [{ type: 'WORD' }, { type: 'PDF' }],
      recipients: [
        { email: 'a@example.test', name: 'Ann', signingOrder: 2 },
        { placeholder: 'Witness', signingOrder: 1, role: 'REVIEWER' },
      ],
    });
    const read = await readWorkflow(id);
    assert.deepEqual(outlineList(await readServerList(rig.client, id)), ['Ann 1/2', 'Witness 2/1']);
    assert.deepEqual([read.stage, read.isLocked], ['draft', true]);
    assert.deepEqual(read.documentTypes.toSorted(), ['DOCX', 'PDF']);
    assert.equal(read.arrangement?.picture.mode, 'ONLY_OTHERS');
  });

  for (const word of ['SHARED', 'IN_PROGRESS', 'INPROGRESS']) {
    it(`understands ${word} as shared`, async () => {
      await rig.control('PUT', '/assumptions', { 'A-44': word });
      const id = await rig.build({ isShared: true, recipients: [{ email: 'a@example.test' }] });
      assert.equal((await readWorkflow(id)).stage, 'shared');
      await rig.control('PUT', '/assumptions', { 'A-44': 'SHARED' });
    });
  }

  for (const field of ['workflow_type', 'workflow_mode', 'workflow_status']) {
    it(`leaves the arrangement out when the service says a new word for ${field}`, async () => {
      const id = await rig.build({ recipients: [{ email: 'a@example.test' }] });
      const fault = { type: 'unknown-enum', field: `workflow.${field}`, value: 'NOVEL' };
      await rig.control('PUT', '/faults', [{ match: { method: 'GET' }, fault }]);
      const read = await readWorkflow(id);
      assert.deepEqual([read.arrangement, read.unreadable], [null, field]);
      assert.equal(read.name, 'Example package');
    });
  }

  for (const [field, value] of UNKNOWN_MEMBERS) {
    it(`leaves the arrangement out when a recipient has ${JSON.stringify(value)} as ${field}`, () => {
      const user = { ...ANSWERED_USER, [field]: value };
      const read = parseWorkflow(writeAnswer([user]), '7001', 'owner@example.test');
      assert.deepEqual([read.arrangement, read.unreadable], [null, field]);
    });
  }

  it('takes a row for a group, a person or a placeholder by what it names', () => {
    const rows = [
      { ...ANSWERED_USER, user_email: null, user_name: null, group_name: 'Legal' },
      { ...ANSWERED_USER, order: 2 },
      { ...ANSWERED_USER, order: 3, user_email: null, user_name: null, placeholder: 'Witness' },
    ];
    const read = parseWorkflow(writeAnswer(rows.toReversed()), '7001', 'owner@example.test');
    assert.deepEqual(
      read.arrangement?.list.recipients.map(({ kind, name, email }) => [kind, name, email]),
      [
        ['group', 'Legal', null],
        ['person', 'Chris', 'chris@example.test'],
        ['placeholder', 'Witness', null],
      ],
    );
  });

  const SEAL = { ...ANSWERED_USER, user_email: null, user_name: null, role: 'ELECTRONIC_SEAL' };
  const seals: readonly (readonly [string, object, string])[] = [
    ['named by v4', { ...SEAL, electronic_seal: { name: 'House seal' } }, 'House seal'],
    ['not named by v3', SEAL, ''],
    ['named in an odd way', { ...SEAL, electronic_seal: { name: 7 } }, ''],
    ['with an odd member', { ...SEAL, electronic_seal: 'House seal' }, ''],
  ];
  for (const [how, user, name] of seals) {
    it(`takes a seal nobody stands behind for a seal, ${how}`, () => {
      const read = parseWorkflow(writeAnswer([user]), '7001', 'owner@example.test');
      assert.equal(read.unreadable, null);
      assert.deepEqual(read.arrangement?.list.recipients, [
        {
          kind: 'seal',
          name,
          email: null,
          role: 'ELECTRONIC_SEAL',
          order: 1,
          signingOrder: 1,
          status: 'UN_PROCESSED',
        },
      ]);
      assert.equal(read.arrangement.picture.hasSeal, true);
    });
  }

  it('knows of a seal with an address too, and of none where nobody is one', () => {
    const readPicture = (role: string) =>
      parseWorkflow(writeAnswer([{ ...ANSWERED_USER, role }]), '7001', 'owner@example.test')
        .arrangement?.picture;
    assert.equal(readPicture('ELECTRONIC_SEAL')?.hasSeal, true);
    assert.equal(readPicture('SIGNER')?.hasSeal, false);
  });

  it('reads the seal of a real answer, under v3 without its name, under v4 with it', async () => {
    const recipients = [{ email: 'a@example.test', name: 'Ann' }, { seal: 'House seal' }];
    const id = await rig.build({ recipients });
    const v4 = rig.connect({ path: '/v4' });
    assert.deepEqual(outlineList(await readServerList(rig.client, id)), ['Ann 1/1', ' 2/2']);
    assert.deepEqual(outlineList(await readServerList(v4, id)), ['Ann 1/1', 'House seal 2/2']);
  });

  it('refuses an answer about another package, and one of another shape', () => {
    const body = writeAnswer([ANSWERED_USER]);
    assert.throws(() => parseWorkflow(body, '7002', 'owner@example.test'), /another package/);
    const odd = Buffer.from(JSON.stringify({ package_id: 7001, users: [] }));
    assert.throws(() => parseWorkflow(odd, '7001', 'owner@example.test'), /shape at workflow/);
  });

  it('tells a package that is gone from a path that is wrong', async () => {
    const gone = await rig.client.getWorkflow('424242');
    assert.equal(gone.kind === 'failed' && gone.failure.code, 'NOT_FOUND');
    await rig.control('PUT', '/faults', [
      {
        match: { method: 'GET' },
        fault: { type: 'status', status: 404, body: { Message: 'No route' } },
      },
    ]);
    const wrong = await rig.client.getWorkflow('424242');
    assert.equal(wrong.kind === 'failed' && wrong.failure.code, 'ANSWER_UNEXPECTED');
  });
});
