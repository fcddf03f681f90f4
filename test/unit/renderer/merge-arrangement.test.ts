import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mergeArrangement } from '../../../src-renderer/features/builder/merge-arrangement.ts';
import { adoptKeys } from '../../../src-renderer/features/builder/start-arrangement.ts';
import { applyCommand } from '../../../src-shared/domain/workflow/commands.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import { buildList, buildWorkflow } from '../../builders/workflow-builder.ts';
import type { Recipient, Workflow } from '../../../src-shared/domain/workflow/model.ts';

function build(type: Workflow['type'], ...entries: readonly string[]): Workflow {
  return buildWorkflow(buildList(type, ...entries));
}

function readLanes(workflow: Workflow): readonly string[] {
  return listLanes(workflow).map(({ recipients }) => recipients.map(readKey).join('+'));
}

function readKey({ key }: Recipient): string {
  return key;
}

const BEGAN = build('SERIAL', 'ann:1', 'bob:2', 'cas:3');

describe('a kept arrangement over a changed list', () => {
  const moved = applyCommand(BEGAN, { kind: 'move', key: 'cas', to: { kind: 'lane', step: 2 } });
  assert.ok(moved.ok);
  const mine = moved.workflow;

  it('takes in whom others added, behind those who act before them', () => {
    const now = build('SERIAL', 'ann:1', 'nova:2', 'bob:3', 'cas:4');
    const { merged, takenIn } = mergeArrangement(mine, BEGAN, now);
    assert.deepEqual(takenIn.map(readKey), ['nova']);
    assert.deepEqual(readLanes(merged), ['ann', 'nova', 'bob+cas']);
    assert.deepEqual(
      merged.recipients.map(({ order }) => order),
      [1, 2, 3, 4],
    );
  });

  it('puts an addition beside whom it acts together with', () => {
    const now = build('CUSTOM', 'ann:1', 'bob:2', 'cas:3', 'nova:1');
    assert.deepEqual(readLanes(mergeArrangement(mine, BEGAN, now).merged), ['ann+nova', 'bob+cas']);
  });

  it('changes nothing about the one taken in, so that no call is made for it', () => {
    const now = build('SERIAL', 'ann:1', 'bob:2', 'cas:3', 'nova:4');
    const { merged } = mergeArrangement(mine, BEGAN, now);
    const [taken, theirs] = [merged, now].map(({ recipients }) =>
      recipients.find(({ key }) => key === 'nova'),
    );
    assert.deepEqual([taken?.role, taken?.notifies], [theirs?.role, theirs?.notifies]);
  });

  it('names whom others took out and the arrangement would add again', () => {
    const now = build('SERIAL', 'bob:1', 'cas:2');
    const { broughtBack, takenIn } = mergeArrangement(mine, BEGAN, now);
    assert.deepEqual([broughtBack.map(readKey), takenIn], [['ann'], []]);
  });

  it('takes in a seal as it is, at the end, though no command adds one', () => {
    const nova = build('SERIAL', 'ann:1', 'bob:2', 'cas:3', 'nova:4');
    const recipients = nova.recipients.map((one) =>
      one.key === 'nova'
        ? { ...one, kind: 'seal' as const, email: null, role: 'ELECTRONIC_SEAL' as const }
        : one,
    );
    const now = { ...nova, recipients };
    const { merged, takenIn } = mergeArrangement(mine, BEGAN, now);
    assert.deepEqual(takenIn.map(readKey), ['nova']);
    const { kind, role, order } = merged.recipients.at(-1) ?? {};
    assert.deepEqual([kind, role, order], ['seal', 'ELECTRONIC_SEAL', 4]);
  });

  it('takes nobody in twice who was added on both sides', () => {
    const now = build('SERIAL', 'ann:1', 'bob:2', 'cas:3', 'nova:4');
    const own = build('SERIAL', 'ann:1', 'bob:2', 'cas:3', 'nova:4');
    const present = { ...own, ...adoptKeys(own, now) };
    assert.deepEqual(mergeArrangement(present, BEGAN, now).takenIn, []);
  });
});
