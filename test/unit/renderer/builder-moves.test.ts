// Where a card can go: menu, keys and number field lead to the same commands.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  createMove,
  findDirectedTarget,
  findLaneTarget,
  findNeighbour,
  listCompanions,
  readLaneIndex,
} from '../../../src-renderer/features/builder/move-choices.ts';
import { applyCommand } from '../../../src-shared/domain/workflow/commands.ts';
import { buildList, buildWorkflow, writeList } from '../../builders/workflow-builder.ts';
import type { MoveDirection } from '../../../src-renderer/features/builder/move-choices.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';

function move(list: RecipientList, key: string, direction: MoveDirection): readonly string[] {
  const to = findDirectedTarget(list, key, direction);
  assert.ok(to, `${direction} leads somewhere`);
  const result = applyCommand(buildWorkflow(list), createMove(key, to));
  assert.ok(result.ok);
  return writeList(result.workflow);
}

describe('moving a card in a direction', () => {
  it('swaps with the neighbour in a sequence, which stays one', () => {
    const list = buildList('SERIAL', 'ann', 'bob', 'cas');
    assert.deepEqual(move(list, 'bob', 'earlier'), ['SERIAL', 'bob:1', 'ann:2', 'cas:3']);
    assert.deepEqual(move(list, 'bob', 'later'), ['SERIAL', 'ann:1', 'cas:2', 'bob:3']);
  });
  it('first leaves a shared lane for a step of its own', () => {
    const list = buildList('CUSTOM', 'ann:1', 'bob:1', 'cas:2');
    assert.deepEqual(move(list, 'bob', 'later'), ['CUSTOM', 'ann:1', 'bob:2', 'cas:3']);
    assert.deepEqual(move(list, 'bob', 'earlier'), ['CUSTOM', 'ann:2', 'bob:1', 'cas:3']);
  });
  it('joins the lane beside it', () => {
    const list = buildList('SERIAL', 'ann', 'bob', 'cas');
    assert.deepEqual(move(list, 'cas', 'joinBefore'), ['CUSTOM', 'ann:1', 'bob:2', 'cas:2']);
    assert.deepEqual(move(list, 'ann', 'joinAfter'), ['CUSTOM', 'ann:1', 'bob:1', 'cas:2']);
  });
  it('leads nowhere past the ends, nor in individual copies', () => {
    const list = buildList('SERIAL', 'ann', 'bob');
    assert.equal(findDirectedTarget(list, 'ann', 'earlier'), null);
    assert.equal(findDirectedTarget(list, 'ann', 'joinBefore'), null);
    assert.equal(findDirectedTarget(list, 'bob', 'later'), null);
    assert.equal(findDirectedTarget(list, 'bob', 'joinAfter'), null);
    assert.equal(findDirectedTarget(buildList('INDIVIDUAL', 'ann', 'bob'), 'ann', 'later'), null);
    assert.equal(findDirectedTarget(list, 'nobody', 'later'), null);
  });
});

describe('moving a card to a lane by its number', () => {
  it('counts lanes, not step numbers, where the service kept gaps', () => {
    const list = buildList('CUSTOM', 'ann:1', 'bob:4', 'cas:9');
    assert.deepEqual(findLaneTarget(list, 2, 'lane'), { kind: 'lane', step: 4 });
    assert.deepEqual(findLaneTarget(list, 2, 'before'), { kind: 'after', step: 1 });
    assert.deepEqual(findLaneTarget(list, 1, 'before'), { kind: 'after', step: 0 });
    assert.deepEqual(findLaneTarget(list, 4, 'lane'), { kind: 'end' });
    assert.equal(findLaneTarget(list, 5, 'lane'), null);
    assert.equal(findLaneTarget(list, 0, 'lane'), null);
  });
  it('never leads to a refusal, and into a lane always brings the card there', () => {
    const steps = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(steps, fc.nat(), fc.nat(), (numbers, who, where) => {
        const least = Math.min(...numbers);
        const entries = numbers.map((step, place) => `p${place}:${step - least + 1}`);
        const list = buildList('CUSTOM', ...entries);
        const key = `p${who % numbers.length}`;
        const goal = `p${where % numbers.length}`;
        const to = findLaneTarget(list, readLaneIndex(list, goal), 'lane');
        assert.ok(to);
        const result = applyCommand(buildWorkflow(list), createMove(key, to));
        assert.ok(result.ok);
        const after = result.workflow;
        assert.equal(readLaneIndex(after, key), readLaneIndex(after, goal));
      }),
    );
  });
});

describe('walking over the cards', () => {
  const list = buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:2', 'dee:3');
  it('goes within a lane and to the nearest card beside it', () => {
    assert.equal(findNeighbour(list, 'bob', 'down'), 'cas');
    assert.equal(findNeighbour(list, 'cas', 'left'), 'ann');
    assert.equal(findNeighbour(list, 'cas', 'right'), 'dee');
    assert.equal(findNeighbour(list, 'cas', 'first'), 'ann');
    assert.equal(findNeighbour(list, 'ann', 'last'), 'dee');
    assert.equal(findNeighbour(list, 'ann', 'left'), null);
  });
  it('knows who acts together', () => {
    assert.deepEqual(listCompanions(list, 'bob'), ['cas']);
    assert.deepEqual(listCompanions(list, 'ann'), []);
  });
});
