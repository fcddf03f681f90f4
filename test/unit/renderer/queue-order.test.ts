import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  pickFocus,
  pickNeighbour,
  splitByToday,
} from '../../../src-renderer/features/queue/entry-order.ts';
import { followDrain, readDrainPlace } from '../../../src-renderer/features/queue/follow-drain.ts';
import { buildQueueEntry } from '../../builders/queue-entry-builder.ts';
import type { ShownEntry, ShownSection } from '../../../src-renderer/features/queue/entry-order.ts';
import type { QueueCounts } from '../../../src-shared/contract/desk-status.ts';

const list = (text: string): readonly ShownEntry[] =>
  text
    .split(' ')
    .filter((part) => part !== '')
    .map((part) => ({
      opId: part,
      section: ({ a: 'attention', w: 'waiting', d: 'doneToday' } as const)[
        part[0] as 'a' | 'w' | 'd'
      ],
    }));
const moved = (entries: readonly ShownEntry[], opId: string, section: ShownSection) => [
  ...entries.filter((entry) => entry.opId !== opId),
  { opId, section },
];

describe('the focus in the queue', () => {
  const before = list('a1 w1 w2 w3 d1');

  it('stays on its entry while that stays in its section', () => {
    assert.equal(pickFocus(before, list('a1 w3 w2 w1'), 'w2'), 'w2');
  });

  it('goes to the next entry of the section when its own leaves', () => {
    assert.equal(pickFocus(before, moved(before, 'w2', 'doneToday'), 'w2'), 'w3');
  });

  it('goes to the one before when the last of the section leaves', () => {
    assert.equal(pickFocus(before, moved(before, 'w3', 'doneToday'), 'w3'), 'w2');
  });

  it('follows the only entry of a section', () => {
    assert.equal(pickFocus(before, moved(before, 'a1', 'doneToday'), 'a1'), 'a1');
  });

  it('is on an entry that is shown, whenever one is', () => {
    const entries = fc
      .uniqueArray(fc.constantFrom('a1', 'a2', 'w1', 'w2', 'w3', 'd1', 'd2'), { maxLength: 7 })
      .map((ids) => list(ids.join(' ')));
    fc.assert(
      fc.property(entries, entries, fc.nat(), (from, to, at) => {
        fc.pre(from.length > 0);
        const picked = pickFocus(from, to, from[at % from.length]?.opId ?? '');
        assert.equal(picked === null, to.length === 0);
        if (picked !== null) assert.ok(to.some(({ opId }) => opId === picked));
      }),
    );
  });

  it('moves by key and stops at the ends', () => {
    assert.equal(pickNeighbour(before, 'w1', 1), 'w2');
    assert.equal(pickNeighbour(before, 'a1', -1), 'a1');
    assert.equal(pickNeighbour(before, 'w1', Number.POSITIVE_INFINITY), 'd1');
    assert.equal(pickNeighbour([], null, 1), null);
  });
});

describe('what is done', () => {
  it('is split at local midnight', () => {
    const nowMs = new Date(2026, 2, 3, 0, 30).getTime();
    const at = (minutes: number) =>
      buildQueueEntry({ restedAt: new Date(nowMs + minutes * 60_000).toISOString() });
    const [fresh, old] = [at(-29), at(-31)];
    assert.deepEqual(splitByToday([fresh, old], nowMs), { today: [fresh], earlier: [old] });
  });
});

describe('"Sending 2 of 4"', () => {
  const counts = (waiting: number, sending: number): QueueCounts => ({
    held: 0,
    waiting,
    sending,
    checking: 0,
    blocked: 0,
    needsYou: 0,
    sentToday: 0,
  });

  it('counts from the start of the run, and grows when more is decided', () => {
    const first = followDrain(null, counts(3, 1), true, 0);
    assert.deepEqual(first && [readDrainPlace(first), first.total], [1, 4]);
    const second = followDrain(first, counts(2, 1), true, 100);
    assert.deepEqual(second && [readDrainPlace(second), second.total], [2, 4]);
    const third = followDrain(second, counts(4, 1), true, 200);
    assert.deepEqual(third && [readDrainPlace(third), third.total], [2, 6]);
  });

  it('survives the moment between two items, and ends when nothing moves or may move', () => {
    const run = followDrain(null, counts(3, 1), true, 0);
    assert.notEqual(followDrain(run, counts(3, 0), true, 1000), null);
    assert.equal(followDrain(run, counts(3, 0), true, 60_000), null);
    assert.equal(followDrain(run, counts(3, 1), false, 100), null);
    assert.equal(followDrain(run, counts(0, 0), true, 100), null);
  });

  it('does not begin before something is sent', () => {
    assert.equal(followDrain(null, counts(5, 0), true, 0), null);
  });
});
