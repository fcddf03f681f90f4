import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import { READINGS, listReadings } from '../../../src-shared/domain/workflow/assumptions.ts';
import { matchesExpected, recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import { isReached } from '../../../src-shared/domain/workflow/plan-candidate.ts';
import { boundPlan } from '../../../src-shared/domain/workflow/plan-bound.ts';
import { makePlan, planNext, settleStep } from '../../../src-shared/domain/workflow/plan.ts';
import { findListProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import { buildWorkflow, readAsServer, writeList } from '../../builders/workflow-builder.ts';
import type { ListPair } from './arbitrary-lists.ts';
import { SEED, arbitraryEdit, arbitraryPair, arbitraryWorld } from './arbitrary-lists.ts';

const ALL_WORLDS = listReadings();
const PAIRS = 1000;

/** Runs a plan made beforehand against the simulated server; the server's keys are the truth. */
function runPlan({ base, wanted }: ListPair, world: Assumptions): number {
  const plan = makePlan(base, wanted, [world]);
  assert.ok(plan !== null, `no plan under ${JSON.stringify(world)}`);
  let server = base;
  for (const step of plan.steps) {
    const order = 'order' in step.call ? step.call.order : null;
    assert.equal(
      order === null ? null : server.recipients[order - 1]?.key,
      step.target?.key ?? null,
    );
    const result = applyCall(server, step.call, world);
    assert.ok(result.ok);
    server = result.list;
    assert.ok(matchesExpected(readAsServer(server), step.after));
  }
  assert.ok(isReached(server, wanted), `${writeList(server)} is not ${writeList(wanted)}`);
  const bound = boundPlan(base, wanted, world).total;
  assert.ok(bound <= plan.steps.length, `bound ${bound} above ${plan.steps.length}`);
  return plan.steps.length;
}

interface Run {
  readonly server: RecipientList;
  readonly calls: number;
  readonly end: 'done' | 'conflict';
}

/** The executor in small: reads before and after each call, knows nothing of the world but what it sees. */
function runBlind(
  { base, wanted }: ListPair,
  world: Assumptions,
  interfere: (call: number, server: RecipientList) => RecipientList = (_, server) => server,
): Run {
  let [server, known, knowledge] = [base, base, ALL_WORLDS];
  for (let calls = 0; ; calls += 1) {
    assert.ok(calls < 400, 'the plan does not end');
    server = interfere(calls, server);
    const before = recogniseList(readAsServer(server), known);
    if (!before.isExact) return { server, calls, end: 'conflict' };
    const next = planNext(buildWorkflow(before.list), wanted, knowledge);
    if (next.kind === 'done') return { server, calls, end: 'done' };
    assert.ok(next.kind === 'call', next.kind);
    const order = 'order' in next.step.call ? next.step.call.order : null;
    const hit = order === null ? null : server.recipients[order - 1];
    assert.equal(hit?.key ?? null, next.step.target?.key ?? null, 'wrong target');
    const result = applyCall(server, next.step.call, world);
    if (result.ok) server = result.list;
    const outcome = settleStep(next.step, readAsServer(server), knowledge, result.ok);
    assert.ok(outcome.kind === 'applied', outcome.kind);
    known = outcome.list;
    knowledge = outcome.knowledge;
  }
}

describe('the generator', () => {
  it('makes legal lists only', () => {
    fc.assert(
      fc.property(arbitraryPair(8, true), ({ base, wanted }) => {
        assert.equal(findListProblem(base, false), null);
        assert.equal(findListProblem(wanted, false), null);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

describe('a plan', () => {
  it('ends in exactly the wanted list under every reading, never hitting another recipient', (t) => {
    const started = performance.now();
    const sums = { plans: 0, calls: 0, bound: 0, atBound: 0 };
    const worst = { over: 0, text: '' };
    const worlds = process.env['ALL_WORLDS'] === undefined ? 32 : ALL_WORLDS.length;
    let pairs = 0;
    fc.assert(
      fc.property(arbitraryPair(8, true), (pair) => {
        for (let index = 0; index < worlds; index += 1) {
          // Neighbouring pairs take turns, so that all readings are seen about thirty times.
          const world = ALL_WORLDS[(pairs * worlds + index) % ALL_WORLDS.length] ?? ALL_WORLDS[0];
          const calls = runPlan(pair, world);
          const bound = boundPlan(pair.base, pair.wanted, world).total;
          sums.plans += 1;
          sums.calls += calls;
          sums.bound += bound;
          sums.atBound += calls === bound ? 1 : 0;
          if (calls - bound > worst.over) {
            worst.over = calls - bound;
            worst.text = `${writeList(pair.base)} -> ${writeList(pair.wanted)} ${JSON.stringify(world)}`;
          }
        }
        pairs += 1;
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    t.diagnostic(
      `seed ${SEED}: ${PAIRS} pairs, ${sums.plans} plans over ${ALL_WORLDS.length} readings`,
    );
    t.diagnostic(
      `calls per plan ${(sums.calls / sums.plans).toFixed(3)}, bound ${(sums.bound / sums.plans).toFixed(3)}, ` +
        `at the bound ${((100 * sums.atBound) / sums.plans).toFixed(1)} %, worst +${worst.over} ${worst.text}`,
    );
    t.diagnostic(`${(performance.now() - started).toFixed(0)} ms`);
  });
});
void [arbitraryEdit, arbitraryWorld, READINGS, runBlind];
