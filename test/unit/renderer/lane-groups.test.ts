// Lanes drawn together: nothing lost, pieces of a bearable size, and a change that stays where it happened.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { groupLanes, readLaneKey } from '../../../src-renderer/features/builder/lane-groups.ts';
import { listLanes } from '../../../src-shared/domain/workflow/model.ts';
import { buildList } from '../../builders/workflow-builder.ts';
import { SEED } from '../workflow/arbitrary-lists.ts';
import type { Lane } from '../../../src-shared/domain/workflow/model.ts';

const LANES = 300;
const arbitraryKeys = fc.uniqueArray(fc.uuid(), { minLength: LANES, maxLength: LANES });

function writeGroups(lanes: readonly Lane[]): readonly string[] {
  return groupLanes(lanes).map((group) => group.map(readLaneKey).join(' '));
}

function takeOut(lanes: readonly Lane[], place: number): readonly Lane[] {
  return lanes.toSpliced(place, 1).map((lane, index) => ({ ...lane, index: index + 1 }));
}

describe('lanes drawn together', () => {
  it('are all the lanes in their order, at most eight a group', () => {
    fc.assert(
      fc.property(arbitraryKeys, (keys) => {
        const lanes = listLanes(buildList('SERIAL', ...keys));
        const groups = groupLanes(lanes);
        assert.deepEqual(groups.flat(), lanes);
        assert.ok(groups.every((group) => group.length <= 8));
        assert.ok(groups.length <= LANES / 2, `${groups.length} groups`);
      }),
      { seed: SEED, numRuns: 30 },
    );
  });
  it('are the same groups but for a few when a lane goes', () => {
    fc.assert(
      fc.property(arbitraryKeys, fc.integer({ min: 0, max: LANES - 1 }), (keys, place) => {
        const lanes = listLanes(buildList('SERIAL', ...keys));
        const before = new Set(writeGroups(lanes));
        const others = writeGroups(takeOut(lanes, place)).filter((group) => !before.has(group));
        assert.ok(others.length <= 8, `${others.length} groups are others`);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
  it('are no groups where there are no lanes', () => {
    assert.deepEqual(groupLanes([]), []);
  });
});
