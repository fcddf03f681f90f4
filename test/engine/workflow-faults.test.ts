// Owns: that a lost, refused, late or doubtful answer to any call of a plan neither loses nor doubles it: applied or
// not, appended or positional; and that what no read can show may be repeated. Against the real sandbox.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import { listReadings } from '../../src-shared/domain/workflow/assumptions.ts';
import { matchesExpected } from '../../src-shared/domain/workflow/matching.ts';
import { numberPositions } from '../../src-shared/domain/workflow/model.ts';
import { buildRecipient } from '../builders/workflow-builder.ts';
import { startPlanDesk } from '../support/plan-desk.ts';
import { assertHits } from '../support/plan-oracle.ts';
import type { Recipient, RecipientList, Workflow } from '../../src-shared/domain/workflow/model.ts';
import type { PlanDesk } from '../support/plan-desk.ts';

let desk: PlanDesk;
before(async () => {
  desk = await startPlanDesk();
});
after(() => desk.close());
afterEach(() => desk.setFaults([]));

const BASE = ['ann', 'bob', 'cas'];

/** One call of each kind, alone in its plan. */
const CALLS: readonly (readonly [
  kind: string,
  method: string,
  pattern: string,
  want: (base: Workflow) => RecipientList,
])[] = [
  [
    'add',
    'POST',
    '/workflow/users',
    (base) => inSequence([...base.recipients, buildRecipient({ key: 'eve', notifies: true })]),
  ],
  ['delete', 'DELETE', '/workflow/', (base) => inSequence(base.recipients.slice(1))],
  ['reorder', 'PUT', '/reorder', ({ recipients: [ann, bob, cas] }) => inSequence([cas, ann, bob])],
  [
    'update',
    'PUT',
    '/user$',
    (base) => inSequence(base.recipients.with(1, { ...pick(base, 1), role: 'REVIEWER' })),
  ],
  [
    'set-type',
    'PUT',
    '/workflow$',
    ({ recipients }) => ({
      type: 'PARALLEL',
      recipients: recipients.map((one) => ({ ...one, signingOrder: 1 })),
    }),
  ],
];

const APPLIED = [
  ['a reset after it was applied', { type: 'reset-after' }],
  ['a hang after it was applied', { type: 'hang', isApplied: true }],
  ['a 500 after it was applied', { type: 'status', status: 500, when: 'after' }],
  ['a 503 after it was applied', { type: 'status', status: 503, when: 'after' }],
  [
    'a 429 after it was applied',
    { type: 'status', status: 429, when: 'after', headers: { 'retry-after': '2' } },
  ],
  ['a 408 after it was applied', { type: 'status', status: 408, when: 'after' }],
  ['a 400 after it was applied', { type: 'status', status: 400, when: 'after' }],
  ['a truncated answer', { type: 'truncated' }],
  ['an effect that comes late', { type: 'late-apply', afterMs: 60, answer: 'reset' }],
] as const;

const NOT_APPLIED = [
  ['a reset before it arrived', { type: 'reset-before' }],
  ['a 500 without effect', { type: 'status', status: 500 }],
  ['a 502 without effect', { type: 'status', status: 502 }],
  ['a 503 with Retry-After', { type: 'retry-after', value: '3', status: 503 }],
  ['a 429', { type: 'retry-after', value: '3' }],
  ['a 401, twice', { type: 'status', status: 401 }],
  ['a web page of a proxy', { type: 'captive-portal' }],
] as const;

describe('one call whose answer goes wrong', () => {
  for (const [kind, method, pattern, want] of CALLS) {
    for (const [name, fault] of [...APPLIED, ...NOT_APPLIED]) {
      it(`takes effect exactly once: ${kind}, ${name}`, async () => {
        const id = await desk.build({ recipients: BASE });
        const wanted = want(desk.workflow(id));
        await desk.setFaults([{ match: { method, pattern, times: 1 }, fault }]);
        const planId = desk.submit(id, wanted);
        assert.deepEqual(
          desk.entry(planId).subject.calls.map(({ facts }) => facts.kind),
          [kind],
        );
        const entry = await desk.skipUntil(planId, 5_000, 'CONFIRMED', 'SATISFIED');
        assert.ok(matchesExpected(await desk.read(id), wanted));
        assertHits(entry, await desk.changes(id));
      });
    }
  }
});

describe('a plan on a bad line', () => {
  it('brings every call through once when every first answer is lost', async () => {
    const id = await desk.build({ recipients: BASE });
    const [ann, bob, cas] = desk.workflow(id).recipients;
    const eve = buildRecipient({ key: 'eve', notifies: true });
    const wanted = inSequence([cas, eve, { ...(ann as Recipient), role: 'REVIEWER' }]);
    assert.ok(bob);
    await desk.setFaults([
      {
        match: { method: 'POST', pattern: '/workflow/', times: 1 },
        fault: { type: 'reset-after' },
      },
      { match: { method: 'DELETE', times: 1 }, fault: { type: 'reset-before' } },
      { match: { method: 'PUT', times: 2 }, fault: { type: 'reset-after' } },
    ]);
    const entry = await desk.skipUntil(desk.submit(id, wanted), 5_000, 'CONFIRMED', 'SATISFIED');
    assert.ok(matchesExpected(await desk.read(id), wanted));
    assertHits(entry, await desk.changes(id));
  });

  it('is not misled by reads from a replica that lags', async () => {
    const id = await desk.build({ recipients: BASE });
    const wanted = inSequence(desk.workflow(id).recipients.toReversed());
    await desk.setFaults([
      { match: { method: 'GET', pattern: '/workflow$' }, fault: { type: 'stale-read', ms: 100 } },
    ]);
    // Until the replica knows the package at all.
    for (;;) {
      if (
        await desk.pull(id).then(
          () => true,
          () => false,
        )
      )
        break;
    }
    const entry = await desk.skipUntil(
      desk.submit(id, wanted),
      500,
      'CONFIRMED',
      'SATISFIED',
      'CONFLICT',
    );
    await desk.setFaults([]);
    assertHits(entry, await desk.changes(id));
    // A lagging look before the next call stops the plan rather than let it work on an old list.
    if (entry.state !== 'CONFLICT') assert.ok(matchesExpected(await desk.read(id), wanted));
  });

  it('repeats a mail setting, which no read can show, but never a reorder', async () => {
    const id = await desk.build({ recipients: ['twin', 'twin', 'cas'] });
    const base = desk.workflow(id);
    const quiet = inSequence(base.recipients.with(2, { ...pick(base, 2), notifies: false }));
    await desk.setFaults([
      { match: { method: 'PUT', pattern: '/user$', times: 1 }, fault: { type: 'reset-after' } },
    ]);
    const mails = await desk.skipUntil(desk.submit(id, quiet), 5_000, 'CONFIRMED', 'SATISFIED');
    const hits = (await desk.changes(id, 'api')).map(({ detail }) => detail.what);
    assert.deepEqual([mails.attempt, hits], [2, ['recipient changed', 'recipient changed']]);
    await desk.pull(id);
    const [one, two, cas] = desk.workflow(id).recipients;
    await desk.setFaults([
      { match: { method: 'PUT', pattern: '/reorder$', times: 1 }, fault: { type: 'reset-before' } },
    ]);
    const moved = await desk.skipUntil(
      desk.submit(id, inSequence([two, one, cas])),
      5_000,
      'CONFIRMED',
      'SATISFIED',
      'ATTENTION',
    );
    assert.equal(moved.attempt, 1);
  });

  it('asks again with a fresh token when the old one was refused', async () => {
    const id = await desk.build({ recipients: BASE });
    await desk.control('POST', '/sessions/revoke', {});
    const wanted = inSequence(desk.workflow(id).recipients.toReversed());
    const entry = await desk.skipUntil(desk.submit(id, wanted), 1_000, 'CONFIRMED');
    assertHits(entry, await desk.changes(id));
  });
});

describe('a service that behaves otherwise than predicted', () => {
  beforeEach(() => {
    desk.knowledge.save('hub1', listReadings(), 0);
  });
  afterEach(() => desk.setAssumptions({ 'A-20': 'move', 'A-23': 'by-type' }));

  it('teaches, replaces the rest of the plan, and still ends in the wanted list', async () => {
    await desk.setAssumptions({ 'A-20': 'swap', 'A-23': 'with-position' });
    const [id, wanted] = await buildCrossing();
    const before = desk.knowledge.read('hub1').length;
    const planId = desk.submit(id, wanted);
    const entry = await desk.skipUntil(planId, 5_000, 'CONFIRMED');
    assert.ok(matchesExpected(await desk.read(id), wanted));
    assert.ok(desk.knowledge.read('hub1').length < before);
    assert.ok(desk.causes(planId).includes('verified-differently'));
    assert.ok(desk.causes(planId).includes('superseded'));
    assertHits(entry, await desk.changes(id));
    assert.equal(entry.subject.done, entry.subject.total);
    const learned = desk.knowledge.read('hub1').length;
    await desk.restart();
    assert.equal(desk.knowledge.read('hub1').length, learned);
  });

  it('is asked of a person when that was ruled out before, and then planned again with it', async () => {
    const [first, straight] = await buildCrossing();
    await desk.skipUntil(desk.submit(first, straight), 5_000, 'CONFIRMED');
    await desk.setAssumptions({ 'A-20': 'swap', 'A-23': 'with-position' });
    const [id, wanted] = await buildCrossing();
    const planId = desk.submit(id, wanted);
    const entry = await desk.skipUntil(planId, 5_000, 'CONFLICT');
    assert.deepEqual(entry.subject.theirs, await desk.read(id));
    const again = await desk.outbox.planAgain(planId);
    await desk.skipUntil(again, 5_000, 'CONFIRMED');
    assert.ok(matchesExpected(await desk.read(id), wanted));
  });
});

/** Moves under which every reading of a reorder leaves another list. */
async function buildCrossing(): Promise<readonly [id: string, wanted: RecipientList]> {
  const people = ['ann:1', 'bob:2', 'cas:2', 'dan:3'];
  const id = await desk.build({ type: 'CUSTOM', recipients: people });
  const [ann, bob, cas, dan] = desk.workflow(id).recipients;
  const turned = [dan, cas, ann, bob] as Recipient[];
  return [id, { type: 'CUSTOM', recipients: numberPositions(turned) }];
}

function pick({ recipients }: RecipientList, index: number): Recipient {
  const one = recipients[index];
  assert.ok(one);
  return one;
}

function inSequence(people: readonly (Recipient | undefined)[]): RecipientList {
  const recipients = numberPositions(people.flatMap((one) => one ?? []));
  return {
    type: 'SERIAL',
    recipients: recipients.map((one) => ({ ...one, signingOrder: one.order })),
  };
}
