import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { listColumnHeads, writeSavedRow } from '../../../src-renderer/features/inbox/saved-row.ts';
import { buildInboxRow, buildOverlay } from '../../builders/inbox-row-builder.ts';

/** The cells by the heads of their columns, without the empty ones. */
function read(change: Parameters<typeof buildInboxRow>[1]): Record<string, string> {
  const cells = writeSavedRow(buildInboxRow(1, change), 'Main account');
  const heads = listColumnHeads();
  assert.equal(cells.length, heads.length);
  const all = heads.map((head, index): [string, string] => [head, cells[index] ?? '']);
  return Object.fromEntries(all.filter(([, cell]) => cell !== ''));
}

describe('a request in a saved list', () => {
  it('says who, what and when, and nothing where there is nothing', () => {
    assert.deepEqual(read({}), {
      Dossier: 'Example contract',
      Owner: 'John Doe',
      'Hands over': 'Jane Doe',
      'Takes over': 'Josh Doe',
      'State, as last read': 'Pending',
      'Requested (UTC)': '2024-01-01T00:00:00Z',
      Account: 'Main account',
      Request: '1',
    });
  });

  it('tells a decision that waits from one that is confirmed, and from the state at the service', () => {
    const waiting = read({ overlay: buildOverlay({ phrase: 'waiting-network' }) });
    assert.equal(waiting['Decided on this desk'], 'Approved · in queue');
    assert.equal(waiting['State, as last read'], 'Pending');
    const sent = read({ state: 'approved', overlay: buildOverlay({ phrase: 'sent' }) });
    assert.equal(sent['Decided on this desk'], 'Approved · sent');
    assert.equal(sent['State, as last read'], 'Approved');
  });

  it('brings every time to UTC', () => {
    const row = read({
      createdAt: '2024-01-01T02:00:00+02:00',
      expiresAt: '2024-02-01T10:00:00.500Z',
      snoozedUntil: '2024-01-05T08:00:00-01:00',
    });
    assert.equal(row['Requested (UTC)'], '2024-01-01T00:00:00Z');
    assert.equal(row['Deadline (UTC)'], '2024-02-01T10:00:00Z');
    assert.equal(row['Back from snooze (UTC)'], '2024-01-05T09:00:00Z');
    const forChange = { snoozedUntil: '9999-12-31T00:00:00Z', isSnoozedForChange: true };
    assert.equal(read(forChange)['Back from snooze (UTC)'], 'Back when it changes');
  });

  it('names the finding only while there is something to decide, and shows what hides in a name', () => {
    const worstCheck = { code: 'PHONE_MISSING', severity: 'stop' } as const;
    assert.equal(read({ worstCheck })['Finding'], 'No phone number');
    assert.equal(read({ worstCheck, state: 'declined' })['Finding'], undefined);
    assert.notEqual(read({ toName: 'Josh\u202E Doe' })['Takes over'], 'Josh\u202E Doe');
  });
});
