import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listOwners, toggleOwner } from '../../../src-renderer/features/settings/list-owners.ts';
import {
  NOTHING_RECORDED,
  bindChord,
  isReservedChord,
  listKeyLosers,
  readRecording,
  recordStep,
  resetBinding,
} from '../../../src-renderer/features/settings/record-chord.ts';
import { readWholeNumber } from '../../../src-renderer/ui/read-whole-number.ts';

describe('recording a key', () => {
  const settings = { letterKeys: true, keyBindings: {} };

  it('makes a sequence of two characters pressed one after the other', () => {
    const first = recordStep(NOTHING_RECORDED, 'G', 1000);
    assert.equal(readRecording(recordStep(first, 'I', 1800)), 'G I');
    assert.equal(readRecording(recordStep(first, 'I', 4000)), 'I');
    assert.equal(readRecording(recordStep(first, 'Mod+K', 1100)), 'Mod+K');
    assert.equal(readRecording(NOTHING_RECORDED), null);
  });

  it('keeps the keys that move the focus and close things', () => {
    assert.ok(isReservedChord('Tab'));
    assert.ok(isReservedChord('Escape'));
    assert.ok(!isReservedChord('Delete'));
  });

  it('names every command that would lose its key, also those behind a sequence', () => {
    assert.deepEqual(listKeyLosers('decision.approve', 'D', settings), ['decision.decline']);
    assert.deepEqual(listKeyLosers('decision.approve', 'G', settings), [
      'go.inbox',
      'go.queue',
      'go.workflows',
      'go.settings',
    ]);
    assert.deepEqual(listKeyLosers('decision.approve', 'Mod+Shift+Y', settings), []);
  });

  it('takes a key over and gives one back', () => {
    const bound = bindChord({}, 'decision.approve', 'D', ['decision.decline']);
    assert.deepEqual(bound, { 'decision.approve': 'D', 'decision.decline': '' });
    assert.deepEqual(resetBinding(bound, 'decision.decline'), { 'decision.approve': 'D' });
  });
});

describe('the owners', () => {
  const counts = [
    { owner: 'Sales', pending: 2 },
    { owner: 'Legal', pending: 9 },
  ];

  it('stand with the chosen ones first, also those without requests', () => {
    const rows = listOwners(counts, { ownersMine: ['Sales'], ownersTeam: ['Gone'] });
    assert.deepEqual(
      rows.map(({ owner, isMine, isTeam }) => [owner, isMine, isTeam]),
      [
        ['Sales', true, false],
        ['Gone', false, true],
        ['Legal', false, false],
      ],
    );
  });

  it('do not move when one is ticked', () => {
    const none = { ownersMine: [], ownersTeam: [] };
    const rows = listOwners(counts, { ...none, ownersMine: ['Sales'] }, none);
    assert.deepEqual(
      rows.map(({ owner }) => owner),
      ['Legal', 'Sales'],
    );
  });

  it('are added once and taken out again', () => {
    assert.deepEqual(toggleOwner(['a'], 'b', true), ['a', 'b']);
    assert.deepEqual(toggleOwner(['a', 'b'], 'b', true), ['a', 'b']);
    assert.deepEqual(toggleOwner(['a', 'b'], 'b', false), ['a']);
  });
});

describe('a typed number', () => {
  const limits = { min: 0, max: 60 };

  it('is brought within the limits and rounded', () => {
    assert.equal(readWholeNumber('900', limits), 60);
    assert.equal(readWholeNumber('-5', limits), 0);
    assert.equal(readWholeNumber('9.6', limits), 10);
  });

  it('is none when empty or no number', () => {
    assert.equal(readWholeNumber(' ', limits), null);
    assert.equal(readWholeNumber('ten', limits), null);
  });
});
