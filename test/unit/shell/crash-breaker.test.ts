import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCrashBreaker } from '../../../src-main/shell/crash-breaker.ts';
import { createRateLimit } from '../../../src-main/shell/rate-limit.ts';

describe('the crash breaker', () => {
  test('opens at the sixth crash within two minutes and lets one try again after a rest', () => {
    const breaker = createCrashBreaker();
    const answers = [0, 1, 2, 3, 4, 5].map((n) => breaker.recordCrash(n * 1_000));
    assert.deepEqual(answers, [true, true, true, true, true, false]);
    assert.equal(breaker.mayTryAgain(6_000), false);
    assert.equal(breaker.mayTryAgain(5_000 + 15_000), true);
    assert.equal(breaker.crashCount, 6);
  });

  test('forgets crashes that are long ago', () => {
    const breaker = createCrashBreaker();
    for (let n = 0; n < 50; n += 1) assert.equal(breaker.recordCrash(n * 60_000), true);
  });
});

describe('the rate limit', () => {
  test('lets a burst through, stops a flood, and refills with time', () => {
    const isWithin = createRateLimit();
    const passed = Array.from({ length: 1_000 }, () => isWithin(0)).filter(Boolean).length;
    assert.equal(passed, 400);
    const later = Array.from({ length: 1_000 }, () => isWithin(1_000)).filter(Boolean).length;
    assert.equal(later, 200);
  });

  test('is not widened by a clock that goes back', () => {
    const isWithin = createRateLimit();
    for (let n = 0; n < 400; n += 1) isWithin(1_000);
    assert.equal(isWithin(0), false);
  });
});
