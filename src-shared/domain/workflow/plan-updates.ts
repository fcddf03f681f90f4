// Owns: the calls that end a plan once the right recipients stand in the right order: type, steps, roles, names,
// mail settings. Must not: move, add or delete.
import { normaliseAddress } from '../email-domain.ts';
import type { Assumptions } from './assumptions.ts';
import type { RecipientChanges, UpdateCall, WorkflowCall } from './call.ts';
import { requireCallableKind } from './call.ts';
import type { Recipient, RecipientList } from './model.ts';
import { hasSteps } from './model.ts';

/**
 * The next call towards the wanted list, or null when nothing is left. Both lists hold the same keys in the same
 * order. `isImplicit` lets an update with an occupied number turn SERIAL into CUSTOM instead of a call for the type.
 */
export function findFinishingCall(
  list: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions,
  isImplicit: boolean,
): WorkflowCall | null {
  const setType: WorkflowCall = { kind: 'set-type', type: wanted.type };
  if (wanted.type === 'INDIVIDUAL' && list.type !== 'INDIVIDUAL') {
    // The change gives everybody the first one's role (spec §5.3), so his must be right before.
    return updateFirstRole(list, wanted) ?? setType;
  }
  const areStepsWrong = hasSteps(wanted.type) && list.recipients.some(isStepOff(wanted));
  if (areStepsWrong) return findStepCall(list, wanted, assumptions, isImplicit);
  for (const [index, recipient] of list.recipients.entries()) {
    const target = wanted.recipients[index];
    const changes = target === undefined ? null : findFieldChanges(recipient, target);
    if (target !== undefined && changes !== null) return update(recipient, target, changes);
  }
  return list.type === wanted.type ? null : setType;
}

/** What differs beside the step and can be sent; null when nothing does. */
export function findFieldChanges(from: Recipient, to: Recipient): RecipientChanges | null {
  const isOther = normaliseAddress(from.email) !== normaliseAddress(to.email);
  const isNotifying = to.notifies !== null && to.notifies !== from.notifies;
  const changes: RecipientChanges = {
    ...(isOther && to.email !== null ? { email: to.email } : {}),
    ...(isOther || from.name !== to.name ? { name: to.name } : {}),
    ...(from.role === to.role ? {} : { role: to.role }),
    ...(isNotifying && to.notifies !== null ? { notifies: to.notifies } : {}),
  };
  return Object.keys(changes).length === 0 && from.kind === to.kind ? null : changes;
}

function update(from: Recipient, to: Recipient, changes: RecipientChanges): UpdateCall {
  const recipientKind = requireCallableKind(to.kind);
  return { kind: 'update', order: from.order, recipientKind, changes };
}

function updateFirstRole(list: RecipientList, wanted: RecipientList): UpdateCall | null {
  const [first, target] = [list.recipients[0], wanted.recipients[0]];
  if (first === undefined || target === undefined || first.role === target.role) return null;
  return update(first, target, findFieldChanges(first, target) ?? {});
}

function isStepOff(wanted: RecipientList): (recipient: Recipient, index: number) => boolean {
  return (recipient, index) => wanted.recipients[index]?.signingOrder !== recipient.signingOrder;
}

function findStepCall(
  list: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions,
  isImplicit: boolean,
): WorkflowCall {
  if (wanted.type === 'SERIAL' && assumptions.typeChange === 'renumber') {
    return { kind: 'set-type', type: 'SERIAL' };
  }
  if (list.type === 'CUSTOM') return updateStep(list, wanted, assumptions);
  const isConverting = isImplicit && list.type === 'SERIAL' && assumptions.updateConverts;
  const converting = isConverting ? findConvertingUpdate(list, wanted) : null;
  return converting ?? { kind: 'set-type', type: 'CUSTOM' };
}

/** An update whose own number is occupied now, so that it turns SERIAL into CUSTOM by itself. */
function findConvertingUpdate(list: RecipientList, wanted: RecipientList): UpdateCall | null {
  const steps = new Set(list.recipients.map((one) => one.signingOrder));
  for (const [index, recipient] of list.recipients.entries()) {
    const target = wanted.recipients[index];
    if (
      target !== undefined &&
      target.signingOrder !== recipient.signingOrder &&
      steps.has(target.signingOrder)
    ) {
      return withStep(recipient, target, target.signingOrder);
    }
  }
  return null;
}

/** The step together with whatever else differs: one call per recipient. */
function withStep(from: Recipient, to: Recipient, signingOrder: number): UpdateCall {
  return update(from, to, { ...findFieldChanges(from, to), signingOrder });
}

function updateStep(
  list: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions,
): UpdateCall {
  const choice =
    assumptions.gaps === 'closed' ? chooseClosedStep(list, wanted) : chooseStep(list, wanted);
  return withStep(choice.from, choice.to, choice.step);
}

interface StepChoice {
  readonly from: Recipient;
  readonly to: Recipient;
  readonly step: number;
}

function chooseStep(list: RecipientList, wanted: RecipientList): StepChoice {
  const index = list.recipients.findIndex(isStepOff(wanted));
  const { from, to } = pair(list, wanted, index);
  return { from, to, step: to.signingOrder };
}

/**
 * Where the service closes gaps after every call, steps are put right from the first on: whoever is in the
 * way goes behind the last step, whoever is missing joins. A step once right is never touched again, and one moved
 * to the end never comes back before the ones still in the way, so this ends.
 */
function chooseClosedStep(list: RecipientList, wanted: RecipientList): StepChoice {
  const pairs = list.recipients.map((_, index) => pair(list, wanted, index));
  const step = pairs
    .filter(({ from, to }) => from.signingOrder !== to.signingOrder)
    .reduce((least, { from, to }) => Math.min(least, from.signingOrder, to.signingOrder), Infinity);
  const strangers = pairs.filter(
    ({ from, to }) => from.signingOrder === step && to.signingOrder !== step,
  );
  const isStarted = pairs.some(
    ({ from, to }) => from.signingOrder === step && to.signingOrder === step,
  );
  const stranger = strangers.toSorted((a, b) => a.to.signingOrder - b.to.signingOrder)[0];
  if (stranger !== undefined) {
    return { ...stranger, step: findPlaceBehind(pairs, stranger, isStarted, step) };
  }
  const missing = pairs.find(
    ({ from, to }) => to.signingOrder === step && from.signingOrder !== step,
  );
  return { ...(missing ?? pair(list, wanted, 0)), step };
}

/** The last step where it holds only his own future company, else a new one behind it. */
function findPlaceBehind(
  pairs: readonly { readonly from: Recipient; readonly to: Recipient }[],
  stranger: { readonly from: Recipient; readonly to: Recipient },
  isStarted: boolean,
  step: number,
): number {
  const last = pairs.reduce((most, { from }) => Math.max(most, from.signingOrder), 0);
  const isCompany = pairs
    .filter(({ from }) => from.signingOrder === last)
    .every(({ to }) => to.signingOrder === stranger.to.signingOrder);
  return isCompany && last !== step && (isStarted || last > step) ? last : last + 1;
}

function pair(
  list: RecipientList,
  wanted: RecipientList,
  index: number,
): { readonly from: Recipient; readonly to: Recipient } {
  const [from, to] = [list.recipients[index], wanted.recipients[index]];
  if (from === undefined || to === undefined) {
    throw new RangeError(`position ${index + 1} is in one list only`);
  }
  return { from, to };
}
