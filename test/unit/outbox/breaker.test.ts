// Owns: back-off, Retry-After and the breaker of an account.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  MAX_BACKOFF_MS,
  MAX_RETRY_AFTER_MS,
  computeBackoffMs,
} from '../../../src-main/engine/outbox/backoff.ts';
import { createBreaker } from '../../../src-main/engine/outbox/breaker.ts';
import { computeLagMs } from '../../../src-main/engine/outbox/settle.ts';

describe('back-off', () => {
  it('stays between nothing and the doubled step, never above a quarter of an hour', () => {
    const fraction = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(1000), fraction, (failures, chance) => {
        const ms = computeBackoffMs(failures, chance);
        const step = 2000 * 2 ** Math.min(Math.max(failures, 1) - 1, 30);
        assert.ok(ms >= 0 && ms <= Math.min(MAX_BACKOFF_MS, step));
      }),
    );
  });

  it('spreads over the whole step', () => {
    assert.deepEqual(
      [0, 0.5, 0.999].map((chance) => computeBackoffMs(3, chance)),
      [0, 4000, 7992],
    );
  });
});

describe('the breaker', () => {
  const createFull = () => createBreaker(() => 0.999);

  it('opens after five failures in a row and then lets one probe through', () => {
    const breaker = createFull();
    for (let n = 0; n < 5; n += 1) breaker.fail(0);
    assert.ok(!breaker.mayStart(10_000));
    assert.ok(breaker.mayStart(60_000));
    breaker.begin();
    assert.ok(!breaker.mayStart(60_000));
    breaker.succeed();
    assert.ok(breaker.mayStart(60_000));
  });

  it('lets others follow while it is closed', () => {
    const breaker = createFull();
    breaker.begin();
    assert.ok(breaker.mayStart(0));
  });

  it('opens when half of the last twenty failed', () => {
    const breaker = createBreaker(() => 0);
    for (let n = 0; n < 10; n += 1) {
      breaker.succeed();
      breaker.fail(0);
    }
    breaker.begin();
    assert.ok(!breaker.mayStart(1));
  });

  it('gives its probe back when nothing was asked', () => {
    const breaker = createBreaker(() => 0);
    for (let n = 0; n < 5; n += 1) breaker.fail(0);
    breaker.begin();
    breaker.cancel();
    assert.ok(breaker.mayStart(1));
  });

  it('keeps a Retry-After whatever wakes it, but not longer than an hour', () => {
    const breaker = createFull();
    breaker.hold(0, 5_000);
    breaker.wake();
    breaker.succeed();
    assert.ok(!breaker.mayStart(4_999) && breaker.mayStart(5_000));
    breaker.hold(0, Number.MAX_SAFE_INTEGER);
    assert.equal(breaker.readFloorMonoMs(), MAX_RETRY_AFTER_MS);
  });

  it('ends its own pause when the service answered somebody else', () => {
    const breaker = createFull();
    breaker.fail(0);
    assert.ok(!breaker.mayStart(1));
    breaker.wake();
    assert.ok(breaker.mayStart(1));
  });
});

describe('the wait for a write that does not show yet', () => {
  it('looks for a lagging write after 1, 2, 4, 8 and then every 15 seconds', () => {
    const steps = [0, 1, 2, 3, 4, 5].map((step) => computeLagMs(step));
    assert.deepEqual(steps, [1000, 2000, 4000, 8000, 15_000, 15_000]);
  });
});
