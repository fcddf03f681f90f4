import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSystemRandom } from '../../src-main/engine/world.ts';

test('ids of version 7 are well formed, sort by their time and do not repeat', () => {
  const random = createSystemRandom();
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  const time = fc.integer({ min: 0, max: 2 ** 47 });
  fc.assert(
    fc.property(time, time, (one, other) => {
      const [first, second] = [random.uuidV7(one), random.uuidV7(other)];
      assert.match(first, form);
      assert.notEqual(first, second);
      assert.equal(Number.parseInt(first.replace('-', '').slice(0, 12), 16), one);
      if (one < other) assert.ok(first < second);
    }),
  );
});
