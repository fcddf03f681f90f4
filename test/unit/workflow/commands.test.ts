import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  NewRecipient,
  WorkflowCommand,
} from '../../../src-shared/domain/workflow/commands.ts';
import { applyCommand } from '../../../src-shared/domain/workflow/commands.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { RecipientList, Workflow } from '../../../src-shared/domain/workflow/model.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import {
  buildList,
  buildPackage,
  buildRecipient,
  buildWorkflow,
  writeList,
} from '../../builders/workflow-builder.ts';

function palette(key: string, over: Partial<NewRecipient> = {}): NewRecipient {
  const { name, email, role } = buildRecipient({ key });
  return { key, kind: 'person', name, email, role, notifies: true, ...over };
}

function run(workflow: Workflow, command: WorkflowCommand): string {
  const result = applyCommand(workflow, command);
  return result.ok ? writeList(result.workflow).join(' ') : result.problem.code;
}

function move(list: RecipientList, key: string, to: LaneTarget): string {
  return run(buildWorkflow(list), { kind: 'move', key, to });
}

const SERIAL = buildList('SERIAL', 'ann', 'bob', 'cas');
const CUSTOM = buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:2', 'dan:3');
const GAPS = buildList('CUSTOM', 'ann:1', 'bob:3', 'cas:7');

describe('adding', () => {
  const workflow = buildWorkflow(SERIAL);
  it('into a lane makes the workflow custom and puts him last in the list', () => {
    const command: WorkflowCommand = {
      kind: 'add',
      recipient: palette('dan'),
      to: { kind: 'lane', step: 2 },
    };
    assert.equal(run(workflow, command), 'CUSTOM ann:1 bob:2 cas:3 dan:2');
  });
  it('between two lanes stays sequential', () => {
    const command: WorkflowCommand = {
      kind: 'add',
      recipient: palette('dan'),
      to: { kind: 'after', step: 1 },
    };
    assert.equal(run(workflow, command), 'SERIAL ann:1 dan:2 bob:3 cas:4');
  });
  it('starts an empty workflow at 1', () => {
    for (const to of [
      { kind: 'end' },
      { kind: 'after', step: 0 },
      { kind: 'lane', step: 1 },
    ] as const) {
      const command: WorkflowCommand = { kind: 'add', recipient: palette('ann'), to };
      assert.equal(run(buildWorkflow(buildList('SERIAL')), command), 'SERIAL ann:1');
      assert.equal(run(buildWorkflow(buildList('CUSTOM')), command), 'CUSTOM ann:1');
    }
  });
  it('takes groups and placeholders by the same rules', () => {
    for (const kind of ['group', 'placeholder'] as const) {
      const recipient = palette('legal', { kind, email: null });
      assert.equal(
        run(workflow, { kind: 'add', recipient, to: { kind: 'lane', step: 3 } }),
        'CUSTOM ann:1 bob:2 cas:3 legal:3',
      );
    }
  });
  it('refuses a bad address, an empty name, a taken key and a lane nobody is in', () => {
    const to: LaneTarget = { kind: 'end' };
    const refused: readonly (readonly [NewRecipient, LaneTarget, string])[] = [
      [palette('dan', { email: 'dan' }), to, 'EMAIL_MALFORMED'],
      [palette('dan', { email: null }), to, 'EMAIL_MALFORMED'],
      [palette('dan', { name: ' ' }), to, 'NAME_EMPTY'],
      [palette('ann'), to, 'KEY_TAKEN'],
      [palette('dan'), { kind: 'lane', step: 4 }, 'STEP_INVALID'],
      [palette('dan', { role: 'ELECTRONIC_SEAL' }), to, 'ROLE_NOT_OFFERED'],
    ];
    for (const [recipient, target, code] of refused) {
      assert.equal(run(workflow, { kind: 'add', recipient, to: target }), code);
    }
  });
});

describe('moving', () => {
  it('between two lanes keeps a sequence a sequence', () => {
    assert.equal(move(SERIAL, 'cas', { kind: 'after', step: 0 }), 'SERIAL cas:1 ann:2 bob:3');
    assert.equal(move(SERIAL, 'ann', { kind: 'end' }), 'SERIAL bob:1 cas:2 ann:3');
    assert.equal(move(SERIAL, 'ann', { kind: 'after', step: 2 }), 'SERIAL bob:1 ann:2 cas:3');
  });
  it('onto a lane makes it custom and closes the lane left, without moving the position', () => {
    assert.equal(move(SERIAL, 'ann', { kind: 'lane', step: 2 }), 'CUSTOM ann:1 bob:1 cas:2');
    assert.equal(move(SERIAL, 'cas', { kind: 'lane', step: 1 }), 'CUSTOM ann:1 bob:2 cas:1');
  });
  it('in a custom workflow changes steps only', () => {
    assert.equal(move(CUSTOM, 'dan', { kind: 'after', step: 1 }), 'CUSTOM ann:1 bob:3 cas:3 dan:2');
    assert.equal(move(CUSTOM, 'bob', { kind: 'end' }), 'CUSTOM ann:1 bob:4 cas:2 dan:3');
    assert.equal(move(CUSTOM, 'bob', { kind: 'after', step: 0 }), 'CUSTOM ann:2 bob:1 cas:3 dan:4');
  });
  it('renumbers nobody where there is a gap, and shifts only up to the first one', () => {
    assert.equal(move(GAPS, 'cas', { kind: 'after', step: 1 }), 'CUSTOM ann:1 bob:3 cas:2');
    const list = buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:4', 'dan:9');
    assert.equal(move(list, 'dan', { kind: 'after', step: 1 }), 'CUSTOM ann:1 bob:3 cas:4 dan:2');
  });
  it('starts at 1 again when the first lane is left', () => {
    assert.equal(move(GAPS, 'ann', { kind: 'end' }), 'CUSTOM ann:8 bob:1 cas:7');
  });
  it('out of a parallel workflow makes it custom', () => {
    const list = buildList('PARALLEL', 'ann', 'bob', 'cas');
    assert.equal(move(list, 'bob', { kind: 'after', step: 1 }), 'CUSTOM ann:1 bob:2 cas:1');
    assert.equal(move(list, 'bob', { kind: 'after', step: 0 }), 'CUSTOM ann:2 bob:1 cas:2');
    assert.equal(move(list, 'bob', { kind: 'lane', step: 1 }), 'PARALLEL ann:1 bob:1 cas:1');
  });
  it('is refused where there are no steps', () => {
    assert.equal(
      move(buildList('INDIVIDUAL', 'ann', 'bob'), 'bob', { kind: 'after', step: 0 }),
      'NO_STEPS',
    );
  });
  it('onto his own lane changes nothing', () => {
    assert.equal(move(SERIAL, 'bob', { kind: 'lane', step: 2 }), 'SERIAL ann:1 bob:2 cas:3');
    assert.equal(move(CUSTOM, 'dan', { kind: 'lane', step: 3 }), writeList(CUSTOM).join(' '));
  });
});

describe('the other commands', () => {
  const workflow = buildWorkflow(CUSTOM);
  it('let two act together', () => {
    assert.equal(
      run(workflow, { kind: 'act-together', key: 'dan', withKey: 'ann' }),
      'CUSTOM ann:1 bob:2 cas:2 dan:1',
    );
  });
  it('set a position without the step, save in a sequence', () => {
    assert.equal(
      run(workflow, { kind: 'set-position', key: 'dan', order: 1 }),
      'CUSTOM dan:3 ann:1 bob:2 cas:2',
    );
    assert.equal(
      run(buildWorkflow(SERIAL), { kind: 'set-position', key: 'cas', order: 1 }),
      'SERIAL cas:1 ann:2 bob:3',
    );
    assert.equal(run(workflow, { kind: 'set-position', key: 'dan', order: 5 }), 'STEP_INVALID');
  });
  it('remove and close up', () => {
    assert.equal(run(workflow, { kind: 'remove', key: 'ann' }), 'CUSTOM bob:1 cas:1 dan:2');
    assert.equal(run(buildWorkflow(GAPS), { kind: 'remove', key: 'ann' }), 'CUSTOM bob:1 cas:7');
    assert.equal(run(workflow, { kind: 'remove', key: 'zoe' }), 'RECIPIENT_UNKNOWN');
  });
  it('set the type: in sequence as the lanes show it', () => {
    const list = buildList('CUSTOM', 'ann:2', 'bob:1', 'cas:2');
    assert.equal(
      run(buildWorkflow(list), { kind: 'set-type', type: 'SERIAL' }),
      'SERIAL bob:1 ann:2 cas:3',
    );
    assert.equal(
      run(buildWorkflow(list), { kind: 'set-type', type: 'PARALLEL' }),
      'PARALLEL ann:1 bob:1 cas:1',
    );
  });
  it('close gaps when asked', () => {
    assert.equal(run(buildWorkflow(GAPS), { kind: 'close-gaps' }), 'CUSTOM ann:1 bob:2 cas:3');
  });
  it('give everybody the same role in an individual workflow', () => {
    const result = applyCommand(buildWorkflow(buildList('INDIVIDUAL', 'ann', 'bob')), {
      kind: 'set-role',
      key: 'bob',
      role: 'REVIEWER',
    });
    assert.ok(result.ok);
    assert.deepEqual(
      result.workflow.recipients.map((one) => one.role),
      ['REVIEWER', 'REVIEWER'],
    );
  });
  it('leave the workflow given as it is', () => {
    const before = structuredClone(workflow);
    run(workflow, { kind: 'remove', key: 'ann' });
    run(workflow, { kind: 'move', key: 'ann', to: { kind: 'end' } });
    assert.deepEqual(workflow, before);
  });
});

describe('an XML document', () => {
  const workflow = buildWorkflow(SERIAL, { documentTypes: ['PDF', 'XML'] });
  it('takes signers, reviewers and copies, and no other role', () => {
    for (const role of ['SIGNER', 'REVIEWER', 'CARBON_COPY'] as const) {
      assert.equal(
        run(workflow, { kind: 'set-role', key: 'ann', role }),
        'SERIAL ann:1 bob:2 cas:3',
      );
    }
    for (const role of ['EDITOR', 'INPERSON_HOST'] as const) {
      assert.equal(run(workflow, { kind: 'set-role', key: 'ann', role }), 'ROLE_NOT_FOR_XML');
      const recipient = palette('dan', { role });
      assert.equal(
        run(workflow, { kind: 'add', recipient, to: { kind: 'end' } }),
        'ROLE_NOT_FOR_XML',
      );
    }
  });
});

describe('a workflow that cannot be arranged', () => {
  const commands: readonly WorkflowCommand[] = [
    { kind: 'add', recipient: palette('zoe'), to: { kind: 'end' } },
    { kind: 'move', key: 'ann', to: { kind: 'end' } },
    { kind: 'remove', key: 'ann' },
    { kind: 'set-role', key: 'ann', role: 'REVIEWER' },
    { kind: 'set-mails', key: 'ann', notifies: false },
    { kind: 'rename', key: 'ann', name: 'Anna' },
    { kind: 'set-type', type: 'PARALLEL' },
    { kind: 'close-gaps' },
  ];
  const owner = buildPackage().user;
  it('says why, for every command', () => {
    for (const command of commands) {
      assert.equal(run(buildWorkflow(SERIAL, { stage: 'shared' }), command), 'SHARED');
      assert.equal(run(buildWorkflow(SERIAL, { stage: 'completed' }), command), 'FINISHED');
      assert.equal(run(buildWorkflow(SERIAL, { stage: 'declined' }), command), 'FINISHED');
      assert.equal(run(buildWorkflow(SERIAL, { isLocked: true }), command), 'LOCKED_BY_TEMPLATE');
      assert.equal(
        run(buildWorkflow(SERIAL, { user: { ...owner, isOwner: false } }), command),
        'NOT_OWNER',
      );
    }
  });
  it('refuses others when the owner is the only recipient', () => {
    const workflow = buildWorkflow(SERIAL, { mode: 'ONLY_ME' });
    assert.equal(
      run(workflow, { kind: 'add', recipient: palette('zoe'), to: { kind: 'end' } }),
      'MODE_ONLY_ME',
    );
  });
  it('still lets a placeholder be set under a lock', () => {
    const place = buildRecipient({ key: 'tenant', kind: 'placeholder' });
    const workflow = buildWorkflow({ type: 'SERIAL', recipients: [place] }, { isLocked: true });
    const result = applyCommand(workflow, { kind: 'rename', key: 'tenant', name: 'Landlord' });
    assert.ok(result.ok);
    assert.equal(result.workflow.recipients[0]?.name, 'Landlord');
  });
});

describe('replacing a recipient', () => {
  const by = { kind: 'person', name: 'Zoe', email: 'zoe@example.test' } as const;
  const running: RecipientList = {
    type: 'SERIAL',
    recipients: SERIAL.recipients.map((one, index) => ({
      ...one,
      status: (['SIGNED', 'IN_PROGRESS', 'UN_PROCESSED'] as const)[index] ?? 'UN_PROCESSED',
    })),
  };
  const shared = buildWorkflow(running, { stage: 'shared' });
  it('works after sharing for those who have not acted, and keeps place and role', () => {
    const result = applyCommand(shared, { kind: 'replace', key: 'bob', by });
    assert.ok(result.ok);
    assert.deepEqual(result.workflow.recipients[1], { ...running.recipients[1], ...by });
    assert.equal(run(shared, { kind: 'replace', key: 'ann', by }), 'ALREADY_ACTED');
  });
  it('is refused once the workflow has ended, or is locked', () => {
    const ended = buildWorkflow(running, { stage: 'completed' });
    assert.equal(run(ended, { kind: 'replace', key: 'bob', by }), 'FINISHED');
    const locked = buildWorkflow(SERIAL, { isLocked: true });
    assert.equal(run(locked, { kind: 'replace', key: 'bob', by }), 'LOCKED_BY_TEMPLATE');
  });
  it('lets a recipient with the permission replace himself and later ones only', () => {
    const user = { email: 'BOB@example.test', isOwner: false, mayChangeRecipients: true };
    const asBob = buildWorkflow(running, { stage: 'shared', user });
    assert.notEqual(run(asBob, { kind: 'replace', key: 'bob', by }), 'NOT_OWNER');
    assert.notEqual(run(asBob, { kind: 'replace', key: 'cas', by }), 'NOT_OWNER');
    assert.equal(run(asBob, { kind: 'replace', key: 'ann', by }), 'NOT_OWNER');
    const without = buildWorkflow(running, {
      stage: 'shared',
      user: { ...user, mayChangeRecipients: false },
    });
    assert.equal(run(without, { kind: 'replace', key: 'bob', by }), 'NOT_OWNER');
  });
  it('fills a placeholder by a person, but makes no group of a person', () => {
    const place = buildRecipient({ key: 'tenant', kind: 'placeholder' });
    const workflow = buildWorkflow({ type: 'SERIAL', recipients: [place] });
    const result = applyCommand(workflow, { kind: 'replace', key: 'tenant', by });
    assert.ok(result.ok);
    assert.equal(result.workflow.recipients[0]?.kind, 'person');
    const group = { kind: 'group', name: 'Legal', email: null } as const;
    assert.equal(
      run(buildWorkflow(SERIAL), { kind: 'replace', key: 'ann', by: group }),
      'KIND_MISMATCH',
    );
  });
});

it('lanes are steps in order, with everybody of a step in list order', () => {
  assert.deepEqual(
    listLanes(buildList('CUSTOM', 'ann:3', 'bob:1', 'cas:3')).map((lane) => [
      lane.index,
      lane.step,
      lane.recipients.map((one) => one.key),
    ]),
    [
      [1, 1, ['bob']],
      [2, 3, ['ann', 'cas']],
    ],
  );
});
