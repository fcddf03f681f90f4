import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeEntry } from '../../../src-renderer/features/queue/describe-entry.ts';
import {
  listAttentionActs,
  listWaitingActs,
} from '../../../src-renderer/features/queue/entry-acts.ts';
import { writeHistoryLine } from '../../../src-renderer/features/queue/write-history-line.ts';
import { buildQueueEntry } from '../../builders/queue-entry-builder.ts';
import type { EntrySurroundings } from '../../../src-renderer/features/queue/describe-entry.ts';
import type { OutboxPhrase } from '../../../src-shared/domain/outbox-item.ts';

const nowMs = Date.parse('2026-03-03T10:05:00.000Z');
const around: EntrySurroundings = {
  nowMs,
  isPaused: false,
  offlineSince: null,
  isPutAway: false,
};
const PHRASES: Record<OutboxPhrase, true> = {
  held: true,
  'waiting-network': true,
  'waiting-turn': true,
  'waiting-retry': true,
  sending: true,
  checking: true,
  sent: true,
  'already-so': true,
  'already-decided': true,
  changed: true,
  'too-old': true,
  refused: true,
  'needs-you': true,
  'blocked-auth': true,
  'blocked-account': true,
  'blocked-key': true,
  'blocked-dependency': true,
  'blocked-disk': true,
  'blocked-salvaged': true,
  withdrawn: true,
  replaced: true,
};

describe('an entry in words', () => {
  it('has a chip for every phrase', () => {
    for (const phrase of Object.keys(PHRASES) as OutboxPhrase[]) {
      assert.notEqual(describeEntry(buildQueueEntry({ phrase }), around).chip, '', phrase);
    }
  });

  it('counts a held entry down and then says that it leaves', () => {
    const held = (seconds: number) =>
      buildQueueEntry({
        phrase: 'held',
        heldUntil: new Date(nowMs + seconds * 1000).toISOString(),
      });
    assert.equal(describeEntry(held(8), around).chip, 'Held, 8 s');
    assert.equal(describeEntry(held(-1), around).chip, 'Leaving');
    assert.equal(describeEntry(held(-1), { ...around, isPaused: true }).chip, 'Paused');
  });

  it('says since when the service has not answered, only when that is known', () => {
    const entry = buildQueueEntry({ phrase: 'waiting-network' });
    const since = describeEntry(entry, { ...around, offlineSince: '2026-03-03T10:01:00.000Z' });
    assert.match(since.sentence, /has not answered since .*\d\d:\d\d.*\. It is sent/);
    assert.match(describeEntry(entry, around).sentence, /does not answer\./);
  });

  it('names attempt, answer and next time of a retry; far ones by the clock', () => {
    const retry = (seconds: number) =>
      buildQueueEntry({
        state: 'WAITING',
        phrase: 'waiting-retry',
        attempt: 3,
        lastHttpStatus: 503,
        nextTryAt: new Date(nowMs + seconds * 1000).toISOString(),
      });
    const soon = describeEntry(retry(42), around);
    assert.equal(soon.chip, 'Retry in 42 s');
    assert.match(soon.sentence, /Attempt 3 did not go through\. CM\.com Sign answered 503\./);
    assert.match(describeEntry(retry(600), around).chip, /^Retry at /);
  });

  it('never says "nothing was sent" after a request of ours may have left', () => {
    for (const sentCount of [0, 1, 2]) {
      const { sentence } = describeEntry(
        buildQueueEntry({ state: 'SATISFIED', phrase: 'already-so', sentCount }),
        around,
      );
      assert.equal(sentence.includes('Nothing was sent'), sentCount === 0);
    }
  });

  it('tells an accepted entry from one whose answer was lost or unclear', () => {
    const checking = (parts: object) =>
      describeEntry(buildQueueEntry({ phrase: 'checking', ...parts }), around).sentence;
    assert.match(checking({ state: 'ACKED' }), /accepted it/);
    assert.match(checking({ state: 'UNKNOWN' }), /The answer was lost/);
    assert.match(
      checking({ state: 'UNKNOWN', lastHttpStatus: 500 }),
      /answered 500, which does not say/,
    );
    assert.match(checking({ state: 'UNKNOWN', lastHttpStatus: 422 }), /seems to refuse it/);
  });

  it('shows the reason a refusal came with', () => {
    const entry = buildQueueEntry({
      state: 'REJECTED',
      phrase: 'refused',
      lastHttpStatus: 422,
      lastErrorCode: 'reason_not_allowed',
    });
    assert.match(describeEntry(entry, around).sentence, /422, reason_not_allowed/);
  });
});

describe('the actions of an entry', () => {
  it('offers what the engine says is still true, and nothing else', () => {
    const entry = (canCancel: boolean, canRetry: boolean) =>
      buildQueueEntry({ phrase: 'held', canCancel, canRetry });
    assert.deepEqual(listWaitingActs(entry(true, true), false), ['sendNow', 'undo']);
    assert.deepEqual(listWaitingActs(entry(false, true), false), ['sendNow']);
    assert.deepEqual(listWaitingActs(entry(false, false), false), []);
  });

  it('offers no sending of what has not left while sending is paused', () => {
    const paused = (phrase: OutboxPhrase) =>
      listWaitingActs(buildQueueEntry({ phrase, canCancel: true, canRetry: true }), true);
    assert.deepEqual(paused('held'), ['undo']);
    assert.deepEqual(paused('waiting-turn'), ['takeBack']);
    assert.deepEqual(paused('waiting-network'), ['takeBack']);
    assert.deepEqual(paused('waiting-retry'), ['takeBack']);
    // What may have left is read back all the same.
    assert.deepEqual(paused('checking'), ['tryNow', 'takeBack']);
  });

  it('leads to the key when the service refuses it', () => {
    const entry = buildQueueEntry({ state: 'BLOCKED', phrase: 'blocked-auth', canRetry: true });
    assert.deepEqual(listWaitingActs(entry, false), ['replaceKey', 'tryNow']);
  });

  it('offers to copy a text only when there is one', () => {
    const entry = (text: string | null) =>
      buildQueueEntry({ state: 'CONFLICT', phrase: 'already-decided', subject: { text } });
    assert.deepEqual(listAttentionActs(entry('Please sign')), [
      'keepTheirs',
      'copyText',
      'showRequest',
    ]);
    assert.deepEqual(listAttentionActs(entry(null)), ['keepTheirs', 'showRequest']);
  });
});

describe('a line of the history', () => {
  const event = {
    at: '2026-03-03T10:00:00.000Z',
    from: null,
    to: 'QUEUED',
    attempt: 0,
    httpStatus: null,
    callNumber: null,
  } as const;

  it('is readable, with attempt and status where they belong', () => {
    assert.equal(writeHistoryLine({ ...event, cause: 'decided' }, 'reassign'), 'decided');
    assert.equal(
      writeHistoryLine({ ...event, cause: 'sending', attempt: 2 }, 'reassign'),
      'sent, attempt 2',
    );
    assert.equal(
      writeHistoryLine(
        { ...event, cause: 'answer-server-fault', attempt: 2, httpStatus: 500 },
        'reassign',
      ),
      'the service reported trouble, answered 500',
    );
  });

  it('shows an unknown cause as it is, even one named like a property of objects', () => {
    assert.equal(writeHistoryLine({ ...event, cause: 'brand-new' }, 'reassign'), 'brand-new');
    assert.equal(writeHistoryLine({ ...event, cause: 'constructor' }, 'reassign'), 'constructor');
  });
});
