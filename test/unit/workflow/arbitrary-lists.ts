// Owns: random legal lists, pairs of them, readings and foreign edits for the property tests of the plan.
// Must not: assert anything.
import fc from 'fast-check';
import type { Assumptions } from '../../../src-shared/domain/workflow/assumptions.ts';
import { READINGS } from '../../../src-shared/domain/workflow/assumptions.ts';
import type { WorkflowCall } from '../../../src-shared/domain/workflow/call.ts';
import { requireCallableKind } from '../../../src-shared/domain/workflow/call.ts';
import type {
  CallableKind,
  Recipient,
  RecipientList,
  RecipientRole,
  WorkflowType,
} from '../../../src-shared/domain/workflow/model.ts';
import { WORKFLOW_TYPES, numberPositions } from '../../../src-shared/domain/workflow/model.ts';
import { buildRecipient } from '../../builders/workflow-builder.ts';

/** Fixed, so that a failure repeats; SEED in the environment tries another. fast-check prints it when it fails. */
export const SEED = Number(process.env['SEED'] ?? 20_310_502);

const ROLES: readonly RecipientRole[] = ['SIGNER', 'REVIEWER', 'EDITOR', 'CARBON_COPY'];
const KINDS: readonly CallableKind[] = ['person', 'person', 'person', 'group', 'placeholder'];

export interface ListPair {
  readonly base: RecipientList;
  readonly wanted: RecipientList;
}

/** Every reading of every switch alike. */
export const arbitraryWorld: fc.Arbitrary<Assumptions> = fc.record({
  reorderMeaning: fc.constantFrom(...READINGS.reorderMeaning),
  reorderSteps: fc.constantFrom(...READINGS.reorderSteps),
  deleteSteps: fc.constantFrom(...READINGS.deleteSteps),
  serialNumbers: fc.constantFrom(...READINGS.serialNumbers),
  missingNumber: fc.constantFrom(...READINGS.missingNumber),
  parallelNumbers: fc.constantFrom(...READINGS.parallelNumbers),
  updateConverts: fc.constantFrom(...READINGS.updateConverts),
  customReturns: fc.constantFrom(...READINGS.customReturns),
  gaps: fc.constantFrom(...READINGS.gaps),
  typeChange: fc.constantFrom(...READINGS.typeChange),
});

interface Draw {
  readonly type: WorkflowType;
  readonly present: readonly boolean[];
  readonly shuffle: readonly number[];
  readonly steps: readonly number[];
  readonly roles: readonly RecipientRole[];
  readonly mails: readonly (boolean | null)[];
}

/** People may share an address: keys a and b do, so that identity alone never decides. */
function drawPerson(index: number, kind: CallableKind): Recipient {
  const key = String.fromCodePoint(97 + index);
  const email = kind === 'person' ? `${index < 2 ? 'twin' : key}@example.test` : null;
  return buildRecipient({ key, kind, email, name: kind === 'person' && index < 2 ? 'twin' : key });
}

function arbitraryDraw(size: number): fc.Arbitrary<Draw> {
  const each = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
    fc.array(one, { minLength: size, maxLength: size });
  return fc.record({
    type: fc.constantFrom(...WORKFLOW_TYPES, 'CUSTOM' as const),
    present: each(fc.boolean()),
    shuffle: each(fc.integer({ min: 0, max: 999 })),
    steps: each(fc.integer({ min: 1, max: Math.max(1, Math.ceil(size / 2)) })),
    roles: each(fc.constantFrom(...ROLES)),
    mails: each(fc.constantFrom(null, null, true, false)),
  });
}

/** Legal in every reading: CUSTOM starts at 1; without gaps where `isDense`. */
function arrange(people: readonly Recipient[], draw: Draw, isDense: boolean): RecipientList {
  const chosen = people
    .map((one, index) => ({ one, index }))
    .filter(({ index }) => draw.present[index] === true)
    .toSorted((a, b) => (draw.shuffle[a.index] ?? 0) - (draw.shuffle[b.index] ?? 0));
  const used = [...new Set(chosen.map(({ index }) => draw.steps[index] ?? 1))].toSorted(
    (a, b) => a - b,
  );
  const least = used[0] ?? 1;
  const recipients = chosen.map(({ one, index }, place) => {
    const step = draw.steps[index] ?? 1;
    const custom = isDense ? used.indexOf(step) + 1 : step - least + 1;
    return {
      ...one,
      role: draw.roles[draw.type === 'INDIVIDUAL' ? 0 : index] ?? 'SIGNER',
      notifies: draw.mails[index] ?? null,
      signingOrder: draw.type === 'CUSTOM' ? custom : draw.type === 'SERIAL' ? place + 1 : 1,
    };
  });
  return { type: draw.type, recipients: numberPositions(recipients) };
}

/** Two legal lists over the same people, some in one only; the base as read, so its mail settings are not known. */
export function arbitraryPair(maxSize: number, isDense: boolean): fc.Arbitrary<ListPair> {
  return fc.integer({ min: 1, max: maxSize }).chain((size) =>
    fc
      .tuple(
        fc.array(fc.constantFrom(...KINDS), { minLength: size, maxLength: size }),
        arbitraryDraw(size),
        arbitraryDraw(size),
      )
      .map(([kinds, one, two]) => {
        const people = kinds.map((kind, index) => drawPerson(index, kind));
        const base = arrange(people, { ...one, mails: [] }, isDense);
        return { base, wanted: fillPlaceholders(base, arrange(people, two, isDense)) };
      }),
  );
}

/** Every second placeholder that stays gets a person, as the service allows at its position. */
function fillPlaceholders(base: RecipientList, wanted: RecipientList): RecipientList {
  const known = new Set(base.recipients.map((one) => one.key));
  const recipients = wanted.recipients.map((one) =>
    one.kind === 'placeholder' && known.has(one.key) && one.order % 2 === 0
      ? { ...one, kind: 'person' as const, email: `${one.key}.filled@example.test` }
      : one,
  );
  return { ...wanted, recipients };
}

/** What a colleague may do meanwhile; positions are taken modulo the list's length. */
export const arbitraryEdit: fc.Arbitrary<(list: RecipientList) => WorkflowCall> = fc
  .record({
    kind: fc.constantFrom(
      'add' as const,
      'delete' as const,
      'reorder' as const,
      'role' as const,
      'type' as const,
    ),
    one: fc.nat(20),
    two: fc.nat(20),
    type: fc.constantFrom(...WORKFLOW_TYPES),
  })
  .map((edit) => (list: RecipientList): WorkflowCall => {
    const length = Math.max(1, list.recipients.length);
    const order = (edit.one % length) + 1;
    const row = list.recipients[order - 1];
    if (edit.kind === 'type') return { kind: 'set-type', type: edit.type };
    if (edit.kind === 'add' || row === undefined) {
      return {
        kind: 'add',
        recipientKind: 'person',
        key: 'intruder',
        name: 'Intruder',
        email: 'intruder@example.test',
        role: 'SIGNER',
        notifies: true,
        signingOrder: (edit.two % length) + 1,
      };
    }
    if (edit.kind === 'delete') return { kind: 'delete', order };
    if (edit.kind === 'reorder') return { kind: 'reorder', order, to: (edit.two % length) + 1 };
    const role = row.role === 'REVIEWER' ? 'SIGNER' : 'REVIEWER';
    const recipientKind = requireCallableKind(row.kind);
    return { kind: 'update', order, recipientKind, changes: { role } };
  });
