// Owns: that plans between random lists, under random readings of what the service leaves open, carried out by the real
// outbox against the real sandbox, end in exactly the wanted list, hit nobody else, and stop for a colleague.
// PAIRS=1000 EVERY_READING=1 runs each pair under every reading of every switch; SEED=n takes other lists.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import fc from 'fast-check';
import {
  READINGS,
  REGISTER_ASSUMPTIONS,
  listReadings,
} from '../../src-shared/domain/workflow/assumptions.ts';
import { matchesExpected } from '../../src-shared/domain/workflow/matching.ts';
import { pickList } from '../../src-shared/domain/workflow/model.ts';
import { boundPlan } from '../../src-shared/domain/workflow/plan-bound.ts';
import { HUB_ID, startPlanDesk } from '../support/plan-desk.ts';
import { assertHits } from '../support/plan-oracle.ts';
import { adoptKeys, describePackage, writeSwitches } from '../support/sandbox-world.ts';
import {
  SEED,
  arbitraryEdit,
  arbitraryPair,
  arbitraryWorld,
} from '../unit/workflow/arbitrary-lists.ts';
import type { Assumptions } from '../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../src-shared/domain/workflow/model.ts';
import type { PlanDesk } from '../support/plan-desk.ts';
import type { ListPair } from '../unit/workflow/arbitrary-lists.ts';

const PAIRS = Number(process.env['PAIRS'] ?? 150);
const EDITED_PAIRS = Number(process.env['PAIRS'] ?? 80);
const MAX_SIZE = 7;
const LIMIT_MS = 3 * 3_600_000;

let onFailpoint: ((name: string) => void) | null = null;
let desk: PlanDesk;
before(async () => {
  desk = await startPlanDesk({ onFailpoint: (name) => onFailpoint?.(name) });
  for (const name of 'abcdefgh') await desk.control('PUT', `/groups/${name}`, { members: [] });
});
after(() => desk.close());

interface Case {
  readonly id: string;
  /** null = nothing to do. */
  readonly planId: string | null;
  readonly wanted: RecipientList;
}

/** A package with the base list, a service under this reading, a desk that knows nothing of it, and the plan. */
async function begin(pair: ListPair, world: Assumptions): Promise<Case> {
  await desk.setAssumptions(writeSwitches(world));
  desk.knowledge.save(HUB_ID, listReadings(), 0);
  const id = await desk.build(describePackage(pair.base));
  const base = desk.workflow(id);
  assert.ok(matchesExpected(base, pair.base), 'the package was not made as told');
  const wanted = adoptKeys(pair.wanted, pair.base, base);
  try {
    return { id, wanted, planId: desk.submit(id, wanted) };
  } catch (error) {
    const rule = (error as { error?: { detail?: { rule?: string } } }).error?.detail?.rule;
    if (rule !== 'NO_CHANGE') throw error;
    return { id, wanted, planId: null };
  }
}

/** Each switch at each of its readings, the others as registered. */
function listWorlds(): readonly Assumptions[] {
  return Object.entries(READINGS).flatMap(([name, values]) =>
    (values as readonly unknown[]).map((value) => ({ ...REGISTER_ASSUMPTIONS, [name]: value })),
  );
}

const tally = { plans: 0, calls: 0, bound: 0, requests: 0, anew: 0, wrong: 0, stopped: 0 };

async function runExactly(pair: ListPair, world: Assumptions): Promise<void> {
  const { id, planId, wanted } = await begin(pair, world);
  tally.plans += 1;
  if (planId === null) return;
  const entry = await desk.skipUntil(
    planId,
    5_000,
    'CONFIRMED',
    'CONFLICT',
    'ATTENTION',
    'REJECTED',
  );
  const told = entry.state === 'CONFIRMED' ? '' : await tell(id, planId);
  assert.equal(
    entry.state,
    'CONFIRMED',
    `${JSON.stringify(world)}
${told}`,
  );
  assert.ok(matchesExpected(await desk.read(id), wanted), JSON.stringify(world));
  assertHits(entry, await desk.changes(id));
  tally.calls += entry.subject.total;
  tally.requests += entry.attempt;
  tally.bound += boundPlan(pair.base, pair.wanted, world).total;
  tally.anew += desk.causes(planId).includes('verified-differently') ? 1 : 0;
}

describe('plans between random lists', () => {
  it(
    'end in exactly the wanted list, whatever the service leaves open',
    { timeout: LIMIT_MS },
    async () => {
      const worlds = process.env['EVERY_READING'] === undefined ? null : listWorlds();
      await fc.assert(
        fc.asyncProperty(arbitraryPair(MAX_SIZE, true), arbitraryWorld, async (pair, world) => {
          for (const each of worlds ?? [world]) await runExactly(pair, each);
        }),
        { numRuns: PAIRS, seed: SEED, endOnFailure: true },
      );
      const { plans, calls, requests, bound, anew } = tally;
      console.log(
        `seed ${SEED}: ${plans} plans, ${(calls / plans).toFixed(3)} calls a plan (lower bound ` +
          `${(bound / plans).toFixed(3)}), ${requests} writes for ${calls} calls, ${anew} planned anew midway, ` +
          `0 wrong targets`,
      );
    },
  );

  it(
    'stop for a colleague at any point, and never hit another one',
    { timeout: LIMIT_MS },
    async () => {
      await fc.assert(
        fc.asyncProperty(
          arbitraryPair(MAX_SIZE, true),
          arbitraryWorld,
          arbitraryEdit,
          fc.nat(20),
          (pair, world, edit, at) => runWithColleague(pair, world, edit, at),
        ),
        { numRuns: EDITED_PAIRS, seed: SEED, endOnFailure: true },
      );
      console.log(
        `seed ${SEED}: ${EDITED_PAIRS} plans with a colleague, ${tally.stopped} stopped, 0 wrong targets`,
      );
    },
  );
});

async function runWithColleague(
  pair: ListPair,
  world: Assumptions,
  makeEdit: (list: RecipientList) => WorkflowCall,
  at: number,
): Promise<void> {
  desk.outbox.setPaused(true);
  const { id, planId, wanted } = await begin(pair, world);
  if (planId === null) return desk.outbox.setPaused(false);
  await runCalls(planId, at % (desk.entry(planId).subject.total + 1));
  const theirs = await desk.read(id);
  await actAsColleague(id, makeEdit({ ...pickList(desk.workflow(id)), type: theirs.type }));
  desk.outbox.setPaused(false);
  const entry = await desk.skipUntil(planId, 5_000, 'CONFIRMED', 'SATISFIED', 'CONFLICT');
  const sent = {
    ...entry.subject,
    calls: entry.subject.calls.filter(({ state }) => state === 'CONFIRMED'),
  };
  assertHits({ ...entry, subject: sent }, await desk.changes(id));
  if (entry.state !== 'CONFLICT') return;
  tally.stopped += 1;
  assert.deepEqual(entry.subject.theirs, await desk.read(id));
  await assertAgain(planId, id, wanted);
}

/** A person may insist: from the colleague's list to exactly the wanted one. */
async function assertAgain(planId: string, id: string, wanted: RecipientList): Promise<void> {
  const before = await desk.changes(id);
  const again = await desk.outbox.planAgain(planId);
  if (again === planId) return;
  const entry = await desk.skipUntil(again, 5_000, 'CONFIRMED', 'CONFLICT');
  assert.equal(entry.state, 'CONFIRMED', await tell(id, again));
  assert.ok(matchesExpected(await desk.read(id), wanted));
  assertHits(entry, (await desk.changes(id)).slice(before.length));
}

/** Lets so many calls come to rest, and pauses before the next is looked at. */
async function runCalls(planId: string, count: number): Promise<void> {
  if (count === 0) return;
  const reached = Promise.withResolvers<void>();
  onFailpoint = (name) => {
    if (name !== 'outbox.rest.after-commit') return;
    const { done, total } = desk.entry(planId).subject;
    if (done < count && done < total) return;
    onFailpoint = null;
    desk.outbox.setPaused(true);
    reached.resolve();
  };
  desk.outbox.setPaused(false);
  await desk.skipWhile(500, reached.promise);
}

async function actAsColleague(id: string, call: WorkflowCall): Promise<void> {
  switch (call.kind) {
    case 'add': {
      const { name, email, role, signingOrder } = call;
      return desk.colleague('add', id, { name, email, role, signingOrder });
    }
    case 'delete':
      return desk.colleague('remove', id, { order: call.order });
    case 'reorder':
      return desk.colleague('move', id, { order: call.order, to: call.to });
    case 'set-type':
      return desk.colleague('workflow', id, { type: call.type });
    case 'update': {
      const { order, recipientKind: kind, changes } = call;
      return desk.colleague('update', id, { order, kind, role: changes.role });
    }
  }
}

/** What is needed to understand a plan that ended otherwise. */
async function tell(id: string, planId: string): Promise<string> {
  const { state, conflict, subject } = desk.entry(planId);
  const calls = subject.calls.map((one) => `${one.state} ${JSON.stringify(one.facts.call)}`);
  const done = (await desk.changes(id)).map(
    ({ cause, detail }) => `${cause} ${JSON.stringify(detail)}`,
  );
  const heads = [state, JSON.stringify(conflict), `theirs ${JSON.stringify(subject.theirs)}`];
  return [...heads, ...calls, ...done].join('\n');
}
