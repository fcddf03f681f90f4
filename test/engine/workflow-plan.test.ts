// Owns: that a plan brings the service to exactly the wanted list, online, offline and in the documented example,
// and shows as one entry; against the real sandbox.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { matchesExpected } from '../../src-shared/domain/workflow/matching.ts';
import { numberPositions, pickList } from '../../src-shared/domain/workflow/model.ts';
import { buildRecipient } from '../builders/workflow-builder.ts';
import { startPlanDesk } from '../support/plan-desk.ts';
import type { Recipient, RecipientList } from '../../src-shared/domain/workflow/model.ts';
import type { PlanDesk } from '../support/plan-desk.ts';

let desk: PlanDesk;
/** A moment to act at a named failpoint. */
let onFailpoint: ((name: string) => void) | null = null;
before(async () => {
  desk = await startPlanDesk({ onFailpoint: (name) => onFailpoint?.(name) });
  await desk.control('PUT', '/groups/Legal', { members: ['lea@example.test'] });
});
after(() => desk.close());
afterEach(async () => {
  onFailpoint = null;
  await desk.setFaults([]);
});

/** Five recipients of three kinds in four steps. */
function buildFive(): RecipientList {
  const five: readonly Recipient[] = [
    buildRecipient({ key: 'ann', signingOrder: 1, notifies: true }),
    buildRecipient({ key: 'bob', signingOrder: 2, notifies: false }),
    buildRecipient({ key: 'Legal', kind: 'group', role: 'REVIEWER', signingOrder: 2 }),
    buildRecipient({ key: 'Witness', kind: 'placeholder', signingOrder: 3 }),
    buildRecipient({ key: 'cas', role: 'CARBON_COPY', signingOrder: 4 }),
  ];
  return { type: 'CUSTOM', recipients: numberPositions(five) };
}

describe('a plan online', () => {
  it('builds a five-recipient flow from an empty package, call by call', async () => {
    const id = await desk.build();
    const wanted = buildFive();
    const planId = desk.submit(id, wanted);
    const entry = await desk.waitFor(planId, 'CONFIRMED');
    assert.ok(matchesExpected(await desk.read(id), wanted));
    const { subject } = entry;
    assert.equal(entry.phrase, 'sent');
    assert.deepEqual([subject.done, subject.total, subject.stoppedAt], [5, 5, null]);
    assert.deepEqual(
      subject.calls.map(({ facts }) => `${facts.kind} ${facts.name}`),
      ['add ann', 'add bob', 'add Legal', 'add Witness', 'add cas'],
    );
    assert.equal((await desk.changes(id, 'api')).length, 5);
    assert.equal(entry.canCancel, false);
    // The history says which call each line is about.
    const sent = desk.outbox.listHistory(planId).filter(({ cause }) => cause === 'sending');
    assert.deepEqual(
      sent.map(({ callNumber }) => callNumber),
      [1, 2, 3, 4, 5],
    );
  });

  it('keeps the mirror as the service is', async () => {
    const id = await desk.build({ recipients: ['ann', 'bob', 'cas'] });
    const { type, recipients } = desk.workflow(id);
    const wanted = { type, recipients: number(recipients.toReversed()) };
    await desk.waitFor(desk.submit(id, wanted), 'CONFIRMED');
    assert.ok(matchesExpected(desk.workflow(id), wanted));
  });

  it('turns sequential into custom as documented, adding one at an occupied order', async () => {
    const id = await desk.build({ recipients: ['chris', 'craig'] });
    const base = pickList(desk.workflow(id));
    assert.equal(base.type, 'SERIAL');
    const dana = buildRecipient({ key: 'dana', order: 3, signingOrder: 2, notifies: true });
    const wanted: RecipientList = { type: 'CUSTOM', recipients: [...base.recipients, dana] };
    const entry = await desk.waitFor(desk.submit(id, wanted), 'CONFIRMED');
    assert.ok(matchesExpected(await desk.read(id), wanted));
    assert.ok(entry.subject.total <= 2);
  });

  it('counts and pages as one entry, and says it by events', async () => {
    desk.outbox.setPaused(true);
    const id = await desk.build();
    const planId = desk.submit(id, buildFive());
    assert.equal(desk.outbox.countQueue().waiting, 1);
    const waiting = desk.outbox.page('waiting', null, 50);
    assert.deepEqual([waiting.total, waiting.entries.map(({ opId }) => opId)], [1, [planId]]);
    desk.outbox.setPaused(false);
    await desk.waitFor(planId, 'CONFIRMED');
    await desk.skip(100);
    const done = desk.outbox.page('done', null, 200).entries.filter((one) => one.opId === planId);
    assert.equal(done.length, 1);
    const key = `hub1/${id}`;
    assert.ok(
      desk.events.some(({ name, payload }) => name === 'package.changed' && holds(payload, key)),
    );
    assert.ok(
      desk.events.some(({ name, payload }) => name === 'outbox.changed' && holds(payload, planId)),
    );
    assert.ok(!desk.events.some(({ name }) => name === 'inbox.changed'));
  });

  it('says the newest plan of a package', async () => {
    const id = await desk.build();
    const key = await desk.pull(id);
    assert.equal(desk.outbox.findNewestPlans([key]).size, 0);
    const planId = desk.submit(id, buildFive());
    assert.equal(desk.outbox.findNewestPlans([key]).get(key)?.opId, planId);
    await desk.waitFor(planId, 'CONFIRMED');
    assert.equal(desk.outbox.findNewestPlans([key]).get(key)?.phrase, 'sent');
  });
});

describe('a plan offline', () => {
  it('waits, survives a restart, and arrives once when the service answers again', async () => {
    const id = await desk.build();
    await desk.setNetwork(false);
    const wanted = buildFive();
    const planId = desk.submit(id, wanted);
    await desk.skip(1_000);
    assert.equal(desk.entry(planId).subject.done, 0);
    await desk.restart();
    assert.equal(desk.entry(planId).state, 'QUEUED');
    await desk.setNetwork(true);
    await desk.skipUntil(planId, 2_000, 'CONFIRMED');
    assert.ok(matchesExpected(await desk.read(id), wanted));
    assert.equal((await desk.changes(id, 'api')).length, 5);
  });

  it('is withdrawn whole while nothing has left', async () => {
    const id = await desk.build();
    await desk.setNetwork(false);
    const planId = desk.submit(id, buildFive());
    assert.equal(desk.entry(planId).canCancel, true);
    desk.outbox.cancel(planId);
    assert.deepEqual([desk.entry(planId).state, desk.entry(planId).subject.done], ['CANCELLED', 0]);
    await desk.setNetwork(true);
    await desk.skip(60_000);
    assert.equal((await desk.changes(id, 'api')).length, 0);
  });

  it('keeps what was applied when it is withdrawn midway, and says so', async () => {
    const id = await desk.build();
    const planId = desk.submit(id, buildFive());
    let answers = 0;
    onFailpoint = (name) => {
      if (name !== 'outbox.answer.after-commit') return;
      answers += 1;
      // The third call is on its way to being verified; two are done.
      if (answers === 3) desk.outbox.cancel(planId);
    };
    const entry = await desk.waitFor(planId, 'CANCELLED');
    const states = entry.subject.calls.map(({ state }) => state);
    assert.deepEqual(states, ['CONFIRMED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED', 'CANCELLED']);
    assert.deepEqual([entry.subject.done, entry.subject.total, entry.phrase], [3, 5, 'withdrawn']);
    assert.equal((await desk.changes(id, 'api')).length, 3);
    assert.equal(desk.outbox.page('done', null, 200).entries[0]?.opId, planId);
  });

  it('is held for the undo window, all calls of it, and sent now on demand', async () => {
    desk.settings = { ...desk.settings, holdSeconds: 10 };
    const id = await desk.build();
    const planId = desk.submit(id, buildFive());
    assert.equal(desk.entry(planId).phrase, 'held');
    assert.equal(desk.outbox.countQueue().held, 1);
    desk.outbox.sendNow(planId);
    await desk.waitFor(planId, 'CONFIRMED');
    desk.settings = { ...desk.settings, holdSeconds: 0 };
  });
});

describe('submitting', () => {
  it('refuses what the person did not see, a second plan, and no change at all', async () => {
    const id = await desk.build({ recipients: ['ann'] });
    const key = await desk.pull(id);
    const wanted = buildFive();
    const submit = (baseHash: string): string => desk.outbox.submitPlan({ key, baseHash, wanted });
    assert.throws(() => submit('0'.repeat(64)), hasCode('REQUEST_CHANGED'));
    const same = pickList(desk.workflow(id));
    assert.throws(() => desk.submit(id, same), hasCode('NOT_ALLOWED', 'NO_CHANGE'));
    desk.outbox.setPaused(true);
    const planId = desk.submit(id, wanted);
    assert.throws(() => desk.submit(id, wanted), hasCode('DECISION_WAITING'));
    desk.outbox.cancel(planId);
    desk.outbox.setPaused(false);
  });

  it('refuses an EDITOR in an XML package, a locked, a sealed and a shared one, each with its rule', async () => {
    const editor = buildRecipient({ key: 'eve', role: 'EDITOR' });
    const list: RecipientList = { type: 'SERIAL', recipients: [editor] };
    const xml = await desk.build({ documents: [{ type: 'XML' }] });
    assert.throws(() => desk.submit(xml, list), hasCode('NOT_ALLOWED', 'ROLE_NOT_FOR_XML'));
    const locked = await desk.build({ isLocked: true });
    assert.throws(() => desk.submit(locked, list), hasCode('NOT_ALLOWED', 'LOCKED_BY_TEMPLATE'));
    const sealed = await desk.build({ recipients: ['ann', 'seal House'] });
    assert.throws(() => desk.submit(sealed, list), hasCode('NOT_ALLOWED', 'HAS_SEAL'));
    const same = pickList(desk.workflow(sealed));
    assert.throws(() => desk.submit(sealed, same), hasCode('NOT_ALLOWED', 'HAS_SEAL'));
    const shared = await desk.build({ isShared: true, recipients: ['ann'] });
    const both = {
      type: 'SERIAL',
      recipients: number([...desk.workflow(shared).recipients, editor]),
    } as const;
    assert.throws(() => desk.submit(shared, both), hasCode('NOT_ALLOWED', 'SHARED'));
  });
});

function number(recipients: readonly Recipient[]): readonly Recipient[] {
  return numberPositions(recipients).map((one) => ({ ...one, signingOrder: one.order }));
}

function holds(payload: unknown, text: string): boolean {
  return JSON.stringify(payload).includes(text);
}

function hasCode(code: string, rule?: string): (error: unknown) => boolean {
  return (error) => {
    const found = (error as { error?: { code: string; detail?: { rule?: string } } }).error;
    assert.deepEqual([found?.code, found?.detail?.rule], [code, rule]);
    return true;
  };
}
