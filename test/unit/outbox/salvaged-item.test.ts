// Owns: what the state machine does with an item that was brought back from a damaged file.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOpCore } from '../../../src-main/engine/outbox/create-op-core.ts';
import { listAllowedActs } from '../../../src-main/engine/outbox/allowed-acts.ts';
import { IllegalTransition, transition } from '../../../src-main/engine/outbox/transition.ts';

const salvaged = { ...createOpCore('goal'), state: 'BLOCKED', blockedWhy: 'salvaged' } as const;

describe('an item brought back from a damaged file', () => {
  it('goes on by a person’s word, and only once an earlier request must be dead', () => {
    const { next, wait } = transition(salvaged, { type: 'send-now' });
    assert.equal(next.state, 'WAITING');
    assert.equal(wait, 'settle');
  });

  it('is not let go on with an account’s other items', () => {
    for (const why of ['auth', 'account-disabled', 'key-unavailable'] as const) {
      assert.throws(() => transition(salvaged, { type: 'unblocked', why }), IllegalTransition);
    }
  });

  it('can be taken back', () => {
    assert.equal(listAllowedActs(salvaged).canCancel, true);
    assert.equal(transition(salvaged, { type: 'cancel' }).next.state, 'CANCELLED');
  });
});
