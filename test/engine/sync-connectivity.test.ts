import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConnectivity } from '../../src-main/engine/sync/connectivity.ts';
import { createReadLimiter } from '../../src-main/engine/sync/read-limiter.ts';
import { createSteppedClock } from '../support/stepped-clock.ts';
import type { ErrorCode } from '../../src-shared/contract/errors.ts';
import type { ReadOutcome } from '../../src-main/engine/ports.ts';

const facts = { beganMonoMs: 0, tookMs: 1, status: null, serverDateMs: null };
const good: ReadOutcome<null> = { kind: 'read', value: null, ...facts, status: 200 };
function bad(code: ErrorCode, status: number | null = null): ReadOutcome<null> {
  return {
    kind: 'failed',
    failure: { code, status, retryAfterMs: null, serverMessage: null },
    ...facts,
    status,
  };
}

function createWatch(answer: () => ReadOutcome<null> = () => good) {
  const clock = createSteppedClock();
  const probes: number[] = [];
  const told: string[] = [];
  const watch = createConnectivity({
    clock,
    random: { fraction: () => 0.5, uuidV4: () => '', uuidV7: () => '' },
    probe: () => {
      probes.push(clock.monoMs());
      return Promise.resolve(answer());
    },
  });
  watch.subscribe((id) => told.push(watch.readView(id).state));
  return { clock, probes, told, watch };
}

describe('connectivity', () => {
  it('knows nothing before the first answer, and only an answer makes it online', () => {
    const { watch } = createWatch();
    assert.deepEqual([watch.isOnline('a'), watch.readView('a').state], [false, 'unknown']);
    watch.report('a', good);
    assert.deepEqual([watch.isOnline('a'), watch.readView('a').state], [true, 'online']);
    assert.equal(watch.isOnline('b'), false);
  });

  it('judges every way to fail', () => {
    const cases: readonly (readonly [ReadOutcome<null>, string])[] = [
      [bad('NAME_NOT_FOUND'), 'offline'],
      [bad('CONNECTION_REFUSED'), 'offline'],
      [bad('ANSWER_TIMEOUT'), 'offline'],
      [bad('TLS_REFUSED'), 'misbehaving'],
      [bad('ANSWER_NOT_JSON', 200), 'misbehaving'],
      [bad('UNEXPECTED_REDIRECT', 302), 'misbehaving'],
      [bad('UNAUTHORIZED', 401), 'unauthorized'],
      [bad('NOT_FOUND', 404), 'online'],
      [bad('RATE_LIMITED', 429), 'online'],
      [bad('ANSWER_UNEXPECTED', 409), 'online'],
      [bad('SERVER_ERROR', 500), 'online'],
      [bad('ABORTED'), 'online'],
    ];
    for (const [outcome, state] of cases) {
      const { watch } = createWatch();
      watch.report('a', good);
      watch.report('a', outcome);
      assert.equal(watch.readView('a').state, state, JSON.stringify(outcome));
      watch.stop();
    }
  });

  it('takes two bad answers in a row for misbehaviour, not one', () => {
    const { watch } = createWatch();
    for (const outcome of [good, bad('SERVER_ERROR', 500), good, bad('SERVER_ERROR', 500)])
      watch.report('a', outcome);
    assert.equal(watch.readView('a').state, 'online');
    watch.report('a', bad('SERVER_ERROR', 503));
    assert.equal(watch.readView('a').state, 'misbehaving');
    assert.equal(watch.isOnline('a'), false);
  });

  it('counts a refused key as reached, so that nothing is said to wait for the network', () => {
    const { watch } = createWatch();
    watch.report('a', bad('UNAUTHORIZED', 401));
    assert.equal(watch.isOnline('a'), true);
  });

  it('notices within three seconds that the service is back, in the first minute', async () => {
    for (let downMs = 500; downMs < 55_000; downMs += 3_700) {
      let isUp = false;
      const { clock, watch, told } = createWatch(() => (isUp ? good : bad('CONNECTION_REFUSED')));
      watch.report('a', bad('CONNECTION_REFUSED'));
      await clock.advance(downMs);
      isUp = true;
      await clock.advance(3_000);
      assert.equal(watch.readView('a').state, 'online', `down for ${downMs} ms`);
      assert.deepEqual(told, ['offline', 'online']);
    }
  });

  it('probes less and less often afterwards, and not at all when online or stopped', async () => {
    const { clock, watch, probes } = createWatch(() => bad('CONNECTION_REFUSED'));
    watch.report('a', bad('CONNECTION_REFUSED'));
    await clock.advance(10 * 60_000);
    const late = probes.slice(-3);
    assert.ok((late[2] ?? 0) - (late[1] ?? 0) >= 25_000);
    assert.ok(probes.length < 70, `${probes.length} probes in ten minutes`);
    const before = probes.length;
    watch.report('a', good);
    await clock.advance(5 * 60_000);
    assert.equal(probes.length, before);
    watch.report('a', bad('CONNECTION_REFUSED'));
    watch.stop();
    await clock.advance(5 * 60_000);
    assert.equal(probes.length, before);
  });
});

describe('the pace of single reads', () => {
  const fine = null;
  const busy = {
    code: 'RATE_LIMITED',
    status: 429,
    retryAfterMs: 30_000,
    serverMessage: null,
  } as const;

  it('starts slowly, doubles while all is well, halves at a push-back and waits as asked', async () => {
    const clock = createSteppedClock();
    const limiter = createReadLimiter(clock, false);
    assert.equal(limiter.ratePerSecond, 2);
    for (let read = 0; read < 6; read += 1) limiter.report(fine);
    assert.equal(limiter.ratePerSecond, 8);
    limiter.report(busy);
    assert.equal(limiter.ratePerSecond, 4);
    let isThrough = false;
    const slot = limiter.takeSlot(new AbortController().signal).then(() => (isThrough = true));
    await clock.advance(29_000);
    assert.equal(isThrough, false);
    await clock.advance(1_001);
    await slot;
    for (let read = 0; read < 4; read += 1) limiter.report(fine);
    assert.ok(limiter.ratePerSecond > 4.8 && limiter.ratePerSecond < 5.2);
  });

  it('ends a wait when the sync is cancelled', async () => {
    const limiter = createReadLimiter(createSteppedClock(), false);
    const controller = new AbortController();
    limiter.report(busy);
    const slot = limiter.takeSlot(controller.signal);
    controller.abort();
    await assert.rejects(slot, { name: 'CodedError' });
  });
});
