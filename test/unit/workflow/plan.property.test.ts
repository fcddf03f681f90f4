import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Assumptions, Knowledge } from '../../../src-shared/domain/workflow/assumptions.ts';
import {
  REGISTER_ASSUMPTIONS,
  listReadings,
} from '../../../src-shared/domain/workflow/assumptions.ts';
import { findCallOrder } from '../../../src-shared/domain/workflow/call.ts';
import { matchesExpected, recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import { identifyRecipient } from '../../../src-shared/domain/workflow/model.ts';
import { boundPlan } from '../../../src-shared/domain/workflow/plan-bound.ts';
import { isReached } from '../../../src-shared/domain/workflow/plan-candidate.ts';
import type { PlanStep } from '../../../src-shared/domain/workflow/plan.ts';
import { makePlan, planNext, settleStep } from '../../../src-shared/domain/workflow/plan.ts';
import { findListProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import { buildWorkflow, readAsServer, writeList } from '../../builders/workflow-builder.ts';
import type { ListPair } from './arbitrary-lists.ts';
import { SEED, arbitraryEdit, arbitraryPair, arbitraryWorld } from './arbitrary-lists.ts';
import { findOptimum } from './optimum-search.ts';

const ALL_WORLDS = listReadings();
/** All readings per pair take minutes; the normal run lets the pairs take turns, so that each is seen. */
const WORLDS_PER_PAIR = process.env['EVERY_READING'] === undefined ? 32 : ALL_WORLDS.length;
const PAIRS = 1000;

interface Tally {
  plans: number;
  calls: number;
  bound: number;
  atBound: number;
  over: number;
  worst: string;
}

function createTally(): Tally {
  return { plans: 0, calls: 0, bound: 0, atBound: 0, over: 0, worst: '' };
}

function count(tally: Tally, pair: ListPair, world: Assumptions, calls: number): void {
  const bound = boundPlan(pair.base, pair.wanted, world).total;
  assert.ok(bound <= calls, `bound ${bound} above ${calls}`);
  tally.plans += 1;
  tally.calls += calls;
  tally.bound += bound;
  tally.atBound += calls === bound ? 1 : 0;
  if (calls - bound <= tally.over) return;
  tally.over = calls - bound;
  tally.worst = `${writeList(pair.base).join(' ')} -> ${writeList(pair.wanted).join(' ')}`;
}

function report(tally: Tally): string {
  const [calls, bound] = [tally.calls / tally.plans, tally.bound / tally.plans];
  const share = (100 * tally.atBound) / tally.plans;
  return (
    `${tally.plans} plans: ${calls.toFixed(3)} calls a plan, lower bound ${bound.toFixed(3)}, ` +
    `at the bound ${share.toFixed(1)} %, furthest above +${tally.over} (${tally.worst})`
  );
}

function assertTarget(server: RecipientList, step: PlanStep): void {
  const order = findCallOrder(step.call);
  const hit = order === null ? undefined : server.recipients[order - 1];
  assert.equal(hit?.key, step.target?.key, 'another recipient than meant');
}

/** Runs a plan made beforehand on the simulated server, whose keys are the truth. */
function runPlan({ base, wanted }: ListPair, world: Assumptions): number {
  const plan = makePlan(base, wanted, [world]);
  assert.ok(plan !== null, `no plan under ${JSON.stringify(world)}`);
  let server = base;
  for (const step of plan.steps) {
    assertTarget(server, step);
    const result = applyCall(server, step.call, world);
    assert.ok(result.ok);
    server = result.list;
    assert.ok(matchesExpected(readAsServer(server), step.after));
  }
  assert.ok(isReached(server, wanted), writeList(server).join(' '));
  assert.equal(writeVisible(server), writeVisible(wanted));
  return plan.steps.length;
}

interface Run {
  readonly server: RecipientList;
  readonly calls: number;
  readonly end: 'done' | 'conflict';
}

interface Interference {
  /** Before the read that precedes this call. */
  readonly beforeRead?: (calls: number, server: RecipientList) => RecipientList;
  /** Between that read and the call: the gap nobody can close. */
  readonly beforeCall?: (calls: number, server: RecipientList) => RecipientList;
}

/** The executor in small: reads before and after each call and knows of the server only what it read. */
function runStepByStep(
  { base, wanted }: ListPair,
  world: Assumptions,
  start: Knowledge,
  interference: Interference = {},
): Run {
  let [server, known, knowledge] = [base, base, start];
  for (let calls = 0; ; calls += 1) {
    assert.ok(calls < 300, 'the plan does not end');
    server = interference.beforeRead?.(calls, server) ?? server;
    const before = recogniseList(readAsServer(server), known);
    if (!before.isExact) return { server, calls, end: 'conflict' };
    const next = planNext(buildWorkflow(before.list), wanted, knowledge);
    if (next.kind === 'done') return { server, calls, end: 'done' };
    assert.ok(next.kind === 'call', next.kind);
    const raced = interference.beforeCall?.(calls, server);
    if (raced === undefined) assertSamePerson(server, next.step);
    const result = applyCall(raced ?? server, next.step.call, world);
    server = result.ok ? result.list : (raced ?? server);
    const outcome = settleStep(next.step, readAsServer(server), knowledge, result.ok);
    if (outcome.kind !== 'applied') return { server, calls: calls + 1, end: 'conflict' };
    [known, knowledge] = [outcome.list, outcome.knowledge];
  }
}

/** What a read shows and means, written independently of the code that compares reads. */
function writeVisible(list: RecipientList): string {
  const isNumbered = list.type === 'SERIAL' || list.type === 'CUSTOM';
  const rows = list.recipients.map((one) => {
    const who = one.kind === 'person' ? one.email : one.name;
    return [one.kind, who, one.role, isNumbered ? one.signingOrder : ''].join(',');
  });
  return [list.type, ...rows].join(' ');
}

function assertSamePerson(server: RecipientList, step: PlanStep): void {
  const order = findCallOrder(step.call);
  const hit = order === null ? undefined : server.recipients[order - 1];
  assert.equal(
    hit === undefined ? null : identifyRecipient(hit),
    step.target === null ? null : identifyRecipient(step.target),
    'another recipient than meant',
  );
}

describe('the random lists', () => {
  it('are legal', () => {
    for (const isDense of [true, false]) {
      fc.assert(
        fc.property(arbitraryPair(8, isDense), ({ base, wanted }) => {
          assert.equal(findListProblem(base, !isDense), null);
          assert.equal(findListProblem(wanted, !isDense), null);
        }),
        { seed: SEED, numRuns: 300 },
      );
    }
  });
});

describe('a plan', () => {
  it('ends in exactly the wanted list under every reading, never hitting another recipient', (t) => {
    const [every, register] = [createTally(), createTally()];
    const seen = new Set<Assumptions>();
    let turn = 0;
    fc.assert(
      fc.property(arbitraryPair(8, true), (pair) => {
        for (let left = WORLDS_PER_PAIR; left > 0; left -= 1) {
          const world = ALL_WORLDS[turn % ALL_WORLDS.length] ?? REGISTER_ASSUMPTIONS;
          turn += 1;
          seen.add(world);
          count(every, pair, world, runPlan(pair, world));
        }
        count(register, pair, REGISTER_ASSUMPTIONS, runPlan(pair, REGISTER_ASSUMPTIONS));
      }),
      { seed: SEED, numRuns: PAIRS },
    );
    assert.equal(seen.size, ALL_WORLDS.length);
    t.diagnostic(`seed ${SEED}, ${PAIRS} pairs of up to 8 recipients, ${seen.size} readings`);
    t.diagnostic(`every reading: ${report(every)}`);
    t.diagnostic(`the register's reading: ${report(register)}`);
  });

  it('keeps gaps between steps where the server does', () => {
    // A way back to SERIAL numbers from 1 on, and so keeps none.
    const worlds = listReadings({ gaps: 'kept', customReturns: false });
    let turn = 0;
    fc.assert(
      fc.property(arbitraryPair(8, false), (pair) => {
        for (let left = 8; left > 0; left -= 1) {
          runPlan(pair, worlds[turn % worlds.length] ?? REGISTER_ASSUMPTIONS);
          turn += 1;
        }
      }),
      { seed: SEED, numRuns: PAIRS },
    );
  });

  it('needs about as many calls as an exhaustive search finds, and never fewer than the bound', (t) => {
    const tally = { pairs: 0, best: 0, calls: 0, bound: 0, optimum: 0, over: 0, worst: '' };
    fc.assert(
      fc.property(arbitraryPair(4, true), fc.nat(), (pair, index) => {
        const isRegister = index % 2 === 0;
        const world = isRegister
          ? REGISTER_ASSUMPTIONS
          : (ALL_WORLDS[index % ALL_WORLDS.length] ?? REGISTER_ASSUMPTIONS);
        const calls = runPlan(pair, world);
        // Deeper searches take minutes and show nothing new.
        if (calls > 4) return;
        const optimum = findOptimum(pair.base, pair.wanted, world, calls);
        assert.ok(optimum !== null);
        const bound = boundPlan(pair.base, pair.wanted, world).total;
        assert.ok(bound <= optimum, `bound ${bound} above the optimum ${optimum}`);
        tally.pairs += 1;
        tally.best += calls === optimum ? 1 : 0;
        tally.calls += calls;
        tally.bound += bound;
        tally.optimum += optimum;
        if (calls - optimum > tally.over) {
          tally.over = calls - optimum;
          tally.worst = `${writeList(pair.base).join(' ')} -> ${writeList(pair.wanted).join(' ')} ${JSON.stringify(world)}`;
        }
      }),
      { seed: SEED, numRuns: 300 },
    );
    t.diagnostic(
      `${tally.pairs} pairs: ${tally.calls} calls planned, ${tally.optimum} at best, bound ${tally.bound}; ` +
        `${tally.best} plans optimal, furthest above +${tally.over} ${tally.worst}`,
    );
  });
});

describe('planning again after every read', () => {
  it('reaches the wanted list without knowing how the server behaves', (t) => {
    const tally = { runs: 0, calls: 0, known: 0 };
    fc.assert(
      fc.property(arbitraryPair(7, true), arbitraryWorld, (pair, world) => {
        const run = runStepByStep(pair, world, ALL_WORLDS);
        assert.equal(run.end, 'done');
        assert.ok(isReached(run.server, pair.wanted), writeList(run.server).join(' '));
        tally.runs += 1;
        tally.calls += run.calls;
        tally.known += runPlan(pair, world);
      }),
      { seed: SEED, numRuns: 300 },
    );
    t.diagnostic(
      `seed ${SEED}: ${tally.runs} runs, ${(tally.calls / tally.runs).toFixed(3)} calls knowing nothing, ` +
        `${(tally.known / tally.runs).toFixed(3)} knowing everything`,
    );
  });

  it('takes no more calls than the plan made beforehand when everything is known', () => {
    fc.assert(
      fc.property(arbitraryPair(7, true), arbitraryWorld, (pair, world) => {
        const run = runStepByStep(pair, world, [world]);
        assert.equal(run.end, 'done');
        assert.ok(run.calls <= runPlan(pair, world));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("stops at a colleague's edit before the next call, whenever it comes", (t) => {
    const tally = { edits: 0, unseen: 0 };
    fc.assert(
      fc.property(
        arbitraryPair(7, true),
        arbitraryWorld,
        arbitraryEdit,
        fc.nat(12),
        fc.boolean(),
        (pair, world, edit, when, isKnown) => {
          const at = when % (runPlan(pair, world) + 1);
          let [isSeen, edited] = [false, pair.base];
          const run = runStepByStep(pair, world, isKnown ? [world] : ALL_WORLDS, {
            beforeRead: (calls, server) => {
              if (calls !== at) return server;
              const result = applyCall(server, edit(server), world);
              edited = result.ok ? result.list : server;
              isSeen = writeVisible(edited) !== writeVisible(server);
              return edited;
            },
          });
          tally.edits += isSeen ? 1 : 0;
          tally.unseen += isSeen ? 0 : 1;
          assert.equal(run.end, isSeen ? 'conflict' : 'done');
          if (isSeen) {
            assert.equal(run.calls, at, 'a call was sent after the edit');
            assert.equal(run.server, edited, 'something was changed after the edit');
          } else assert.ok(matchesExpected(readAsServer(run.server), pair.wanted));
        },
      ),
      { seed: SEED, numRuns: PAIRS },
    );
    assert.ok(tally.edits > 500, 'too few edits to show anything');
    t.diagnostic(`seed ${SEED}: ${tally.edits} edits seen, ${tally.unseen} without visible effect`);
  });

  it('says so after an edit in the gap between read and call, and sends nothing more', (t) => {
    const tally = { flagged: 0, alike: 0 };
    fc.assert(
      fc.property(
        arbitraryPair(7, true),
        arbitraryWorld,
        arbitraryEdit,
        fc.nat(12),
        (pair, world, edit, when) => {
          const at = when % Math.max(1, runPlan(pair, world));
          const run = runStepByStep(pair, world, [world], {
            beforeCall: (calls, server) => {
              const result = calls === at ? applyCall(server, edit(server), world) : null;
              return result?.ok === true ? result.list : server;
            },
          });
          tally[run.end === 'conflict' ? 'flagged' : 'alike'] += 1;
          if (run.end === 'conflict') assert.equal(run.calls, at + 1);
          else assert.ok(matchesExpected(readAsServer(run.server), pair.wanted));
        },
      ),
      { seed: SEED, numRuns: 500 },
    );
    t.diagnostic(`seed ${SEED}: ${tally.flagged} flagged, ${tally.alike} without difference`);
  });
});
