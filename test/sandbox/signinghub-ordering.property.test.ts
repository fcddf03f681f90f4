// Tests what no reading of the switches may break in the order of a SigningHub workflow: nobody is lost or
// doubled, numbers are positive, and types mean what they say.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ASSUMPTIONS,
  createAssumptions,
  type Assumptions,
} from '../../src-sandbox/signinghub/assumptions.ts';
import { WORKFLOW_TYPES } from '../../src-sandbox/signinghub/model.ts';
import {
  chooseStep,
  chooseUpdatedStep,
  moveRecipient,
  removeRecipient,
  setType,
  settle,
  type Ordering,
} from '../../src-sandbox/signinghub/ordering.ts';

type Entry = Readonly<{ key: number; signingOrder: number }>;
type List = Ordering<Entry>;

const SWITCHES = [
  'A-20',
  'A-23',
  'A-26',
  'A-29',
  'A-30',
  'A-31',
  'A-33',
  'A-34',
  'A-35',
  'A-36',
] as const;
const arbitraryReading = fc.record(
  Object.fromEntries(SWITCHES.map((id) => [id, fc.constantFrom(...ASSUMPTIONS[id].values)])),
);
const number = fc.integer({ min: 1, max: 9 });
const arbitraryStep = fc.oneof(
  fc.record({ do: fc.constant('add' as const), wanted: fc.option(number, { nil: undefined }) }),
  fc.record({ do: fc.constant('update' as const), at: fc.nat(20), wanted: number }),
  fc.record({ do: fc.constant('move' as const), at: fc.nat(20), to: fc.nat(20) }),
  fc.record({ do: fc.constant('remove' as const), at: fc.nat(20) }),
  fc.record({ do: fc.constant('type' as const), type: fc.constantFrom(...WORKFLOW_TYPES) }),
);
type Step = typeof arbitraryStep extends fc.Arbitrary<infer T> ? T : never;

function makeSwitches(reading: Readonly<Record<string, string>>): Assumptions {
  const assumptions = createAssumptions();
  for (const [id, value] of Object.entries(reading)) {
    assert.equal(assumptions.set(id, value), undefined);
  }
  return assumptions;
}

/** Applies one step; a refused one leaves the list as it is. */
function apply(ordering: List, step: Step, key: number, assumptions: Assumptions): List {
  const { type, list } = ordering;
  if (step.do === 'type') return setType(list, step.type, assumptions);
  if (step.do === 'add') {
    const choice = chooseStep(ordering, step.wanted, assumptions);
    if (!choice) return ordering;
    const added = { key, signingOrder: choice.signingOrder };
    return settle({ type: choice.type, list: [...list, added] }, assumptions);
  }
  const at = list.length === 0 ? 0 : step.at % list.length;
  const target = list[at];
  if (!target) return ordering;
  if (step.do === 'move') return moveRecipient(ordering, at, step.to % list.length, assumptions);
  if (step.do === 'remove') return removeRecipient(ordering, at, assumptions);
  const choice = chooseUpdatedStep({ type, list }, at, step.wanted, assumptions);
  if (!choice) return ordering;
  const { signingOrder } = choice;
  return settle(
    { type: choice.type, list: list.with(at, { ...target, signingOrder }) },
    assumptions,
  );
}

function countExpected(before: List, after: List, step: Step): boolean {
  const difference = after.list.length - before.list.length;
  if (step.do === 'add') return difference === 1 || after === before;
  if (step.do === 'remove') return difference === -1 || before.list.length === 0;
  return difference === 0;
}

describe('order of a workflow under every reading', () => {
  it('loses and doubles nobody, and keeps numbers positive', () => {
    fc.assert(
      fc.property(
        arbitraryReading,
        fc.array(arbitraryStep, { maxLength: 30 }),
        (reading, steps) => {
          const assumptions = makeSwitches(reading);
          let ordering: List = { type: 'SERIAL', list: [] };
          for (const [index, step] of steps.entries()) {
            const next = apply(ordering, step, index, assumptions);
            assert.ok(countExpected(ordering, next, step), `${step.do} changed the length`);
            const keys = next.list.map((one) => one.key);
            assert.equal(new Set(keys).size, keys.length);
            assert.ok(next.list.every((one) => Number.isInteger(one.signingOrder)));
            assert.ok(next.list.every((one) => one.signingOrder >= 1));
            ordering = next;
          }
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps SERIAL at step = position and PARALLEL at one step under the default reading', () => {
    fc.assert(
      fc.property(fc.array(arbitraryStep, { maxLength: 30 }), (steps) => {
        const assumptions = createAssumptions();
        let ordering: List = { type: 'SERIAL', list: [] };
        for (const [index, step] of steps.entries()) {
          const before = ordering;
          ordering = apply(ordering, step, index, assumptions);
          const numbers = ordering.list.map((one) => one.signingOrder);
          if (ordering.type === 'SERIAL')
            assert.deepEqual(
              numbers,
              numbers.map((_, at) => at + 1),
            );
          if (ordering.type === 'PARALLEL') assert.ok(numbers.every((one) => one === 1));
          const isBack = before.type === 'CUSTOM' && ordering.type !== 'CUSTOM';
          assert.ok(!isBack || step.do === 'type', 'CUSTOM never turns back by itself');
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('moves back to where it was when a move is undone', () => {
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 9 }),
        fc.nat(),
        fc.nat(),
        (steps, a, b) => {
          const assumptions = createAssumptions();
          const list = steps.map((signingOrder, key) => ({ key, signingOrder }));
          const [from, to] = [a % list.length, b % list.length];
          const there = moveRecipient({ type: 'CUSTOM', list }, from, to, assumptions);
          assert.deepEqual(moveRecipient(there, to, from, assumptions), { type: 'CUSTOM', list });
        },
      ),
    );
  });
});
