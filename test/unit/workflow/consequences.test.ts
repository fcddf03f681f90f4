import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REGISTER_ASSUMPTIONS } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCommand } from '../../../src-shared/domain/workflow/commands.ts';
import type { Consequence } from '../../../src-shared/domain/workflow/consequences.ts';
import {
  foreseeCommand,
  listConsequences,
} from '../../../src-shared/domain/workflow/consequences.ts';
import type { RecipientList, Workflow } from '../../../src-shared/domain/workflow/model.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import {
  buildList,
  buildRecipient,
  buildWorkflow,
  writeList,
} from '../../builders/workflow-builder.ts';

function foresee(list: RecipientList, command: WorkflowCommand): readonly Consequence[] {
  const foresight = foreseeCommand(buildWorkflow(list), command);
  assert.ok(foresight.ok);
  return foresight.consequences;
}

function listCodes(consequences: readonly Consequence[]): readonly string[] {
  return consequences.map((one) => one.code);
}

function person(key: string): Extract<WorkflowCommand, { kind: 'add' }>['recipient'] {
  const { name, email, role } = buildRecipient({ key });
  return { key, kind: 'person', name, email, role, notifies: true };
}

const TWO = buildList('SERIAL', 'chris', 'craig');

describe("the seed's example: two users, then one added at an occupied order", () => {
  const command: WorkflowCommand = {
    kind: 'add',
    recipient: person('dana'),
    to: { kind: 'lane', step: 2 },
  };
  it('is told before it is done', () => {
    assert.deepEqual(foresee(TWO, command), [
      { code: 'BECOMES_CUSTOM', facts: { step: 2, names: ['craig', 'dana'] } },
      { code: 'STEP_BECOMES_PARALLEL', facts: { step: 2, count: 2, names: ['craig', 'dana'] } },
    ]);
  });
  it('is one call, after which the workflow is custom', () => {
    const foresight = foreseeCommand(buildWorkflow(TWO), command);
    assert.ok(foresight.ok);
    const plan = makePlan(TWO, foresight.after, [REGISTER_ASSUMPTIONS]);
    assert.deepEqual(
      plan?.steps.map((step) => step.call),
      [
        {
          kind: 'add',
          recipientKind: 'person',
          key: 'dana',
          name: 'dana',
          email: 'dana@example.test',
          role: 'SIGNER',
          notifies: true,
          signingOrder: 2,
        },
      ],
    );
    const after = plan?.steps[0]?.after;
    assert.ok(after !== undefined);
    assert.deepEqual(writeList(after), ['CUSTOM', 'chris:1', 'craig:2', 'dana:2']);
  });
  it('does not change the type again when a third joins the two', () => {
    const list = buildList('CUSTOM', 'chris:1', 'craig:2', 'dana:2');
    const third: WorkflowCommand = {
      kind: 'add',
      recipient: person('finn'),
      to: { kind: 'lane', step: 2 },
    };
    assert.deepEqual(listCodes(foresee(list, third)), ['JOINS_PARALLEL_STEP']);
  });
});

describe('consequences', () => {
  it('name who gets mail first when that changes', () => {
    const found = foresee(TWO, { kind: 'move', key: 'craig', to: { kind: 'after', step: 0 } });
    assert.deepEqual(found, [
      { code: 'FIRST_MAIL_CHANGES', facts: { names: ['craig'], was: ['chris'] } },
      { code: 'STEP_MOVES', facts: { name: 'craig', from: 2, to: 1 } },
      { code: 'STEPS_RENUMBERED', facts: { count: 1, names: ['chris'] } },
    ]);
  });
  it('name whose fields lose their owner', () => {
    const found = foresee(TWO, { kind: 'remove', key: 'chris' });
    assert.deepEqual(found[0], { code: 'FIELDS_LOSE_OWNER', facts: { name: 'chris' } });
    const last = foresee(buildList('SERIAL', 'chris'), { kind: 'remove', key: 'chris' });
    assert.deepEqual(listCodes(last), ['FIELDS_LOSE_OWNER', 'NOBODY_LEFT']);
  });
  it('say that he stands last in the list though he acts earlier', () => {
    const found = foresee(TWO, {
      kind: 'add',
      recipient: person('dana'),
      to: { kind: 'lane', step: 1 },
    });
    assert.deepEqual(found.at(-1), {
      code: 'APPENDED_LAST',
      facts: { name: 'dana', order: 3, step: 1 },
    });
  });
  it('say that a workflow stays custom though all act one by one', () => {
    const list = buildList('CUSTOM', 'ann:1', 'bob:1');
    const found = foresee(list, { kind: 'move', key: 'bob', to: { kind: 'end' } });
    assert.deepEqual(listCodes(found), [
      'STEP_NO_LONGER_PARALLEL',
      'STAYS_CUSTOM',
      'FIRST_MAIL_CHANGES',
      'STEP_MOVES',
    ]);
  });
  it('tell one lane losing and one gaining a recipient', () => {
    const list = buildList('CUSTOM', 'ann:1', 'bob:1', 'cas:2', 'dan:2');
    const found = foresee(list, { kind: 'move', key: 'bob', to: { kind: 'lane', step: 2 } });
    assert.deepEqual(
      found
        .filter((one) => one.code.includes('PARALLEL'))
        .map((one) => [one.code, one.facts['step']]),
      [
        ['JOINS_PARALLEL_STEP', 2],
        ['STEP_NO_LONGER_PARALLEL', 1],
      ],
    );
  });
  it('do not call a parallel workflow newly parallel when one is taken out of it', () => {
    const list = buildList('PARALLEL', 'ann', 'bob', 'cas');
    const found = foresee(list, { kind: 'move', key: 'cas', to: { kind: 'end' } });
    assert.deepEqual(listCodes(found), ['TYPE_CHANGES', 'FIRST_MAIL_CHANGES']);
  });
  it('warn of the same person twice, of a placeholder and of mails switched off', () => {
    const twin = { ...person('dana'), email: 'Chris@Example.test', notifies: false };
    const found = foresee(TWO, { kind: 'add', recipient: twin, to: { kind: 'end' } });
    assert.deepEqual(listCodes(found), ['NEVER_MAILED', 'SAME_PERSON_TWICE']);
    const tenant = { ...person('tenant'), kind: 'placeholder' as const, email: null };
    const place = foresee(TWO, { kind: 'add', recipient: tenant, to: { kind: 'end' } });
    assert.deepEqual(listCodes(place), ['WAITS_FOR_PLACEHOLDER']);
  });
  it('say what an individual workflow does to roles and fields', () => {
    const list: RecipientList = {
      type: 'SERIAL',
      recipients: TWO.recipients.map((one) =>
        one.key === 'craig' ? { ...one, role: 'REVIEWER' } : one,
      ),
    };
    const found = foresee(list, { kind: 'set-type', type: 'INDIVIDUAL' });
    assert.deepEqual(listCodes(found), [
      'FIELDS_REMOVED',
      'TYPE_CHANGES',
      'FIRST_MAIL_CHANGES',
      'ROLES_MADE_ALIKE',
    ]);
  });
  it('say who is mailed when somebody whose turn it is gets replaced', () => {
    const running: Workflow = buildWorkflow(
      {
        type: 'SERIAL',
        recipients: TWO.recipients.map((one) => ({
          ...one,
          status: one.order === 1 ? 'IN_PROGRESS' : 'UN_PROCESSED',
        })),
      },
      { stage: 'shared' },
    );
    const by = { kind: 'person', name: 'Zoe', email: 'zoe@example.test' } as const;
    const first = foreseeCommand(running, { kind: 'replace', key: 'chris', by });
    assert.deepEqual(first.ok && first.consequences, [
      { code: 'TAKES_OVER', facts: { from: 'chris', to: 'Zoe', mails: 2 } },
    ]);
    const later = foreseeCommand(running, { kind: 'replace', key: 'craig', by });
    assert.deepEqual(later.ok && later.consequences[0]?.facts['mails'], 0);
  });
  it('are none when nothing changes', () => {
    assert.deepEqual(listConsequences(buildWorkflow(TWO), buildWorkflow(TWO)), []);
  });
});
