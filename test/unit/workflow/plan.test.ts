import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  REGISTER_ASSUMPTIONS,
  listReadings,
} from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import { recogniseList } from '../../../src-shared/domain/workflow/matching.ts';
import type { Recipient, RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import { boundPlan } from '../../../src-shared/domain/workflow/plan-bound.ts';
import {
  explainDifference,
  makePlan,
  planNext,
  settleStep,
} from '../../../src-shared/domain/workflow/plan.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import {
  buildList,
  buildRecipient,
  buildWorkflow,
  readAsServer,
  writeList,
} from '../../builders/workflow-builder.ts';

const REGISTER = [REGISTER_ASSUMPTIONS] as const;

function change(list: RecipientList, key: string, over: Partial<Recipient>): RecipientList {
  const recipients = list.recipients.map((one) => (one.key === key ? { ...one, ...over } : one));
  return { ...list, recipients };
}

/** A plan's calls, one word each: `delete 3`, `reorder 4>1`, `add dan@2`, `update 1 role`. */
function writeCalls(base: RecipientList, wanted: RecipientList): readonly string[] {
  const plan = makePlan(base, wanted, REGISTER);
  assert.ok(plan !== null);
  return plan.steps.map(({ call }) => writeCall(call));
}

function writeCall(call: WorkflowCall): string {
  switch (call.kind) {
    case 'set-type':
      return `type ${call.type}`;
    case 'add':
      return `add ${call.key}@${call.signingOrder ?? 'last'}`;
    case 'delete':
      return `delete ${call.order}`;
    case 'reorder':
      return `reorder ${call.order}>${call.to}`;
    case 'update':
      return `update ${call.order} ${Object.keys(call.changes).join('+')}`;
  }
}

describe('a plan', () => {
  it('is empty when nothing is wanted', () => {
    assert.deepEqual(writeCalls(buildList('SERIAL', 'a', 'b'), buildList('SERIAL', 'a', 'b')), []);
  });
  it('deletes from the highest position down, then adds, then moves', () => {
    const base = buildList('SERIAL', 'a', 'b', 'c', 'd');
    const wanted = buildList('SERIAL', 'e', 'd', 'b');
    const calls = writeCalls(base, wanted);
    // Left after the adds: b, d, e; two of the three must move, whichever.
    assert.deepEqual(calls.slice(0, 3), ['delete 3', 'delete 1', 'add e@last']);
    assert.deepEqual(
      calls.slice(3).map((call) => call.split(' ')[0]),
      ['reorder', 'reorder'],
    );
    assert.equal(calls.length, boundPlan(base, wanted).total);
  });
  it('moves one recipient with one call, however far', () => {
    const base = buildList('SERIAL', 'a', 'b', 'c', 'd', 'e');
    assert.deepEqual(writeCalls(base, buildList('SERIAL', 'b', 'c', 'd', 'e', 'a')), [
      'reorder 1>5',
    ]);
    assert.deepEqual(writeCalls(base, buildList('SERIAL', 'e', 'a', 'b', 'c', 'd')), [
      'reorder 5>1',
    ]);
  });
  it('puts all changes of one recipient into one call', () => {
    const base = buildList('CUSTOM', 'a:1', 'b:1', 'c:2');
    const wanted = change(buildList('CUSTOM', 'a:1', 'b:2', 'c:2'), 'b', {
      role: 'REVIEWER',
      notifies: false,
    });
    assert.deepEqual(writeCalls(base, wanted), ['update 2 role+notifies+signingOrder']);
  });
  it('changes the step of a card by one call and no reorder', () => {
    const base = buildList('CUSTOM', 'a:1', 'b:1', 'c:2');
    assert.deepEqual(writeCalls(base, buildList('CUSTOM', 'a:1', 'b:2', 'c:2')), [
      'update 2 signingOrder',
    ]);
  });
  it('passes through a renumbering type where that saves calls', () => {
    const base = buildList('CUSTOM', 'a:4', 'b:3', 'c:2', 'd:1', 'e:5');
    const wanted = buildList('CUSTOM', 'a:1', 'b:2', 'c:3', 'd:4', 'e:5');
    assert.deepEqual(writeCalls(base, wanted), ['type SERIAL', 'type CUSTOM']);
  });
  it('sets the type once, before everybody is put into one step', () => {
    const base = buildList('SERIAL', 'a', 'b', 'c');
    assert.deepEqual(writeCalls(base, buildList('PARALLEL', 'a', 'b', 'c')), ['type PARALLEL']);
  });
  it("puts the first one's role right before an individual workflow copies it to all", () => {
    const base = buildList('PARALLEL', 'a', 'b', 'c');
    const wanted: RecipientList = {
      type: 'INDIVIDUAL',
      recipients: base.recipients.map((one) => ({ ...one, role: 'REVIEWER' })),
    };
    assert.deepEqual(writeCalls(base, wanted), ['update 1 role', 'type INDIVIDUAL']);
  });
  it('names for every call whom it hits and what stands there before and after', () => {
    const base = buildList('SERIAL', 'a', 'b', 'c');
    const plan = makePlan(base, buildList('SERIAL', 'c', 'a'), REGISTER);
    assert.ok(plan !== null);
    assert.deepEqual(
      plan.steps.map((step) => step.target?.key),
      ['b', 'a'],
    );
    assert.equal(plan.steps[0]?.before, base);
    assert.equal(plan.steps[1]?.before, plan.steps[0]?.after);
  });
  it('deletes the right one of two entries of the same person', () => {
    const base = change(buildList('SERIAL', 'a', 'b', 'c'), 'c', { email: 'a@example.test' });
    const plan = makePlan(base, buildList('SERIAL', 'a', 'b'), REGISTER);
    assert.deepEqual(
      plan?.steps.map(({ call }) => call),
      [{ kind: 'delete', order: 3 }],
    );
  });
});

describe('the next step', () => {
  const base = buildList('SERIAL', 'a', 'b');
  it('is refused for a package that has been shared meanwhile', () => {
    const next = planNext(
      buildWorkflow(base, { stage: 'shared' }),
      buildList('SERIAL', 'b', 'a'),
      REGISTER,
    );
    assert.equal(next.kind === 'refused' && next.problem.code, 'SHARED');
  });
  it('is allowed after sharing when somebody is only replaced, not once he has signed', () => {
    const wanted = change(base, 'b', { email: 'zoe@example.test', name: 'Zoe' });
    assert.equal(planNext(buildWorkflow(base, { stage: 'shared' }), wanted, REGISTER).kind, 'call');
    const signed = change(base, 'b', { status: 'SIGNED' });
    const next = planNext(buildWorkflow(signed, { stage: 'shared' }), wanted, REGISTER);
    assert.equal(next.kind === 'refused' && next.problem.code, 'ALREADY_ACTED');
  });
  it('is refused for a role that an XML document does not take', () => {
    const wanted = change(base, 'a', { role: 'EDITOR' });
    const next = planNext(buildWorkflow(base, { documentTypes: ['XML'] }), wanted, REGISTER);
    assert.equal(next.kind === 'refused' && next.problem.code, 'ROLE_NOT_FOR_XML');
  });
});

describe('a read after a call', () => {
  const base = buildList('SERIAL', 'a', 'b', 'c');
  const wanted = buildList('SERIAL', 'c', 'b', 'a');
  const everything = listReadings();

  it('teaches what the server does, and the plan goes on from there', () => {
    const next = planNext(buildWorkflow(base), wanted, everything);
    assert.ok(next.kind === 'call');
    const swapping = { ...REGISTER_ASSUMPTIONS, reorderMeaning: 'swap' } as const;
    const result = applyCall(base, next.step.call, swapping);
    assert.ok(result.ok);
    const outcome = settleStep(next.step, readAsServer(result.list), everything, true);
    assert.ok(outcome.kind === 'applied');
    assert.ok(outcome.knowledge.length < everything.length);
    assert.ok(
      outcome.knowledge.some((world) => JSON.stringify(world) === JSON.stringify(swapping)),
    );
    assert.deepEqual(writeList(outcome.list), writeList(result.list));
  });
  it('tells a call that did not arrive from one that did', () => {
    const next = planNext(buildWorkflow(base), wanted, REGISTER);
    assert.ok(next.kind === 'call');
    assert.equal(settleStep(next.step, readAsServer(base), REGISTER, false).kind, 'not-applied');
    assert.equal(
      settleStep(next.step, readAsServer(next.step.after), REGISTER, false).kind,
      'applied',
    );
  });
  it('lets an update that no read can show be sent again, when no answer came', () => {
    const silent = change(base, 'b', { notifies: false });
    const next = planNext(buildWorkflow(base), silent, REGISTER);
    assert.ok(next.kind === 'call');
    assert.equal(next.step.isVerifiable, false);
    assert.equal(settleStep(next.step, readAsServer(base), REGISTER, false).kind, 'not-applied');
    const outcome = settleStep(next.step, readAsServer(base), REGISTER, true);
    assert.ok(outcome.kind === 'applied');
    assert.equal(planNext(buildWorkflow(outcome.list), silent, REGISTER).kind, 'done');
  });
  it('names what nothing explains, person by person', () => {
    const next = planNext(buildWorkflow(base), wanted, REGISTER);
    assert.ok(next.kind === 'call');
    const foreign = buildList('SERIAL', 'a', 'c', 'x');
    const outcome = settleStep(next.step, readAsServer(foreign), REGISTER, true);
    assert.equal(outcome.kind, 'unexplained');
    const codes = explainDifference(base, readAsServer(foreign)).map((one) =>
      'recipient' in one ? `${one.code} ${one.recipient.name}` : one.code,
    );
    assert.deepEqual(codes, ['REMOVED b', 'ADDED x', 'STEP_CHANGED c']);
  });
  it('notices whatever it shows to be different, in any one row', () => {
    const others: readonly RecipientList[] = [
      change(base, 'b', { role: 'REVIEWER' }),
      change(base, 'b', { email: 'zoe@example.test' }),
      change(base, 'b', { kind: 'group', email: null }),
      change(base, 'b', { signingOrder: 3 }),
      { ...base, type: 'CUSTOM' },
      buildList('SERIAL', 'a', 'b'),
      buildList('SERIAL', 'a', 'b', 'c', 'd'),
    ];
    for (const other of others) {
      assert.equal(
        recogniseList(readAsServer(other), base).isExact,
        false,
        writeList(other).join(),
      );
    }
    const group = change(base, 'b', { kind: 'group', email: null, name: 'Legal' });
    const renamed = change(group, 'b', { name: 'Finance' });
    assert.equal(recogniseList(readAsServer(renamed), group).isExact, false);
  });
  it('is not troubled by another spelling of a name or address, nor by how far somebody is', () => {
    const read = change(base, 'b', {
      name: 'Bob B.',
      email: 'B@Example.test',
      status: 'IN_PROGRESS',
    });
    const { list, isExact } = recogniseList(readAsServer(read), base);
    assert.ok(isExact);
    assert.deepEqual(
      list.recipients.map((one) => [one.key, one.name]),
      [
        ['a', 'a'],
        ['b', 'b'],
        ['c', 'c'],
      ],
    );
  });
  it('gives rows nobody knows keys of their own, the same each time', () => {
    const twins = ['x', 'y'].map((key, index) =>
      buildRecipient({
        key,
        email: 'same@example.test',
        order: index + 1,
        signingOrder: index + 1,
      }),
    );
    const read = readAsServer({ type: 'SERIAL', recipients: twins });
    const first = recogniseList(read, buildList('SERIAL'));
    assert.equal(new Set(first.list.recipients.map((one) => one.key)).size, 2);
    assert.deepEqual(recogniseList(read, buildList('SERIAL')), first);
  });
});

it('plans 300 recipients turned round within a second', (t) => {
  const keys = Array.from({ length: 300 }, (_, index) => `p${index}`);
  const base = buildList('SERIAL', ...keys);
  const wanted = buildList(
    'CUSTOM',
    ...keys.toReversed().map((key, index) => `${key}:${(index >> 1) + 1}`),
  );
  for (const knowledge of [REGISTER, listReadings()]) {
    const started = performance.now();
    const plan = makePlan(base, wanted, knowledge);
    const tookMs = performance.now() - started;
    assert.ok(plan !== null);
    t.diagnostic(
      `${knowledge.length} readings: ${plan.steps.length} calls, bound ${plan.bound}, ${tookMs.toFixed(0)} ms`,
    );
    // Generous, so that a busy machine does not fail it; the figure above is what counts.
    assert.ok(tookMs < 20_000);
  }
});
