// Lane templates: saved without anything of the package, and put onto another one as one step.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  applyTemplate,
  createTemplateLanes,
} from '../../../src-renderer/features/builder/lane-templates.ts';
import { createHistory, undoCommand } from '../../../src-shared/domain/workflow/history.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import { buildList, buildRecipient, buildWorkflow } from '../../builders/workflow-builder.ts';
import type { LaneTemplate } from '../../../src-shared/contract/package-view.ts';
import type { RecipientList, WorkflowType } from '../../../src-shared/domain/workflow/model.ts';

function buildTemplate(list: RecipientList): LaneTemplate {
  return { id: 't', title: 'Usual', type: list.type, lanes: createTemplateLanes(list) };
}

function namesOf(list: RecipientList): readonly (readonly string[])[] {
  return listLanes(list).map((lane) => lane.recipients.map((one) => one.name));
}

function apply(before: RecipientList, template: LaneTemplate, over = {}) {
  let count = 0;
  const createKey = () => {
    count += 1;
    return `new:${count}`;
  };
  return applyTemplate(createHistory(buildWorkflow(before, over)), template, createKey);
}

describe('lane templates', () => {
  it('keep who, role and mails, and nothing of the package', () => {
    const list = buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:2');
    const [first, second] = createTemplateLanes(list);
    assert.deepEqual(first, [
      { kind: 'person', name: 'ann', email: 'ann@example.test', role: 'SIGNER', notifies: true },
    ]);
    assert.equal(second?.length, 2);
  });

  it('leave seals out, and a lane that has nothing else', () => {
    const list = buildList('CUSTOM', 'ann:1', 'house:1', 'deed:2', 'bob:3');
    const recipients = list.recipients.map((one) =>
      ['house', 'deed'].includes(one.key)
        ? { ...one, kind: 'seal' as const, email: null, role: 'ELECTRONIC_SEAL' as const }
        : one,
    );
    const lanes = createTemplateLanes({ ...list, recipients });
    assert.deepEqual(
      lanes.map((lane) => lane.map((entry) => entry.name)),
      [['ann'], ['bob']],
    );
  });

  for (const type of ['SERIAL', 'CUSTOM', 'PARALLEL', 'INDIVIDUAL'] satisfies WorkflowType[]) {
    it(`bring another package into the same lanes (${type})`, () => {
      const wanted =
        type === 'CUSTOM'
          ? buildList(type, 'cas:1', 'ann:1', 'dee:2')
          : buildList(type, 'cas', 'ann', 'dee');
      const result = apply(buildList('SERIAL', 'ann', 'bob', 'cas'), buildTemplate(wanted));
      assert.ok(result.ok);
      const { present, done } = result.history;
      assert.equal(present.type, type);
      assert.deepEqual(
        namesOf(present).map((lane) => lane.toSorted()),
        namesOf(wanted).map((lane) => lane.toSorted()),
      );
      assert.equal(done.length, 1);
      assert.deepEqual(namesOf(undoCommand(result.history).present), [['ann'], ['bob'], ['cas']]);
      // Whoever was there keeps his entry, and with it his fields.
      assert.deepEqual(
        present.recipients
          .map((one) => one.key)
          .filter((key) => !key.startsWith('new:'))
          .toSorted(),
        ['ann', 'cas'],
      );
    });
  }

  it('leave everything as it was when the package forbids a role', () => {
    const editor = {
      type: 'SERIAL' as const,
      recipients: [buildRecipient({ key: 'dee', role: 'EDITOR' })],
    };
    const result = apply(buildList('SERIAL', 'ann'), buildTemplate(editor), {
      documentTypes: ['XML'],
    });
    assert.equal(result.ok ? null : result.problem.code, 'ROLE_NOT_FOR_XML');
  });
});
