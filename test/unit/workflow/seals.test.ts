// Proves that nothing is arranged where an electronic seal takes part: no command, no call, no plan.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { REGISTER_ASSUMPTIONS } from '../../../src-shared/domain/workflow/assumptions.ts';
import { requireCallableKind } from '../../../src-shared/domain/workflow/call.ts';
import { applyCommand } from '../../../src-shared/domain/workflow/commands.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import { findCallProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { buildAddCall } from '../../builders/add-call.ts';
import { buildList, buildRecipient, buildWorkflow } from '../../builders/workflow-builder.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import type { WorkflowCommand } from '../../../src-shared/domain/workflow/commands.ts';
import type {
  PackagePicture,
  Recipient,
  RecipientList,
} from '../../../src-shared/domain/workflow/model.ts';

const by = { kind: 'person', name: 'Zoe', email: 'zoe@example.test' } as const;
const COMMANDS: readonly WorkflowCommand[] = [
  {
    kind: 'add',
    recipient: { key: 'zoe', role: 'SIGNER', notifies: true, ...by },
    to: { kind: 'end' },
  },
  { kind: 'move', key: 'bob', to: { kind: 'after', step: 0 } },
  { kind: 'act-together', key: 'bob', withKey: 'ann' },
  { kind: 'set-position', key: 'bob', order: 1 },
  { kind: 'remove', key: 'bob' },
  { kind: 'set-role', key: 'tenant', role: 'REVIEWER' },
  { kind: 'set-mails', key: 'bob', notifies: false },
  { kind: 'rename', key: 'tenant', name: 'Landlord' },
  { kind: 'set-type', type: 'PARALLEL' },
  { kind: 'replace', key: 'bob', by },
  { kind: 'replace', key: 'tenant', by },
  { kind: 'close-gaps' },
];
const CALLS: readonly WorkflowCall[] = [
  { kind: 'set-type', type: 'CUSTOM' },
  buildAddCall('Zoe', { key: 'zoe' }),
  { kind: 'update', order: 2, recipientKind: 'person', changes: { email: 'zoe@example.test' } },
  { kind: 'update', order: 2, recipientKind: 'person', changes: { role: 'REVIEWER' } },
  { kind: 'update', order: 3, recipientKind: 'placeholder', changes: { name: 'Landlord' } },
  { kind: 'reorder', order: 2, to: 1 },
  { kind: 'delete', order: 2 },
];

/** ann, bob, a placeholder; the seal itself need not be in a list somebody arranged before it came. */
const { recipients } = buildList('SERIAL', 'ann', 'bob');
const tenant = buildRecipient({ key: 'tenant', kind: 'placeholder', order: 3, signingOrder: 3 });
const LIST: RecipientList = { type: 'SERIAL', recipients: [...recipients, tenant] };

function build(over: Partial<PackagePicture>) {
  return buildWorkflow(LIST, { hasSeal: true, ...over });
}

describe('a package with a seal', () => {
  it('refuses every command and every call, in a draft and shared, and says the seal is why', () => {
    for (const stage of ['draft', 'shared'] as const) {
      const workflow = build({ stage });
      for (const command of COMMANDS) {
        const result = applyCommand(workflow, command);
        assert.equal(result.ok ? 'done' : result.problem.code, 'HAS_SEAL', command.kind);
      }
      for (const call of CALLS) {
        assert.equal(findCallProblem(workflow, call)?.code, 'HAS_SEAL', call.kind);
      }
    }
  });

  it('refuses a recipient who may replace later ones too', () => {
    const user = { email: 'ann@example.test', isOwner: false, mayChangeRecipients: true };
    const replace = { kind: 'replace', key: 'bob', by } as const;
    const plain = applyCommand(build({ stage: 'shared', user, hasSeal: false }), replace);
    assert.equal(plain.ok, true);
    const sealed = applyCommand(build({ stage: 'shared', user }), replace);
    assert.equal(sealed.ok ? 'done' : sealed.problem.code, 'HAS_SEAL');
  });

  it('is finished first of all once it is', () => {
    const result = applyCommand(build({ stage: 'completed' }), { kind: 'remove', key: 'bob' });
    assert.equal(result.ok ? 'done' : result.problem.code, 'FINISHED');
  });
});

function seal(list: RecipientList, over: Partial<Recipient>): RecipientList {
  return {
    ...list,
    recipients: list.recipients.map((one) => (one.key === 's' ? { ...one, ...over } : one)),
  };
}

describe('a plan', () => {
  const plain = buildList('SERIAL', 'a', 'b');
  const nobody = { kind: 'seal', email: null, role: 'ELECTRONIC_SEAL' } as const;
  const cases = [
    ['nobody stands behind', nobody],
    ['with an address', { role: 'ELECTRONIC_SEAL' }],
  ] as const;
  for (const [which, over] of cases) {
    it(`is not made where a seal ${which} is to stay, to go, to move or to come`, () => {
      const sealed = seal(buildList('SERIAL', 'a', 's', 'b'), over);
      const [first, ...others] = sealed.recipients;
      assert.ok(first !== undefined);
      const beside = {
        ...sealed,
        recipients: [{ ...first, role: 'REVIEWER' as const }, ...others],
      };
      const moved = seal(buildList('SERIAL', 's', 'a', 'b'), over);
      const pairs = [
        [sealed, beside],
        [sealed, plain],
        [sealed, moved],
        [plain, sealed],
      ] as const;
      for (const [from, to] of pairs) {
        assert.equal(makePlan(from, to, [REGISTER_ASSUMPTIONS]), null);
      }
    });
  }

  it('can name no seal in a call', () => {
    assert.throws(() => requireCallableKind('seal'), RangeError);
    assert.equal(requireCallableKind('group'), 'group');
  });
});
