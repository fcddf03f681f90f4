// Owns: one way of getting from one list to another, simulated call by call. Must not: choose between ways.
import type { Assumptions } from './assumptions.ts';
import type { AddCall, WorkflowCall } from './call.ts';
import { requireCallableKind } from './call.ts';
import { matchesExpected } from './matching.ts';
import type { Recipient, RecipientList, WorkflowType } from './model.ts';
import { findMove } from './plan-moves.ts';
import { findFieldChanges, findFinishingCall } from './plan-updates.ts';
import { applyCall } from './server-rules.ts';

/** What plans differ in. Deletes, adds, moves and updates always come in this order (spec §5.8). */
export interface Strategy {
  /** When the type is set: before all, only where nothing else turns it, or after the moves. */
  readonly typeTime: 'first' | 'implicit' | 'late';
  /** A type to pass through after the moves, because it renumbers everybody in one call. */
  readonly via: WorkflowType | null;
  /** Whose step an added recipient gets: his own, or that of the place he is first put at. */
  readonly stepOf: 'recipient' | 'position';
}

/** A call with the list it is expected to leave. */
export interface PredictedCall {
  readonly call: WorkflowCall;
  readonly after: RecipientList;
}

/** The ways worth trying for this change, the plainest first. */
export function listStrategies(
  base: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions,
): readonly Strategy[] {
  const isTyped = base.type !== wanted.type;
  const times: readonly Strategy['typeTime'][] =
    base.type === 'SERIAL' && wanted.type === 'CUSTOM'
      ? ['first', 'implicit', 'late']
      : isTyped
        ? ['first', 'late']
        : ['first'];
  const vias: readonly Strategy['via'][] =
    wanted.type === 'CUSTOM' ? [null, 'SERIAL', 'PARALLEL'] : [null];
  const isStepLeft =
    assumptions.reorderSteps === 'with-position' || assumptions.reorderSteps === 'renumber';
  const stepsOf: readonly Strategy['stepOf'][] =
    isStepLeft && wanted.type === 'CUSTOM' ? ['recipient', 'position'] : ['recipient'];
  return vias.flatMap((via) =>
    times.flatMap((typeTime) => stepsOf.map((stepOf) => ({ typeTime, via, stepOf }))),
  );
}

/**
 * Follows a strategy to its end; null when it does not lead to the wanted list under these assumptions, or needs
 * `limit` calls or more.
 */
export function followStrategy(
  base: RecipientList,
  wanted: RecipientList,
  assumptions: Assumptions,
  strategy: Strategy,
  limit = Infinity,
): readonly PredictedCall[] | null {
  const calls: PredictedCall[] = [];
  let list = base;
  for (const phase of [nextDelete, nextAdd, nextMove, nextVia, nextFinish]) {
    // A phase that does not end leads nowhere; the widest, closing gaps, needs a few calls per recipient.
    for (let left = 6 * (base.recipients.length + wanted.recipients.length) + 10; ; left -= 1) {
      const isTypeDue =
        calls.length === 0 && strategy.typeTime === 'first' && list.type !== wanted.type;
      const call: WorkflowCall | null = isTypeDue
        ? { kind: 'set-type', type: wanted.type }
        : phase({ list, wanted, assumptions, strategy, calls });
      if (call === null) break;
      const result = left === 0 ? null : applyCall(list, call, assumptions);
      if (result === null || !result.ok || calls.length + 1 >= limit) return null;
      list = result.list;
      calls.push({ call, after: list });
    }
  }
  return isReached(list, wanted) ? calls : null;
}

/** Whether nothing is left to send: the same keys in the same places, showing the same. */
export function isReached(list: RecipientList, wanted: RecipientList): boolean {
  return (
    matchesExpected(list, wanted) &&
    list.recipients.every((one, index) => {
      const target = wanted.recipients[index];
      return target?.key === one.key && findFieldChanges(one, target) === null;
    })
  );
}

interface Situation {
  readonly list: RecipientList;
  readonly wanted: RecipientList;
  readonly assumptions: Assumptions;
  readonly strategy: Strategy;
  readonly calls: readonly PredictedCall[];
}

/** From the highest position down, since the later ones close up (spec §5.8 step 3). */
function nextDelete({ list, wanted }: Situation): WorkflowCall | null {
  const keys = new Set(wanted.recipients.map((one) => one.key));
  const last = list.recipients.findLast((one) => !keys.has(one.key));
  return last === undefined ? null : { kind: 'delete', order: last.order };
}

function nextAdd(situation: Situation): WorkflowCall | null {
  const { list, wanted } = situation;
  const keys = new Set(list.recipients.map((one) => one.key));
  const missing = wanted.recipients.find((one) => !keys.has(one.key));
  return missing === undefined ? null : addRecipient(missing, situation);
}

function addRecipient(recipient: Recipient, situation: Situation): AddCall {
  return {
    kind: 'add',
    recipientKind: requireCallableKind(recipient.kind),
    key: recipient.key,
    name: recipient.name,
    email: recipient.email,
    role: recipient.role,
    notifies: recipient.notifies ?? true,
    signingOrder: chooseStep(recipient, situation),
  };
}

/** A number only where it is needed or harmless under every reading of spec §5.2. */
function chooseStep(recipient: Recipient, { list, wanted, strategy }: Situation): number | null {
  const landing = wanted.recipients[list.recipients.length]?.signingOrder;
  const own = recipient.signingOrder;
  switch (list.type) {
    case 'CUSTOM':
      return strategy.stepOf === 'position' ? (landing ?? own) : own;
    case 'PARALLEL':
      return 1;
    case 'INDIVIDUAL':
      return null;
    case 'SERIAL': {
      const isTurning = strategy.typeTime === 'implicit' && wanted.type === 'CUSTOM';
      return isTurning && list.recipients.some((one) => one.signingOrder === own) ? own : null;
    }
  }
}

function nextMove({ list, wanted, assumptions }: Situation): WorkflowCall | null {
  return findMove(list, wanted, assumptions.reorderMeaning);
}

/** Through the renumbering type once, and only where a step is still wrong. */
function nextVia({ list, wanted, strategy, calls }: Situation): WorkflowCall | null {
  const { via } = strategy;
  if (via === null || calls.some(({ call }) => call.kind === 'set-type' && call.type === via)) {
    return null;
  }
  const isOff = list.recipients.some(
    (one, index) => wanted.recipients[index]?.signingOrder !== one.signingOrder,
  );
  return isOff && list.type !== via ? { kind: 'set-type', type: via } : null;
}

function nextFinish({ list, wanted, assumptions, strategy }: Situation): WorkflowCall | null {
  return findFinishingCall(list, wanted, assumptions, strategy.typeTime === 'implicit');
}
