import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import { REGISTER_ASSUMPTIONS } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';
import { applyCall } from '../../../src-shared/domain/workflow/server-rules.ts';
import { buildAddCall } from '../../builders/add-call.ts';
import { buildList, buildRecipient, writeList } from '../../builders/workflow-builder.ts';

function add(key: string, signingOrder: number | null): WorkflowCall {
  return buildAddCall(key, { signingOrder });
}

function step(order: number, signingOrder: number): WorkflowCall {
  return { kind: 'update', order, recipientKind: 'person', changes: { signingOrder } };
}

/** The list after the calls, written short; a refusal ends it. */
function run(
  list: RecipientList,
  calls: readonly WorkflowCall[],
  over: Partial<Assumptions> = {},
): string {
  let now = list;
  for (const call of calls) {
    const result = applyCall(now, call, { ...REGISTER_ASSUMPTIONS, ...over });
    if (!result.ok) return result.refusal;
    now = result.list;
  }
  return writeList(now).join(' ');
}

const TWO = buildList('SERIAL', 'chris', 'craig');
const SHARED = buildList('CUSTOM', 'ann:1', 'bob:1', 'cas:2');

describe('adding a recipient', () => {
  it('begins the order at 1 in an empty workflow, whatever number was sent', () => {
    assert.equal(run(buildList('SERIAL'), [add('ann', null)]), 'SERIAL ann:1');
    assert.equal(run(buildList('SERIAL'), [add('ann', 5)]), 'SERIAL ann:1');
    assert.equal(run(buildList('CUSTOM'), [add('ann', 5)]), 'CUSTOM ann:5');
  });
  it('puts him last', () => {
    assert.equal(run(TWO, [add('ann', null)]), 'SERIAL chris:1 craig:2 ann:3');
    assert.equal(run(TWO, [add('ann', 9)]), 'SERIAL chris:1 craig:2 ann:3');
    assert.equal(
      run(TWO, [add('ann', 9)], { serialNumbers: 'kept' }),
      'SERIAL chris:1 craig:2 ann:9',
    );
  });
  it("turns a sequential workflow custom at an occupied number (the seed's own case)", () => {
    assert.equal(run(TWO, [add('ann', 2)]), 'CUSTOM chris:1 craig:2 ann:2');
  });
  it('changes nothing else when a third joins two in parallel', () => {
    assert.equal(run(SHARED, [add('dan', 1)]), 'CUSTOM ann:1 bob:1 cas:2 dan:1');
  });
  it('needs a number in a custom workflow', () => {
    assert.equal(run(SHARED, [add('dan', null)]), 'STEP_INVALID');
    assert.equal(
      run(SHARED, [add('dan', null)], { missingNumber: 'appended' }),
      'CUSTOM ann:1 bob:1 cas:2 dan:3',
    );
  });
  it('refuses a number below 1 or broken, in every type', () => {
    for (const type of ['SERIAL', 'PARALLEL', 'CUSTOM', 'INDIVIDUAL'] as const) {
      assert.equal(run(buildList(type, 'ann'), [add('bob', 0)]), 'STEP_INVALID');
      assert.equal(run(buildList(type, 'ann'), [add('bob', 1.5)]), 'STEP_INVALID');
    }
  });
  it('ignores the number where there are no steps, or turns custom, as assumed', () => {
    const list = buildList('PARALLEL', 'ann', 'bob');
    assert.equal(run(list, [add('cas', 2)]), 'PARALLEL ann:1 bob:1 cas:1');
    assert.equal(
      run(list, [add('cas', 2)], { parallelNumbers: 'convert' }),
      'CUSTOM ann:1 bob:1 cas:2',
    );
    assert.equal(run(buildList('INDIVIDUAL', 'ann'), [add('cas', 2)]), 'INDIVIDUAL ann:1 cas:1');
  });
  it('keeps a gap, or closes it, as assumed', () => {
    assert.equal(run(SHARED, [add('dan', 7)]), 'CUSTOM ann:1 bob:1 cas:2 dan:7');
    assert.equal(
      run(SHARED, [add('dan', 7)], { gaps: 'closed' }),
      'CUSTOM ann:1 bob:1 cas:2 dan:3',
    );
  });
});

describe('an update', () => {
  it('turns a sequential workflow custom at an occupied number, or is ignored, as assumed', () => {
    assert.equal(run(TWO, [step(2, 1)]), 'CUSTOM chris:1 craig:1');
    assert.equal(run(TWO, [step(2, 1)], { updateConverts: false }), 'SERIAL chris:1 craig:2');
  });
  it('never leads back to sequential, or does, as assumed', () => {
    const list = buildList('CUSTOM', 'ann:1', 'bob:1');
    assert.equal(run(list, [step(2, 2)]), 'CUSTOM ann:1 bob:2');
    assert.equal(run(list, [step(2, 2)], { customReturns: true }), 'SERIAL ann:1 bob:2');
  });
  it('fills a placeholder with a person, and nothing else with another kind', () => {
    const place = buildRecipient({ key: 'tenant', kind: 'placeholder' });
    const list: RecipientList = { type: 'SERIAL', recipients: [place] };
    const fill: WorkflowCall = {
      kind: 'update',
      order: 1,
      recipientKind: 'person',
      changes: { email: 'tia@example.test', name: 'Tia' },
    };
    const result = applyCall(list, fill, REGISTER_ASSUMPTIONS);
    assert.ok(result.ok);
    assert.deepEqual(result.list.recipients, [
      { ...place, kind: 'person', email: 'tia@example.test', name: 'Tia' },
    ]);
    assert.equal(run(TWO, [{ ...fill, recipientKind: 'group' }]), 'KIND_MISMATCH');
    assert.equal(run(TWO, [{ ...fill, order: 3 }]), 'NO_RECIPIENT_AT_ORDER');
  });
});

describe('a reorder', () => {
  const three = buildList('SERIAL', 'ann', 'bob', 'cas');
  const move: WorkflowCall = { kind: 'reorder', order: 3, to: 1 };
  it('moves one and shifts those between, or lets two trade places, as assumed', () => {
    assert.equal(run(three, [move]), 'SERIAL cas:1 ann:2 bob:3');
    assert.equal(run(three, [move], { reorderMeaning: 'swap' }), 'SERIAL cas:1 bob:2 ann:3');
  });
  it('leaves the steps as each reading says', () => {
    const custom = buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:2');
    assert.equal(run(custom, [move]), 'CUSTOM cas:2 ann:1 bob:2');
    assert.equal(
      run(three, [move], { reorderSteps: 'with-recipient' }),
      'SERIAL cas:3 ann:1 bob:2',
    );
    assert.equal(
      run(custom, [move], { reorderSteps: 'with-position' }),
      'CUSTOM cas:1 ann:2 bob:2',
    );
    assert.equal(run(custom, [move], { reorderSteps: 'renumber' }), 'CUSTOM cas:1 ann:2 bob:3');
  });
  it('is refused outside the list', () => {
    assert.equal(run(three, [{ kind: 'reorder', order: 4, to: 1 }]), 'NO_RECIPIENT_AT_ORDER');
    assert.equal(run(three, [{ kind: 'reorder', order: 1, to: 4 }]), 'ORDER_INVALID');
    assert.equal(run(three, [{ kind: 'reorder', order: 1, to: 0 }]), 'ORDER_INVALID');
  });
});

describe('a delete', () => {
  it('closes up positions, and steps in a sequential workflow as assumed', () => {
    const three = buildList('SERIAL', 'ann', 'bob', 'cas');
    const first: WorkflowCall = { kind: 'delete', order: 1 };
    assert.equal(run(three, [first]), 'SERIAL bob:1 cas:2');
    assert.equal(run(three, [first], { deleteSteps: 'kept' }), 'SERIAL bob:2 cas:3');
    assert.equal(run(SHARED, [first, first]), 'CUSTOM cas:2');
  });
});

describe('setting the type', () => {
  it('renumbers, or not, as assumed', () => {
    assert.equal(run(SHARED, [{ kind: 'set-type', type: 'SERIAL' }]), 'SERIAL ann:1 bob:2 cas:3');
    assert.equal(
      run(SHARED, [{ kind: 'set-type', type: 'PARALLEL' }]),
      'PARALLEL ann:1 bob:1 cas:1',
    );
    assert.equal(run(TWO, [{ kind: 'set-type', type: 'CUSTOM' }]), 'CUSTOM chris:1 craig:2');
    assert.equal(
      run(SHARED, [{ kind: 'set-type', type: 'SERIAL' }], { typeChange: 'kept' }),
      'SERIAL ann:1 bob:1 cas:2',
    );
  });
  it("gives everybody the first one's role in an individual workflow", () => {
    const [one, two] = TWO.recipients;
    assert.ok(one !== undefined && two !== undefined);
    const list: RecipientList = { type: 'SERIAL', recipients: [{ ...one, role: 'REVIEWER' }, two] };
    const result = applyCall(list, { kind: 'set-type', type: 'INDIVIDUAL' }, REGISTER_ASSUMPTIONS);
    assert.ok(result.ok);
    assert.deepEqual(
      result.list.recipients.map((each) => each.role),
      ['REVIEWER', 'REVIEWER'],
    );
  });
});

it("follows the reference's worked dialogue", () => {
  const legal: WorkflowCall = {
    kind: 'add',
    recipientKind: 'group',
    key: 'legal',
    name: 'Legal',
    email: null,
    role: 'REVIEWER',
    notifies: true,
    signingOrder: 2,
  };
  const witness: WorkflowCall = {
    ...legal,
    recipientKind: 'placeholder',
    key: 'witness',
    name: 'Witness',
    role: 'SIGNER',
    signingOrder: 3,
  };
  const calls: WorkflowCall[] = [add('chris', 1), add('craig', null), legal];
  assert.equal(run(buildList('SERIAL'), calls), 'CUSTOM chris:1 craig:2 legal:2');
  assert.equal(
    run(buildList('SERIAL'), [...calls, { ...witness, signingOrder: null }]),
    'STEP_INVALID',
  );
  calls.push(witness, { kind: 'reorder', order: 3, to: 1 });
  assert.equal(run(buildList('SERIAL'), calls), 'CUSTOM legal:2 chris:1 craig:2 witness:3');
  calls.push({ kind: 'update', order: 1, recipientKind: 'group', changes: { signingOrder: 1 } });
  assert.equal(run(buildList('SERIAL'), calls), 'CUSTOM legal:1 chris:1 craig:2 witness:3');
});
