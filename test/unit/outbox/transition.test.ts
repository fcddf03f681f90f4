// Owns: that every state × event pair behaves as written down in transition-table.ts, and the rules over all of them.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { listAllowedActs } from '../../../src-main/engine/outbox/allowed-acts.ts';
import { OUTBOX_EVENT_TYPES } from '../../../src-main/engine/outbox/op-core.ts';
import {
  IllegalTransition,
  MAX_RECONCILED,
  condemn,
  transition,
} from '../../../src-main/engine/outbox/transition.ts';
import { OUTBOX_STATES, RESTING_STATES } from '../../../src-shared/domain/outbox-item.ts';
import { cancel, createCore, dismiss, sendNow } from './transition-case.ts';
import { TABLE } from './transition-table.ts';
import type { Case } from './transition-case.ts';
import type { OpCore, OutboxEvent } from '../../../src-main/engine/outbox/op-core.ts';
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';

describe('every state × event pair', () => {
  for (const state of OUTBOX_STATES) {
    for (const type of OUTBOX_EVENT_TYPES) {
      it(`${state} × ${type}`, () => {
        const cases = TABLE[state][type];
        assert.ok(cases.length > 0, 'the pair is not listed');
        for (const one of cases) checkCase(state, one);
      });
    }
  }
});

function checkCase(state: OutboxState, one: Case): void {
  const core = createCore(state, one.given);
  const label = JSON.stringify({ state, ...one });
  if (one.to === 'illegal') {
    assert.throws(() => transition(core, one.event), IllegalTransition, label);
    return;
  }
  const result = transition(core, one.event);
  assert.equal(result.next.state, one.to, label);
  assert.equal(result.isDurable, one.isDurable ?? true, label);
  if (one.wait !== undefined) assert.equal(result.wait, one.wait, label);
  if (one.effects !== undefined) assert.deepEqual(result.effects, one.effects, label);
  for (const [field, value] of Object.entries(one.also ?? {})) {
    assert.equal(result.next[field as keyof OpCore], value, `${field} in ${label}`);
  }
  if (one.isDurable === false) assert.deepEqual(result.next, core, label);
}

const anyCore: fc.Arbitrary<OpCore> = fc
  .record({
    state: fc.constantFrom(...OUTBOX_STATES),
    class: fc.constantFrom('goal' as const, 'append' as const, 'positional' as const),
    attempt: fc.nat(20),
    reconciled: fc.nat(MAX_RECONCILED - 1),
    unappliedReads: fc.nat(1),
    sentCount: fc.nat(5),
    isCancelWanted: fc.boolean(),
    isDismissed: fc.boolean(),
    lastAnswer: fc.constantFrom(null, 'lost' as const, 'refused' as const, 'server-fault' as const),
  })
  .map(({ sentCount, state, ...rest }) => createCore(state, { ...rest, sentCount: sentCount + 1 }));
const anyEvent: fc.Arbitrary<OutboxEvent> = fc.constantFrom(
  ...OUTBOX_STATES.flatMap((state) =>
    OUTBOX_EVENT_TYPES.flatMap((type) => TABLE[state][type].map((one) => one.event)),
  ),
);

describe('rules that hold for every item and event', () => {
  it('never withdraws or replaces what may have left', () => {
    check((core, event) => {
      const next = tryTransition(core, event);
      if (next === null || RESTING_STATES.includes(core.state)) return;
      if (next.state === 'CANCELLED' || next.state === 'SUPERSEDED') {
        assert.equal(core.sentCount, 0);
      }
    });
  });

  it('never leaves a state of rest', () => {
    check((core, event) => {
      const next = tryTransition(core, event);
      if (next !== null && RESTING_STATES.includes(core.state)) {
        assert.equal(next.state, core.state);
      }
    });
  });

  it('counts every write before it leaves', () => {
    check((core, event) => {
      if (tryTransition(core, event) === null) return;
      const result = transition(core, event);
      if (!result.effects.includes('write')) return;
      assert.equal(result.next.state, 'SENDING');
      assert.ok(result.next.sentCount > 0 && result.isDurable);
    });
  });

  it('is looked at again by itself, or waits for a cause, or is at rest', () => {
    check((core, event) => {
      if (tryTransition(core, event) === null || event.type === 'restarted') return;
      const { next, wait, effects } = transition(core, event);
      const isResting = RESTING_STATES.includes(next.state);
      if (isResting || next.state === 'BLOCKED') assert.equal(wait, null);
      const keepsItsTimer = event.type === 'cancel';
      if (!isResting && next.state !== 'BLOCKED' && !keepsItsTimer) {
        assert.ok(wait !== null || effects.includes('write'), next.state);
      }
    });
  });

  it('offers a person exactly what the table allows', () => {
    check((core) => {
      const acts = listAllowedActs(core);
      const cancelled = tryTransition(core, cancel)?.state === 'CANCELLED';
      assert.equal(acts.canCancel, cancelled);
      assert.equal(acts.canRetry, tryTransition(core, sendNow) !== null);
      assert.equal(acts.canDismiss, !core.isDismissed && tryTransition(core, dismiss) !== null);
    });
  });

  it('keeps a row whose state cannot be read for a person', () => {
    const { next, isDurable, wait } = condemn('goal');
    assert.deepEqual([next.state, isDurable, wait], ['ATTENTION', true, null]);
    assert.equal(listAllowedActs(next).canCancel, false);
  });
});

function check(rule: (core: OpCore, event: OutboxEvent) => void): void {
  // fast-check prints the seed of a failing run.
  fc.assert(fc.property(anyCore, anyEvent, rule), { numRuns: 2000 });
}

function tryTransition(core: OpCore, event: OutboxEvent): OpCore | null {
  try {
    return transition(core, event).next;
  } catch (error) {
    assert.ok(error instanceof IllegalTransition);
    return null;
  }
}
