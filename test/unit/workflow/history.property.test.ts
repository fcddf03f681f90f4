import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { WorkflowCommand } from '../../../src-shared/domain/workflow/commands.ts';
import { applyCommand } from '../../../src-shared/domain/workflow/commands.ts';
import { foreseeCommand } from '../../../src-shared/domain/workflow/consequences.ts';
import { listDifferences } from '../../../src-shared/domain/workflow/difference.ts';
import type { WorkflowHistory } from '../../../src-shared/domain/workflow/history.ts';
import {
  MAX_HISTORY_STEPS,
  createHistory,
  doCommand,
  redoCommand,
  undoCommand,
} from '../../../src-shared/domain/workflow/history.ts';
import type { LaneTarget } from '../../../src-shared/domain/workflow/lane-steps.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import { RECIPIENT_ROLES, WORKFLOW_TYPES } from '../../../src-shared/domain/workflow/model.ts';
import { findListProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { buildList, buildWorkflow } from '../../builders/workflow-builder.ts';
import { SEED, arbitraryPair } from './arbitrary-lists.ts';

const arbitraryTarget: fc.Arbitrary<LaneTarget> = fc.oneof(
  fc.record({ kind: fc.constant('lane' as const), step: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('after' as const), step: fc.integer({ min: 0, max: 6 }) }),
  fc.constant({ kind: 'end' as const }),
);
const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h');
const who = {
  kind: fc.constantFrom('person' as const, 'group' as const),
  name: fc.constantFrom('Zoe', 'Legal', ' '),
  email: fc.constantFrom(null, 'zoe@example.test'),
};
const arbitraryCommand: fc.Arbitrary<WorkflowCommand> = fc.oneof(
  fc.record({
    kind: fc.constant('add' as const),
    recipient: fc.record({
      ...who,
      key: fc.constantFrom('p', 'q', 'r', 's', 't', 'u'),
      role: fc.constantFrom(...RECIPIENT_ROLES),
      notifies: fc.boolean(),
    }),
    to: arbitraryTarget,
  }),
  fc.record({ kind: fc.constant('move' as const), key, to: arbitraryTarget }),
  fc.record({ kind: fc.constant('act-together' as const), key, withKey: key }),
  fc.record({ kind: fc.constant('set-position' as const), key, order: fc.nat(9) }),
  fc.record({ kind: fc.constant('remove' as const), key }),
  fc.record({
    kind: fc.constant('set-role' as const),
    key,
    role: fc.constantFrom(...RECIPIENT_ROLES),
  }),
  fc.record({ kind: fc.constant('set-mails' as const), key, notifies: fc.boolean() }),
  fc.record({ kind: fc.constant('rename' as const), key, name: fc.constantFrom('Ann', '') }),
  fc.record({ kind: fc.constant('set-type' as const), type: fc.constantFrom(...WORKFLOW_TYPES) }),
  fc.record({ kind: fc.constant('replace' as const), key, by: fc.record(who) }),
  fc.record({ kind: fc.constant('close-gaps' as const) }),
);
const arbitraryList: fc.Arbitrary<RecipientList> = fc
  .boolean()
  .chain((isDense) => arbitraryPair(8, isDense).map((pair) => pair.base));

describe('commands in any order', () => {
  it('leave a legal list, and undo and redo lead back and forth exactly', (t) => {
    const tally = { done: 0, refused: 0 };
    fc.assert(
      fc.property(
        arbitraryList,
        fc.array(arbitraryCommand, { minLength: 12, maxLength: 25 }),
        (list, commands) => {
          let history: WorkflowHistory = createHistory(buildWorkflow(list));
          const pictures = [history.present];
          for (const command of commands) {
            const result = doCommand(history, command);
            tally[result.ok ? 'done' : 'refused'] += 1;
            if (result.ok) {
              history = result.history;
              pictures.push(history.present);
              assert.equal(findListProblem(history.present), null, JSON.stringify(command));
            }
          }
          const end = history;
          for (const picture of pictures.toReversed()) {
            assert.deepEqual(history.present, picture);
            history = undoCommand(history);
          }
          assert.equal(undoCommand(history), history);
          for (const picture of pictures) {
            assert.deepEqual(history.present, picture);
            history = redoCommand(history);
          }
          assert.deepEqual(history, end);
        },
      ),
      { seed: SEED, numRuns: 1000 },
    );
    assert.ok(tally.done > 2000, 'too few commands took effect');
    t.diagnostic(`seed ${SEED}: ${tally.done} commands done, ${tally.refused} refused`);
  });

  it('name every change they make, and none where they make none', () => {
    fc.assert(
      fc.property(arbitraryList, arbitraryCommand, (list, command) => {
        const workflow = buildWorkflow(list);
        const result = applyCommand(workflow, command);
        const foresight = foreseeCommand(workflow, command);
        assert.equal(foresight.ok, result.ok);
        if (!result.ok) return;
        const differences = listDifferences(workflow, result.workflow);
        const isSame = JSON.stringify(workflow) === JSON.stringify(result.workflow);
        assert.equal(differences.length === 0, isSame, JSON.stringify(differences));
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });
});

describe('a history', () => {
  it('forgets what was undone once something else is done', () => {
    const start = createHistory(buildWorkflow(buildList('SERIAL', 'a', 'b')));
    const one = doCommand(start, { kind: 'remove', key: 'a' });
    assert.ok(one.ok);
    const other = doCommand(undoCommand(one.history), { kind: 'remove', key: 'b' });
    assert.ok(other.ok);
    assert.equal(redoCommand(other.history), other.history);
  });
  it('keeps the last steps when there are very many', () => {
    let history = createHistory(buildWorkflow(buildList('SERIAL', 'a', 'b')));
    for (let count = 0; count < MAX_HISTORY_STEPS + 5; count += 1) {
      const result = doCommand(history, { kind: 'set-position', key: 'a', order: (count % 2) + 1 });
      assert.ok(result.ok);
      history = result.history;
    }
    assert.equal(history.done.length, MAX_HISTORY_STEPS);
  });
  it('survives being saved', () => {
    const start = createHistory(buildWorkflow(buildList('SERIAL', 'a', 'b')));
    const result = doCommand(start, { kind: 'remove', key: 'a' });
    assert.ok(result.ok);
    assert.deepEqual(JSON.parse(JSON.stringify(result.history)), result.history);
  });
});
