import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  EMPTY_SELECTION,
  SELECTION_LIMIT,
  changeSelection,
} from '../../../src-renderer/features/inbox/selection.ts';
import type { Selection, SelectionChange } from '../../../src-renderer/features/inbox/selection.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

const key = (n: number) => `account/${n}` as RequestKey;
const list = (count: number) => Array.from({ length: count }, (_, index) => key(index));

function run(changes: readonly SelectionChange[], order = list(10)): Selection {
  return changes.reduce(
    (selection, change) => changeSelection(selection, change, order),
    EMPTY_SELECTION,
  );
}

describe('selecting rows', () => {
  it('toggles one row on and off', () => {
    assert.deepEqual([...run([{ kind: 'toggle', key: key(3) }]).keys], [key(3)]);
    assert.equal(
      run([
        { kind: 'toggle', key: key(3) },
        { kind: 'toggle', key: key(3) },
      ]).keys.size,
      0,
    );
  });
  it('extends from where it started, both ways', () => {
    const down = run([
      { kind: 'toggle', key: key(3) },
      { kind: 'extend', to: key(5) },
    ]);
    assert.deepEqual([...down.keys].toSorted(), [key(3), key(4), key(5)]);
    const up = changeSelection(down, { kind: 'extend', to: key(2) }, list(10));
    assert.deepEqual([...up.keys].toSorted(), [key(2), key(3), key(4), key(5)]);
  });
  it('selects all shown, and no more than one bulk decision takes', () => {
    assert.equal(run([{ kind: 'all' }], list(20)).keys.size, 20);
    assert.equal(run([{ kind: 'all' }], list(900)).keys.size, SELECTION_LIMIT);
  });
  it('keeps only the rows that failed after a bulk decision', () => {
    const selection = run([{ kind: 'all' }, { kind: 'keep', keys: [key(4)] }]);
    assert.deepEqual([...selection.keys], [key(4)]);
  });
  it('never selects a row that is not shown, whatever is done', () => {
    const anyKey = fc.integer({ min: 0, max: 30 }).map(key);
    const anyChange: fc.Arbitrary<SelectionChange> = fc.oneof(
      anyKey.map((one) => ({ kind: 'toggle' as const, key: one })),
      anyKey.map((one) => ({ kind: 'extend' as const, to: one })),
      fc.constant({ kind: 'all' as const }),
      fc.constant({ kind: 'clear' as const }),
      fc.array(anyKey).map((keys) => ({ kind: 'keep' as const, keys })),
    );
    fc.assert(
      fc.property(
        fc.array(anyChange, { maxLength: 30 }),
        fc.integer({ min: 0, max: 20 }),
        (changes, count) => {
          const order = list(count);
          const { keys } = run(changes, order);
          for (const one of keys) assert.ok(order.includes(one));
        },
      ),
    );
  });
});
