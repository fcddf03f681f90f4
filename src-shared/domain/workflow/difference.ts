// Owns: what is different between two lists, by person and in codes, for "Preview changes" and the conflict screen.
// Must not: hold sentences or know of calls.
import { normaliseAddress } from '../email-domain.ts';
import type { Recipient, RecipientList, RecipientRole, WorkflowType } from './model.ts';
import { hasSteps } from './model.ts';
import { findLongestIncreasing } from './plan-moves.ts';

/** One difference; `recipient` is how he stands in the later list, or in the earlier one when he is gone. */
export type ListDifference =
  | { readonly code: 'TYPE_CHANGED'; readonly from: WorkflowType; readonly to: WorkflowType }
  | { readonly code: 'REMOVED'; readonly recipient: Recipient }
  | { readonly code: 'ADDED'; readonly recipient: Recipient }
  | { readonly code: 'REPLACED'; readonly recipient: Recipient; readonly was: Recipient }
  | {
      readonly code: 'STEP_CHANGED' | 'POSITION_CHANGED';
      readonly recipient: Recipient;
      readonly from: number;
      readonly to: number;
    }
  | {
      readonly code: 'ROLE_CHANGED';
      readonly recipient: Recipient;
      readonly from: RecipientRole;
      readonly to: RecipientRole;
    }
  | {
      readonly code: 'MAILS_CHANGED';
      readonly recipient: Recipient;
      readonly from: boolean | null;
      readonly to: boolean;
    }
  | {
      readonly code: 'RENAMED';
      readonly recipient: Recipient;
      readonly from: string;
      readonly to: string;
    };

/**
 * Every difference, by key: the type, who is gone, who is new, then each one's changes in list order. A position is
 * named only for the fewest recipients whose move explains the new order, not for those who merely shifted; where
 * the step says it already (SERIAL), it is left out.
 */
export function listDifferences(
  before: RecipientList,
  after: RecipientList,
): readonly ListDifference[] {
  const old = new Map(before.recipients.map((one) => [one.key, one]));
  const keys = new Set(after.recipients.map((one) => one.key));
  const moved = findMoved(before, after);
  return [
    ...(before.type === after.type
      ? []
      : [{ code: 'TYPE_CHANGED' as const, from: before.type, to: after.type }]),
    ...before.recipients
      .filter((one) => !keys.has(one.key))
      .map((recipient) => ({ code: 'REMOVED' as const, recipient })),
    ...after.recipients
      .filter((one) => !old.has(one.key))
      .map((recipient) => ({ code: 'ADDED' as const, recipient })),
    ...after.recipients.flatMap((recipient) => {
      const was = old.get(recipient.key);
      if (was === undefined) return [];
      return [
        ...compareWho(was, recipient),
        ...comparePlace(was, recipient, hasSteps(after.type), moved.has(recipient.key)),
        ...compareSettings(was, recipient),
      ];
    }),
  ];
}

function compareWho(was: Recipient, recipient: Recipient): readonly ListDifference[] {
  const isOther =
    was.kind !== recipient.kind ||
    normaliseAddress(was.email) !== normaliseAddress(recipient.email);
  if (isOther) return [{ code: 'REPLACED', recipient, was }];
  return was.name === recipient.name
    ? []
    : [{ code: 'RENAMED', recipient, from: was.name, to: recipient.name }];
}

function comparePlace(
  was: Recipient,
  recipient: Recipient,
  withSteps: boolean,
  isMoved: boolean,
): readonly ListDifference[] {
  const isOtherStep = withSteps && was.signingOrder !== recipient.signingOrder;
  const step: readonly ListDifference[] = isOtherStep
    ? [{ code: 'STEP_CHANGED', recipient, from: was.signingOrder, to: recipient.signingOrder }]
    : [];
  const isSaid = isOtherStep && recipient.signingOrder === recipient.order;
  return !isMoved || isSaid
    ? step
    : [...step, { code: 'POSITION_CHANGED', recipient, from: was.order, to: recipient.order }];
}

function compareSettings(was: Recipient, recipient: Recipient): readonly ListDifference[] {
  const isOtherRole = was.role !== recipient.role;
  const isOtherMail = recipient.notifies !== null && was.notifies !== recipient.notifies;
  return [
    ...(isOtherRole
      ? [{ code: 'ROLE_CHANGED' as const, recipient, from: was.role, to: recipient.role }]
      : []),
    ...(isOtherMail && recipient.notifies !== null
      ? [{ code: 'MAILS_CHANGED' as const, recipient, from: was.notifies, to: recipient.notifies }]
      : []),
  ];
}

/** Keys of the survivors outside one longest run that kept its order. */
function findMoved(before: RecipientList, after: RecipientList): ReadonlySet<string> {
  const old = new Map(before.recipients.map((one) => [one.key, one.order]));
  const survivors = after.recipients.filter((one) => old.has(one.key));
  const kept = new Set(findLongestIncreasing(survivors.map((one) => old.get(one.key) ?? 0)));
  return new Set(survivors.filter((_, index) => !kept.has(index)).map((one) => one.key));
}
