import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  belongsToView,
  dropLeftRows,
  findNews,
  findNextToDecide,
  patchRows,
} from '../../../src-renderer/features/inbox/list-rows.ts';
import { stepFrom } from '../../../src-renderer/ui/step-from.ts';
import { buildInboxRow, buildOverlay } from '../../builders/inbox-row-builder.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';

const rows = (count: number): InboxRow[] =>
  Array.from({ length: count }, (_, n) => buildInboxRow(n));
const keyOf = (n: number) => buildInboxRow(n).key;

describe('rows of the open list', () => {
  it('stay in place when they change', () => {
    const fresh = buildInboxRow(1, { overlay: buildOverlay() });
    const patched = patchRows(rows(3), [fresh]);
    assert.deepEqual(
      patched.map((row) => row.key),
      [keyOf(0), keyOf(1), keyOf(2)],
    );
    assert.equal(patched[1], fresh);
  });
  it('stay in a view of undecided ones while their decision is on its way, and leave when it is settled', () => {
    assert.ok(belongsToView('pending', buildInboxRow(1, { overlay: buildOverlay() })));
    assert.ok(!belongsToView('pending', buildInboxRow(1, { state: 'approved' })));
    assert.ok(belongsToView('approved', buildInboxRow(1, { state: 'approved' })));
    assert.ok(!belongsToView('queued', buildInboxRow(1)));
  });
  it('are never taken from under the person', () => {
    const list = [buildInboxRow(0, { state: 'approved' }), buildInboxRow(1, { state: 'approved' })];
    const kept = dropLeftRows(list, 'pending', (key) => key === keyOf(1));
    assert.deepEqual(
      kept.map((row) => row.key),
      [keyOf(1)],
    );
  });
});

describe('news', () => {
  it('is at the end when all new rows come after the known ones', () => {
    assert.deepEqual(findNews(rows(2), rows(4)), { keys: [keyOf(2), keyOf(3)], isAllAtEnd: true });
  });
  it('is not at the end when one comes between', () => {
    const page = [buildInboxRow(9), ...rows(2)];
    assert.deepEqual(findNews(rows(2), page), { keys: [keyOf(9)], isAllAtEnd: false });
  });
  it('is none when nothing is new', () => {
    assert.deepEqual(findNews(rows(2), rows(2)), { keys: [], isAllAtEnd: false });
  });
});

describe('the next to decide', () => {
  it('is the next one that can be decided', () => {
    const list = rows(4).with(2, buildInboxRow(2, { overlay: buildOverlay() }));
    assert.equal(findNextToDecide(list, keyOf(1), new Set()), keyOf(3));
  });
  it('is the one before at the end of the list', () => {
    assert.equal(findNextToDecide(rows(3), keyOf(2), new Set()), keyOf(1));
  });
  it('is none when all is decided', () => {
    assert.equal(findNextToDecide(rows(1), keyOf(0), new Set()), null);
  });
});

describe('moving', () => {
  it('stops at both ends', () => {
    assert.equal(stepFrom(rows(3), keyOf(2), 1), keyOf(2));
    assert.equal(stepFrom(rows(3), keyOf(0), -5), keyOf(0));
    assert.equal(stepFrom(rows(3), keyOf(0), Number.MAX_SAFE_INTEGER), keyOf(2));
  });
  it('starts at the first or the last from nowhere', () => {
    assert.equal(stepFrom(rows(3), null, 1), keyOf(0));
    assert.equal(stepFrom(rows(3), null, -1), keyOf(2));
    assert.equal(stepFrom([], null, 1), null);
  });
});
