import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { listReadings, narrowKnowledge } from '../../../src-shared/domain/workflow/assumptions.ts';
import {
  packKnowledge,
  packLearned,
  unpackKnowledge,
} from '../../../src-shared/domain/workflow/pack-knowledge.ts';
import type { Knowledge } from '../../../src-shared/domain/workflow/assumptions.ts';

const everything = listReadings();

describe('packed knowledge', () => {
  it('comes back reading by reading in the same order, so that a plan is the same', () => {
    fc.assert(
      fc.property(fc.subarray([...everything], { minLength: 1 }), (kept) => {
        const [first, ...rest] = kept;
        assert.ok(first !== undefined);
        const knowledge: Knowledge = [first, ...rest];
        assert.deepEqual(unpackKnowledge(packKnowledge(knowledge)), knowledge);
      }),
      { numRuns: 20 },
    );
  });

  it('is nothing at all before anything is learned, and shrinks as more is', () => {
    assert.equal(packLearned(everything), null);
    assert.deepEqual(unpackKnowledge(null), everything);
    const call = { kind: 'reorder', order: 1, to: 2 } as const;
    const learned = narrowKnowledge(call, everything, (world) => world.reorderMeaning === 'move');
    const packed = packLearned(learned);
    assert.ok(packed !== null && packed.length < 20_000, String(packed?.length));
    assert.deepEqual(unpackKnowledge(packed), learned);
  });

  it('begins anew when a switch is not known any more', () => {
    const stale = JSON.stringify({ switches: ['gone'], readings: ['0'] });
    assert.deepEqual(unpackKnowledge(stale), everything);
  });
});
