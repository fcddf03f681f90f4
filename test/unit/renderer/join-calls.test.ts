import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { joinCalls } from '../../../src-renderer/stores/join-calls.ts';

const PAUSE_MS = 300;

describe('calls that are joined', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const start = (): { readonly call: () => void; readonly count: () => number } => {
    let count = 0;
    return { call: joinCalls(PAUSE_MS, () => (count += 1)), count: () => count };
  };

  it('act at once when nothing went before', () => {
    const { call, count } = start();
    call();
    assert.equal(count(), 1);
    mock.timers.tick(PAUSE_MS * 3);
    assert.equal(count(), 1, 'a lone call acts once');
    call();
    assert.equal(count(), 2, 'after the pause the next one acts at once again');
  });
  it('act once more at the end of the pause, however many came in it', () => {
    const { call, count } = start();
    for (let n = 0; n < 50; n += 1) call();
    assert.equal(count(), 1);
    mock.timers.tick(PAUSE_MS - 1);
    assert.equal(count(), 1);
    mock.timers.tick(1);
    assert.equal(count(), 2);
  });
  it('keep the pause while they go on coming', () => {
    const { call, count } = start();
    for (let ms = 0; ms < PAUSE_MS * 10; ms += 10) {
      call();
      mock.timers.tick(10);
    }
    // The first at once, then one a pause.
    assert.equal(count(), 11);
  });
});
