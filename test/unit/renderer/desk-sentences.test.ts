import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  measureClockError,
  writeStatusLine,
  writeSyncText,
  writeUndoText,
} from '../../../src-renderer/frame/desk-sentences.ts';
import { format } from '../../../src-renderer/words/words.ts';
import { buildQueueEntry } from '../../builders/queue-entry-builder.ts';
import type { AccountStatus, DeskStatus } from '../../../src-shared/contract/desk-status.ts';

const NOON = new Date(2024, 5, 12, 12, 0, 0);
const nowMs = NOON.getTime();
const minutesAgo = (minutes: number) => new Date(nowMs - minutes * 60_000).toISOString();

/** The clock as this computer's locale writes it. */
const clock = (minutes: number) => format.moment(minutesAgo(minutes), nowMs);

function buildAccount(change: Partial<AccountStatus> = {}): AccountStatus {
  return {
    id: 'account',
    kind: 'cm-sign',
    label: 'Legal desk',
    baseUrl: 'https://sign.example/v1',
    connectivity: 'online',
    connectivitySince: minutesAgo(60),
    connectivityError: null,
    clockSkewMs: 0,
    sync: {
      state: 'idle',
      step: null,
      done: 0,
      total: null,
      startedAt: null,
      completedAt: minutesAgo(2),
      nextAt: null,
      unreadableCount: 0,
      error: null,
    },
    ...change,
  };
}

function buildStatus(queue: Partial<DeskStatus['queue']> = {}, isQueuePaused = false): DeskStatus {
  return {
    phase: 'ready',
    profile: 'desk',
    problem: null,
    accounts: [],
    queue: {
      held: 0,
      waiting: 0,
      sending: 0,
      checking: 0,
      blocked: 0,
      needsYou: 0,
      sentToday: 0,
      ...queue,
    },
    isQueuePaused,
    pendingCount: 0,
    isPracticeOnline: null,
    repairNote: null,
  };
}

describe('the status line', () => {
  it('says since when it is offline, how old the data is and what waits', () => {
    const account = buildAccount({ connectivity: 'offline', connectivitySince: minutesAgo(168) });
    assert.equal(
      writeStatusLine(buildStatus({ waiting: 4 }), account, nowMs),
      `Offline since ${clock(168)} · data from ${clock(2)} · 4 waiting`,
    );
  });
  it('tells what is held for the person from what waits to leave', () => {
    const line = (queue: Partial<DeskStatus['queue']>) =>
      writeStatusLine(buildStatus(queue), buildAccount(), nowMs);
    const start = `Online · data from ${clock(2)}`;
    assert.equal(line({ held: 1 }), `${start} · 1 held for undo`);
    assert.equal(line({ held: 2, waiting: 3 }), `${start} · 2 held for undo · 3 waiting`);
  });
  it('tells sending from not knowing, and names who is needed', () => {
    const line = writeStatusLine(
      buildStatus({ sending: 1, checking: 2, needsYou: 1 }),
      buildAccount(),
      nowMs,
    );
    assert.equal(
      line,
      `Online · data from ${clock(2)} · 1 being sent · 2 being checked · 1 needs you`,
    );
  });
  it('claims no data before the first complete read', () => {
    const account = buildAccount({ sync: { ...buildAccount().sync, completedAt: null } });
    assert.equal(writeStatusLine(buildStatus(), account, nowMs), 'Online · nothing read yet');
  });
});

describe('the sync card', () => {
  it('says that work can go on offline, and what happens to what waits', () => {
    const offline = buildAccount({ connectivity: 'offline' });
    assert.match(writeSyncText(buildStatus(), offline, nowMs), /go on reading and deciding/);
    assert.match(
      writeSyncText(buildStatus({ waiting: 1 }), offline, nowMs),
      /^1 entry of the queue waits on this computer and is sent/,
    );
    assert.match(
      writeSyncText(buildStatus({ held: 1, waiting: 3 }), offline, nowMs),
      /^4 entries of the queue wait .* are sent/,
    );
  });
  it('says when it was read last in words that do not grow untrue while they stand there', () => {
    const said = writeSyncText(buildStatus(), buildAccount(), nowMs);
    assert.equal(said, `Last read ${clock(2)}`);
    assert.equal(writeSyncText(buildStatus(), buildAccount(), nowMs + 59_000), said);
  });
  it('does not call sending what is only being checked', () => {
    const sentence = writeSyncText(buildStatus({ checking: 1 }), buildAccount(), nowMs);
    assert.equal(sentence, '1 entry of the queue is on its way or being checked');
  });
  it('promises no sending while sending is paused', () => {
    const offline = buildAccount({ connectivity: 'offline' });
    const paused = (waiting: number) => ({ ...buildStatus({ waiting }), isQueuePaused: true });
    assert.equal(
      writeSyncText(paused(1), offline, nowMs),
      '1 entry of the queue waits on this computer. Sending is paused: it stays until you resume.',
    );
    assert.match(writeSyncText(paused(2), offline, nowMs), /they stay until you resume\.$/);
  });
  it('names what the undo takes back, and that others are held', () => {
    const latest = buildQueueEntry({ subject: { decision: 'decline', toName: 'Bo Lind' } });
    assert.equal(writeUndoText(latest, 1), 'Declined: Bo Lind');
    assert.equal(writeUndoText(latest, 4), 'Declined: Bo Lind, the latest of 4 held');
  });
  it('mentions the clock only when it is far enough off to matter', () => {
    assert.equal(measureClockError(buildAccount({ clockSkewMs: 29_000 })), null);
    assert.equal(measureClockError(buildAccount({ clockSkewMs: null })), null);
    assert.equal(measureClockError(buildAccount({ clockSkewMs: -180_000 })), 3);
  });
});
