// Every cause the journal can hold has words; the table is typed by the engine's own union, so a new one does not
// compile until it stands here.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  writeHistory,
  writeHistoryLine,
} from '../../../src-renderer/features/queue/write-history-line.ts';
import type { Cause } from '../../../src-main/engine/outbox/op-core.ts';
import type { QueueEvent } from '../../../src-shared/domain/outbox-item.ts';

const NOW = '2026-03-03T10:50:00.000Z';
const CAUSES: Record<Cause, true> = {
  decided: true,
  'send-now': true,
  cancelled: true,
  'cancel-recorded': true,
  superseded: true,
  dismissed: true,
  sending: true,
  'already-so': true,
  'precheck-conflict': true,
  'precheck-forbidden': true,
  'withdrawn-not-applied': true,
  'answer-accepted': true,
  'answer-not-sent': true,
  'answer-lost': true,
  'answer-server-fault': true,
  'answer-deferred': true,
  'answer-unauthorized': true,
  'answer-account-disabled': true,
  'answer-refused': true,
  'answer-redirected': true,
  'answer-unexpected': true,
  'token-refreshed': true,
  verified: true,
  'verified-differently': true,
  'not-visible-yet': true,
  'acked-but-not-applied': true,
  'read-back-applied': true,
  'read-back-differently': true,
  'read-back-not-applied': true,
  'read-back-conflict': true,
  'read-back-misdirected': true,
  'refused-but-applied': true,
  'refusal-confirmed': true,
  'tries-exhausted': true,
  'read-failed': true,
  blocked: true,
  unblocked: true,
  'engine-restarted': true,
  'unreadable-row': true,
  salvaged: true,
};

describe('the history', () => {
  const event = (cause: string, over: Partial<QueueEvent> = {}): QueueEvent => ({
    at: NOW,
    from: null,
    to: 'QUEUED',
    cause,
    attempt: 1,
    httpStatus: null,
    callNumber: null,
    ...over,
  });

  it('has words for every cause, of hand-overs and of plans', () => {
    for (const cause of Object.keys(CAUSES)) {
      for (const type of ['reassign', 'workflow'] as const) {
        const line = writeHistoryLine(event(cause), type);
        assert.ok(line.length > 0 && !line.includes('-'), `${type} ${cause}: ${line}`);
        // The words of one kind must not speak of the other.
        if (type === 'workflow') assert.doesNotMatch(line, /decision|decided/, cause);
      }
    }
  });

  it('tells a lost answer as it went: decided, answer lost, read back, applied', () => {
    const events = [
      event('decided', { attempt: 0, at: '2026-03-03T10:31:00.000Z' }),
      event('sending', { at: '2026-03-03T10:48:00.000Z' }),
      event('answer-lost', { at: '2026-03-03T10:48:00.000Z' }),
      event('read-back-applied', { at: NOW }),
    ];
    assert.deepEqual(
      writeHistory(events, 'reassign').map(({ text }) => text),
      ['decided', 'sent, attempt 1', 'answer lost', 'read back: applied'],
    );
  });

  it('says which call of a plan it was, and tells what happened to all at once in one line', () => {
    const events = [
      event('decided', { attempt: 0, callNumber: 1 }),
      event('decided', { attempt: 0, callNumber: 2 }),
      event('decided', { attempt: 0, callNumber: 3 }),
      event('sending', { callNumber: 1 }),
      event('answer-server-fault', { callNumber: 1, httpStatus: 500 }),
      event('superseded', { callNumber: null }),
      event('superseded', { callNumber: null }),
    ];
    assert.deepEqual(
      writeHistory(events, 'workflow').map(({ text }) => text),
      [
        'planned, 3 calls',
        'call 1: sent, attempt 1',
        'call 1: the service reported trouble, answered 500',
        'given up, not sent, 2 calls',
      ],
    );
  });
});
