// Owns: what the service does to a list of recipients on each call, as a pure function under given assumptions; a
// plan predicts with it. Must not: judge package state or roles; that is rules.ts.
import type { Assumptions } from './assumptions.ts';
import type { AddCall, ReorderCall, UpdateCall, WorkflowCall } from './call.ts';
import type { Recipient, RecipientList, WorkflowType } from './model.ts';
import { numberPositions, numberStepsByPosition, setStep } from './model.ts';

/** Why the service would turn a call down, as far as the list alone decides it. */
export type CallRefusal =
  /** 404 `No user found at given order` (spec §7). */
  | 'NO_RECIPIENT_AT_ORDER'
  /** 400: number missing in CUSTOM (seed, A-30), or not a whole number from 1 on. */
  | 'STEP_INVALID'
  /** 400: reorder to a place outside the list. */
  | 'ORDER_INVALID'
  /** The endpoint does not fit what stands at the position; only a person's fills a placeholder (spec §4.9). */
  | 'KIND_MISMATCH';

export type CallResult =
  | { readonly ok: true; readonly list: RecipientList }
  | { readonly ok: false; readonly refusal: CallRefusal };

/** The list after a call, or why it is refused. The list given is left as it is. */
export function applyCall(
  list: RecipientList,
  call: WorkflowCall,
  assumptions: Assumptions,
): CallResult {
  switch (call.kind) {
    case 'set-type':
      return accept(closeGaps(changeType(list, call.type, assumptions), assumptions));
    case 'add':
      return addRecipient(list, call, assumptions);
    case 'update':
      return updateRecipient(list, call, assumptions);
    case 'reorder':
      return reorderRecipient(list, call, assumptions);
    case 'delete':
      return deleteRecipient(list, call.order, assumptions);
  }
}

function accept(list: RecipientList): CallResult {
  return { ok: true, list };
}

function refuse(refusal: CallRefusal): CallResult {
  return { ok: false, refusal };
}

/** Spec §5.3: numbers by type; INDIVIDUAL gives everybody the first one's role. */
function changeType(
  list: RecipientList,
  type: WorkflowType,
  assumptions: Assumptions,
): RecipientList {
  const { recipients } = list;
  const first = recipients[0];
  if (type === 'INDIVIDUAL' && first !== undefined && list.type !== 'INDIVIDUAL') {
    return { type, recipients: recipients.map((one) => ({ ...one, role: first.role })) };
  }
  if (assumptions.typeChange === 'kept' || !['SERIAL', 'PARALLEL'].includes(type)) {
    return { type, recipients };
  }
  return type === 'SERIAL'
    ? { type, recipients: numberStepsByPosition(recipients) }
    : { type, recipients: recipients.map((one) => setStep(one, 1)) };
}

/** Seed: appended last; an occupied number turns SERIAL into CUSTOM (spec §5.2). */
function addRecipient(list: RecipientList, call: AddCall, assumptions: Assumptions): CallResult {
  if (!isStepOrNull(call.signingOrder)) return refuse('STEP_INVALID');
  const placed = placeAddition(list, call.signingOrder, assumptions);
  if (placed === null) return refuse('STEP_INVALID');
  const added: Recipient = {
    key: call.key,
    kind: call.recipientKind,
    name: call.name,
    email: call.email,
    role: call.role,
    notifies: call.notifies,
    order: list.recipients.length + 1,
    signingOrder: placed.step,
    status: 'UN_PROCESSED',
  };
  return accept(
    settle({ type: placed.type, recipients: [...list.recipients, added] }, assumptions),
  );
}

/** Type and step of a new recipient, by the table of spec §5.2; null = refused. */
function placeAddition(
  list: RecipientList,
  asked: number | null,
  assumptions: Assumptions,
): { readonly type: WorkflowType; readonly step: number } | null {
  const next = findLastStep(list) + 1;
  switch (list.type) {
    case 'INDIVIDUAL':
      return { type: 'INDIVIDUAL', step: 1 };
    case 'PARALLEL':
      return asked !== null && asked !== 1 && assumptions.parallelNumbers === 'convert'
        ? { type: 'CUSTOM', step: asked }
        : { type: 'PARALLEL', step: 1 };
    case 'CUSTOM':
      if (asked !== null) return { type: 'CUSTOM', step: asked };
      return assumptions.missingNumber === 'appended' ? { type: 'CUSTOM', step: next } : null;
    case 'SERIAL':
      if (asked === null) return { type: 'SERIAL', step: next };
      if (isOccupied(list, asked)) return { type: 'CUSTOM', step: asked };
      return { type: 'SERIAL', step: assumptions.serialNumbers === 'normalised' ? next : asked };
  }
}

/** Omitted members are kept; a number may turn the type. */
function updateRecipient(
  list: RecipientList,
  call: UpdateCall,
  assumptions: Assumptions,
): CallResult {
  const old = list.recipients[call.order - 1];
  if (old === undefined) return refuse('NO_RECIPIENT_AT_ORDER');
  const { signingOrder, ...changes } = call.changes;
  const isFilling = old.kind === 'placeholder' && call.recipientKind === 'person';
  if (old.kind !== call.recipientKind && !(isFilling && changes.email !== undefined)) {
    return refuse('KIND_MISMATCH');
  }
  if (!isStepOrNull(signingOrder ?? null)) return refuse('STEP_INVALID');
  const placed = placeUpdate(list, old, signingOrder ?? old.signingOrder, assumptions);
  const updated: Recipient = {
    ...old,
    ...changes,
    kind: call.recipientKind,
    signingOrder: placed.step,
  };
  return accept(
    settle(
      { type: placed.type, recipients: list.recipients.with(old.order - 1, updated) },
      assumptions,
    ),
  );
}

function placeUpdate(
  list: RecipientList,
  old: Recipient,
  asked: number,
  assumptions: Assumptions,
): { readonly type: WorkflowType; readonly step: number } {
  const unchanged = { type: list.type, step: old.signingOrder };
  if (asked === old.signingOrder) return unchanged;
  switch (list.type) {
    case 'INDIVIDUAL':
      return unchanged;
    case 'CUSTOM':
      return { type: 'CUSTOM', step: asked };
    case 'PARALLEL':
      return assumptions.parallelNumbers === 'convert' && asked !== 1
        ? { type: 'CUSTOM', step: asked }
        : unchanged;
    case 'SERIAL':
      if (isOccupied(list, asked)) {
        return assumptions.updateConverts ? { type: 'CUSTOM', step: asked } : unchanged;
      }
      return assumptions.serialNumbers === 'kept' ? { type: 'SERIAL', step: asked } : unchanged;
  }
}

/** Spec §4.15: one recipient to another place, fields go with him, steps by A-23. */
function reorderRecipient(
  list: RecipientList,
  call: ReorderCall,
  assumptions: Assumptions,
): CallResult {
  const { recipients } = list;
  const moved = recipients[call.order - 1];
  if (moved === undefined) return refuse('NO_RECIPIENT_AT_ORDER');
  const displaced = recipients[call.to - 1];
  if (displaced === undefined) return refuse('ORDER_INVALID');
  const arranged =
    assumptions.reorderMeaning === 'move'
      ? recipients.toSpliced(call.order - 1, 1).toSpliced(call.to - 1, 0, moved)
      : recipients.with(call.order - 1, displaced).with(call.to - 1, moved);
  const positioned = numberPositions(arranged);
  const numbered = renumberAfterReorder(recipients, positioned, list.type, assumptions);
  return accept(settle({ type: list.type, recipients: numbered }, assumptions));
}

function renumberAfterReorder(
  before: readonly Recipient[],
  after: readonly Recipient[],
  type: WorkflowType,
  assumptions: Assumptions,
): readonly Recipient[] {
  if (type !== 'SERIAL' && type !== 'CUSTOM') return after;
  switch (assumptions.reorderSteps) {
    case 'by-type':
      return type === 'SERIAL' ? numberStepsByPosition(after) : after;
    case 'with-recipient':
      return after;
    case 'with-position':
      return after.map((one, index) => setStep(one, before[index]?.signingOrder ?? one.order));
    case 'renumber':
      return numberStepsByPosition(after);
  }
}

/** Spec §4.20: whatever its kind; later positions close up. */
function deleteRecipient(list: RecipientList, order: number, assumptions: Assumptions): CallResult {
  const removed = list.recipients[order - 1];
  if (removed === undefined) return refuse('NO_RECIPIENT_AT_ORDER');
  const left = numberPositions(list.recipients.toSpliced(order - 1, 1));
  const isClosing = list.type === 'SERIAL' && assumptions.deleteSteps === 'closed';
  const recipients = isClosing ? closeStep(left, removed.signingOrder) : left;
  return accept(settle({ type: list.type, recipients }, assumptions));
}

/** Later steps move up when nobody is left in this one. */
function closeStep(recipients: readonly Recipient[], step: number): readonly Recipient[] {
  if (recipients.some((one) => one.signingOrder === step)) return recipients;
  return recipients.map((one) =>
    one.signingOrder > step ? setStep(one, one.signingOrder - 1) : one,
  );
}

/** What happens by itself after a change of recipients: gaps, way back to SERIAL. */
function settle(list: RecipientList, assumptions: Assumptions): RecipientList {
  const closed = closeGaps(list, assumptions);
  const returns =
    assumptions.customReturns &&
    closed.type === 'CUSTOM' &&
    closed.recipients.every(
      (one, index) => one.signingOrder > (closed.recipients[index - 1]?.signingOrder ?? 0),
    );
  if (!returns) return closed;
  return { type: 'SERIAL', recipients: numberStepsByPosition(closed.recipients) };
}

function closeGaps(list: RecipientList, assumptions: Assumptions): RecipientList {
  if (list.type !== 'CUSTOM' || assumptions.gaps === 'kept') return list;
  const steps = [...new Set(list.recipients.map((one) => one.signingOrder))].toSorted(
    (a, b) => a - b,
  );
  const ranks = new Map(steps.map((step, index) => [step, index + 1]));
  return {
    type: list.type,
    recipients: list.recipients.map((one) =>
      setStep(one, ranks.get(one.signingOrder) ?? one.signingOrder),
    ),
  };
}

function isStepOrNull(step: number | null): boolean {
  return step === null || (Number.isInteger(step) && step >= 1);
}

function isOccupied(list: RecipientList, step: number): boolean {
  return list.recipients.some((one) => one.signingOrder === step);
}

function findLastStep(list: RecipientList): number {
  return list.recipients.reduce((last, one) => Math.max(last, one.signingOrder), 0);
}
