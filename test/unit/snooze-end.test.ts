import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NO_END_MS, limitSnooze } from '../../src-main/engine/snooze-end.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.UTC(2026, 2, 3, 10);

describe('the end of a snooze', () => {
  it('is what was asked for while the deadline is far, unknown or past', () => {
    const askedMs = NOW_MS + 4 * HOUR_MS;
    for (const deadlineMs of [null, NOW_MS - HOUR_MS, NOW_MS + 240 * HOUR_MS])
      assert.equal(limitSnooze(askedMs, deadlineMs, NOW_MS), askedMs);
  });

  it('is a day before the deadline, or the deadline itself once that day has begun', () => {
    const far = NOW_MS + 72 * HOUR_MS;
    assert.equal(limitSnooze(NO_END_MS, far, NOW_MS), far - 24 * HOUR_MS);
    const near = NOW_MS + 5 * HOUR_MS;
    assert.equal(limitSnooze(NO_END_MS, near, NOW_MS), near);
    assert.equal(limitSnooze(NOW_MS + HOUR_MS, near, NOW_MS), NOW_MS + HOUR_MS);
  });

  it('never lies behind a deadline to come, and always ahead of now', () => {
    const hours = fc.integer({ min: 1, max: 400 });
    fc.assert(
      fc.property(hours, hours, (asked, left) => {
        const deadlineMs = NOW_MS + left * HOUR_MS;
        const endMs = limitSnooze(NOW_MS + asked * HOUR_MS, deadlineMs, NOW_MS);
        assert.ok(endMs > NOW_MS && endMs <= deadlineMs);
      }),
    );
  });
});
