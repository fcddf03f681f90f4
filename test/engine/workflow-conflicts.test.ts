// Owns: that a plan stops and says so when the package is not as expected: a colleague's edit between any two calls or
// in the gap, a share, a lock, a refusal; and that planning again leads on. Against the real sandbox.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { matchesExpected } from '../../src-shared/domain/workflow/matching.ts';
import { numberPositions } from '../../src-shared/domain/workflow/model.ts';
import { buildRecipient } from '../builders/workflow-builder.ts';
import { startPlanDesk } from '../support/plan-desk.ts';
import { assertHits, listHits, listMeant } from '../support/plan-oracle.ts';
import type { Recipient, RecipientList } from '../../src-shared/domain/workflow/model.ts';
import type { WorkflowEntry } from '../../src-shared/domain/outbox-item.ts';
import type { PlanDesk } from '../support/plan-desk.ts';

/** A moment to act at a named failpoint. */
let onFailpoint: ((name: string) => void) | null = null;
let desk: PlanDesk;
before(async () => {
  desk = await startPlanDesk({ onFailpoint: (name) => onFailpoint?.(name) });
});
after(() => desk.close());
afterEach(async () => {
  onFailpoint = null;
  await desk.setFaults([]);
});

const BASE = ['ann', 'bob', 'cas', 'dan'];

/** From ann, bob, cas, dan in sequence: bob goes, eve comes, dan acts first, ann reviews. Five calls or so. */
function rearrange(base: RecipientList): RecipientList {
  const [ann, , cas, dan] = base.recipients;
  const eve = buildRecipient({ key: 'eve', notifies: true });
  const people = [dan, { ...(ann as Recipient), role: 'REVIEWER' as const }, eve, cas];
  const recipients = numberPositions(people as Recipient[]);
  return {
    type: 'SERIAL',
    recipients: recipients.map((one) => ({ ...one, signingOrder: one.order })),
  };
}

/** Lets the plan come to rest after `done` calls, before the next one is looked at. */
async function runUntilDone(planId: string, done: number): Promise<void> {
  if (done === 0) return;
  const reached = new Promise<void>((resolve) => {
    let rested = 0;
    onFailpoint = (name) => {
      if (name !== 'outbox.rest.after-commit') return;
      rested += 1;
      if (rested < done) return;
      desk.outbox.setPaused(true);
      onFailpoint = null;
      resolve();
    };
  });
  desk.outbox.setPaused(false);
  await reached;
}

async function countCalls(): Promise<number> {
  const id = await desk.build({ recipients: BASE });
  const entry = await desk.waitFor(desk.submit(id, rearrange(desk.workflow(id))), 'CONFIRMED');
  assertHits(entry, await desk.changes(id));
  return entry.subject.total;
}

type Edit = readonly [name: string, act: string, body: object];
const EDITS: readonly Edit[] = [
  ['adds somebody', 'add', { email: 'mallory@example.test', name: 'Mallory' }],
  ['removes the first', 'remove', { order: 1 }],
  ['moves the last to the front', 'move', { order: 3, to: 1 }],
  ['gives the second another role', 'update', { order: 2, role: 'EDITOR' }],
  ['changes the type', 'workflow', { type: 'PARALLEL' }],
];

describe('a colleague between two calls', () => {
  for (const [name, act, body] of EDITS) {
    it(`who ${name} stops the plan before any next call, whichever it is`, async () => {
      const total = await countCalls();
      for (let done = 0; done < total; done += 1) {
        const id = await desk.build({ recipients: BASE });
        const wanted = rearrange(desk.workflow(id));
        desk.outbox.setPaused(true);
        const planId = desk.submit(id, wanted);
        await runUntilDone(planId, done);
        await desk.colleague(act, id, body);
        const theirs = await desk.read(id);
        desk.outbox.setPaused(false);
        const entry = await desk.skipUntil(planId, 1, 'CONFLICT');
        assertStopped(entry, done, theirs);
        assertHits(entry, await desk.changes(id));
        await assertAgain(planId, id, wanted);
      }
    });
  }
});

function assertStopped(entry: WorkflowEntry, done: number, theirs: unknown): void {
  const { subject } = entry;
  assert.deepEqual([subject.done, subject.stoppedAt], [done, done]);
  assert.deepEqual(subject.theirs, theirs);
  assert.equal(entry.conflict?.theirState, 'LIST_CHANGED');
  assert.equal(entry.canCancel, false);
  const later = subject.calls.slice(done + 1).map(({ phrase }) => phrase);
  assert.ok(later.every((phrase) => phrase === 'blocked-dependency'));
  assert.ok(
    desk.outbox.page('attention', null, 200).entries.some(({ opId }) => opId === entry.opId),
  );
  const waiting = desk.outbox.page('waiting', null, 200).entries;
  assert.ok(waiting.every(({ opId }) => opId !== entry.opId));
}

/** "Plan again from here" leads from the colleague's list to the wanted one; the old entry is put away. */
async function assertAgain(planId: string, id: string, wanted: RecipientList): Promise<void> {
  const again = await desk.outbox.planAgain(planId);
  assert.notEqual(again, planId);
  await desk.waitFor(again, 'CONFIRMED');
  assert.ok(matchesExpected(await desk.read(id), wanted));
  const open = desk.outbox.page('attention', null, 200).entries.map(({ opId }) => opId);
  assert.ok(!open.includes(planId));
  const all = await desk.changes(id);
  assert.deepEqual(listHits(all), [
    ...listMeant(desk.entry(planId)),
    ...listMeant(desk.entry(again)),
  ]);
}

describe('a colleague in the gap between look and call', () => {
  it('is seen afterwards, and a wrong target is flagged for a person', async () => {
    const id = await desk.build({ recipients: BASE });
    const { type, recipients } = desk.workflow(id);
    const left = numberPositions(recipients.filter(({ name }) => name !== 'bob'));
    const wanted = { type, recipients: left.map((one) => ({ ...one, signingOrder: one.order })) };
    const acted = actInGap('remove', id, { order: 1 });
    const planId = desk.submit(id, wanted);
    const entry = await desk.waitFor(planId, 'ATTENTION', 'CONFLICT');
    await acted;
    // Ours removed position 2, which was cas by then: the one race nobody can close, but never silent.
    assert.deepEqual(listHits(await desk.changes(id)), ['recipient removed cas@example.test']);
    assert.equal(entry.state, 'ATTENTION');
    assert.deepEqual(entry.subject.theirs, await desk.read(id));
    assert.equal(entry.subject.stoppedAt, 0);
  });

  it('is noticed when the package was shared meanwhile, and nothing was changed', async () => {
    const id = await desk.build({ recipients: BASE });
    const acted = actInGap('share', id, {});
    const planId = desk.submit(id, rearrange(desk.workflow(id)));
    const entry = await desk.waitFor(planId, 'CONFLICT');
    await acted;
    assert.deepEqual([entry.conflict?.why, entry.conflict?.theirState], ['closed', 'SHARED']);
    assert.equal(entry.lastHttpStatus, 403);
    assert.deepEqual(listHits(await desk.changes(id)), []);
  });
});

/** Holds our write back at the service and lets a colleague act after our look. */
async function actInGap(act: string, id: string, body: object): Promise<void> {
  await desk.setFaults([
    { match: { method: 'DELETE' }, fault: { type: 'latency', ms: 300 } },
    { match: { method: 'PUT' }, fault: { type: 'latency', ms: 300 } },
    { match: { method: 'POST', pattern: '/workflow/' }, fault: { type: 'latency', ms: 300 } },
  ]);
  await new Promise<void>((resolve) => {
    onFailpoint = (name) => {
      if (name !== 'outbox.sending.after-commit') return;
      onFailpoint = null;
      resolve();
    };
  });
  await desk.colleague(act, id, body);
}

describe('a package that does not allow the next call any more', () => {
  it('stops before it when it was shared, locked or handed to somebody else', async () => {
    const cases: readonly (readonly [string, string, (id: string) => Promise<unknown>])[] = [
      ['closed', 'SHARED', (id) => desk.colleague('share', id)],
      [
        'changed-since-review',
        'LOCKED_BY_TEMPLATE',
        (id) => desk.control('PUT', `/packages/${id}/lock`, { isReadOnly: true }),
      ],
    ];
    for (const [why, code, change] of cases) {
      const id = await desk.build({ recipients: BASE });
      desk.outbox.setPaused(true);
      const planId = desk.submit(id, rearrange(desk.workflow(id)));
      await change(id);
      desk.outbox.setPaused(false);
      const entry = await desk.skipUntil(planId, 1, 'CONFLICT');
      assert.deepEqual([entry.conflict?.why, entry.conflict?.theirState], [why, code]);
      assert.deepEqual(listHits(await desk.changes(id)), []);
      await assert.rejects(desk.outbox.planAgain(planId), /allow/);
    }
  });

  it('stops before it when a seal has come, and plans nothing over the seal', async () => {
    const id = await desk.build({ recipients: BASE });
    desk.outbox.setPaused(true);
    const planId = desk.submit(id, rearrange(desk.workflow(id)));
    const seal = { email: 'seal@example.test', name: 'House seal', role: 'ELECTRONIC_SEAL' };
    await desk.colleague('add', id, seal);
    desk.outbox.setPaused(false);
    const entry = await desk.skipUntil(planId, 1, 'CONFLICT');
    assert.equal(entry.conflict?.theirState, 'LIST_CHANGED');
    await assert.rejects(desk.outbox.planAgain(planId), (error: unknown) => {
      const { error: told } = error as { error?: { detail?: { rule?: string } } };
      return told?.detail?.rule === 'HAS_SEAL';
    });
    assert.deepEqual(listHits(await desk.changes(id)), []);
  });

  it('says that it is gone when the service does not know it any more', async () => {
    const id = await desk.build({ recipients: BASE });
    desk.outbox.setPaused(true);
    const planId = desk.submit(id, rearrange(desk.workflow(id)));
    await desk.colleague('delete', id);
    desk.outbox.setPaused(false);
    const entry = await desk.skipUntil(planId, 1, 'CONFLICT');
    assert.equal(entry.conflict?.why, 'gone');
    assert.deepEqual(listHits(await desk.changes(id)), []);
  });
});

describe('a call that the service refuses', () => {
  it('rests as refused after reading confirmed it, with the rest blocked: a role an XML document does not take', async () => {
    const id = await desk.build();
    const text = 'Recipient role is not supported for an XML type document';
    await desk.setFaults([refuseWrite('POST', 400, text)]);
    const people = [
      buildRecipient({ key: 'eve', role: 'EDITOR' }),
      buildRecipient({ key: 'fay', order: 2, signingOrder: 2 }),
    ];
    const planId = desk.submit(id, { type: 'SERIAL', recipients: people });
    const entry = await desk.skipUntil(planId, 20_000, 'REJECTED');
    assert.deepEqual([entry.phrase, entry.lastHttpStatus], ['refused', 400]);
    assert.deepEqual(
      entry.subject.calls.map(({ state }) => state),
      ['REJECTED', 'BLOCKED'],
    );
    assert.deepEqual(listHits(await desk.changes(id)), []);
    assert.equal(entry.subject.refusal, text);
  });

  it('rests as refused when the group is not known any more', async () => {
    const id = await desk.build();
    const legal = buildRecipient({ key: 'No such group', kind: 'group' });
    const planId = desk.submit(id, { type: 'SERIAL', recipients: [legal] });
    const entry = await desk.skipUntil(planId, 20_000, 'REJECTED');
    assert.equal(entry.lastHttpStatus, 404);
  });

  it('is put away by the person, and the calls never sent with it', async () => {
    const id = await desk.build();
    await desk.setFaults([refuseWrite('POST', 400, 'Model state validation failed.')]);
    const people = [
      buildRecipient({ key: 'eve' }),
      buildRecipient({ key: 'fay', order: 2, signingOrder: 2 }),
    ];
    const planId = desk.submit(id, { type: 'SERIAL', recipients: people });
    await desk.skipUntil(planId, 20_000, 'REJECTED');
    desk.outbox.dismiss(planId);
    const { subject } = desk.entry(planId);
    assert.deepEqual(
      subject.calls.map(({ state }) => state),
      ['REJECTED', 'CANCELLED'],
    );
    assert.equal(desk.outbox.findNewestPlans([await desk.pull(id)]).size, 0);
  });

  it('waits for the account when it is disabled, burning no attempt', async () => {
    const id = await desk.build();
    await desk.setFaults([refuseWrite('POST', 403, 'Account is disabled')]);
    const planId = desk.submit(id, {
      type: 'SERIAL',
      recipients: [buildRecipient({ key: 'eve' })],
    });
    const entry = await desk.waitFor(planId, 'BLOCKED');
    assert.deepEqual([entry.phrase, entry.sentCount], ['blocked-account', 0]);
    await desk.setFaults([]);
    desk.outbox.sendNow(planId);
    await desk.waitFor(planId, 'CONFIRMED');
    assert.equal(listHits(await desk.changes(id)).length, 1);
  });
});

function refuseWrite(method: string, status: number, message: string): object {
  const match = { method, pattern: '/workflow/', times: 1 };
  return { match, fault: { type: 'status', status, body: { Message: message } } };
}

/** What is kept of the service's answer. */
