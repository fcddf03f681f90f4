import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  listRowChips,
  nameRow,
  writeRowAge,
} from '../../../src-renderer/features/inbox/row-words.ts';
import { buildInboxRow, buildOverlay } from '../../builders/inbox-row-builder.ts';

const NOW_MS = Date.parse('2024-01-04T00:00:00Z');
const chips = (change: Parameters<typeof buildInboxRow>[1]) =>
  listRowChips(buildInboxRow(1, change), NOW_MS).map((chip) => chip.text);

describe('the words of a row', () => {
  it('says nothing beside the names when there is nothing to say', () => {
    assert.deepEqual(chips({}), []);
  });
  it('names the decision and where it is', () => {
    assert.deepEqual(chips({ overlay: buildOverlay() }), ['Approved · in queue']);
    const decline = buildOverlay({ decision: 'decline', phrase: 'checking' });
    assert.deepEqual(chips({ overlay: decline }), ['Declined · checking']);
  });
  it('counts the seconds of a held decision, and stops counting at none', () => {
    const heldUntil = new Date(NOW_MS + 8_200).toISOString();
    assert.deepEqual(chips({ overlay: buildOverlay({ phrase: 'held', heldUntil }) }), [
      'Approved · held, 9 s',
    ]);
    const past = new Date(NOW_MS - 1).toISOString();
    assert.deepEqual(chips({ overlay: buildOverlay({ phrase: 'held', heldUntil: past }) }), [
      'Approved · held',
    ]);
  });
  it('warns of a near deadline and of one that has passed', () => {
    assert.deepEqual(chips({ expiresAt: '2024-01-05T06:00:00Z' }), ['Ends in 30 hours']);
    assert.deepEqual(chips({ expiresAt: '2024-01-03T06:00:00Z' }), ['Dossier has ended']);
    assert.deepEqual(chips({ expiresAt: '2024-03-03T06:00:00Z' }), []);
  });
  it('no longer judges a request that is decided', () => {
    const worstCheck = { code: 'PHONE_MISSING', severity: 'stop' } as const;
    assert.deepEqual(chips({ worstCheck }), ['No phone number']);
    assert.deepEqual(chips({ worstCheck, state: 'approved' }), ['Approved']);
  });
  it('measures how long it has waited', () => {
    assert.equal(writeRowAge({ createdAt: '2024-01-01T00:00:00Z' }, NOW_MS), '3 d');
    assert.equal(writeRowAge({ createdAt: '2024-01-02T22:00:00Z' }, NOW_MS), '26 h');
    assert.equal(writeRowAge({ createdAt: '2024-01-03T23:48:00Z' }, NOW_MS), '12 min');
    assert.equal(writeRowAge({ createdAt: '2024-01-03T23:59:30Z' }, NOW_MS), 'now');
  });
  it('shows what a name hides', () => {
    assert.equal(
      nameRow({ fromName: 'Jane', toName: 'Jo\u202esh' }),
      'Jane hands over to Jo[U+202E]sh',
    );
  });
});
