// Owns who may do what and when, and which refusal comes first (specification 5.5, 6.5, A-49). Must not
// change anything.
import type { Command, Refusal } from './command.ts';
import { MESSAGES } from './messages.ts';
import { isLocked, type Package } from './model.ts';
import { listAddresses } from './change.ts';
import type { HubState } from './state.ts';

/** A check that may refuse. */
export type Check = Refusal | undefined | false;

export const REFUSALS = {
  notFound: { status: 404, message: MESSAGES.notFound },
  notOwned: { status: 403, message: MESSAGES.notOwned },
  notDraft: { status: 403, message: MESSAGES.notDraft },
  locked: { status: 403, message: MESSAGES.locked },
  notAllowed: { status: 403, message: MESSAGES.notAllowed },
  notYourRecipient: { status: 403, message: MESSAGES.notYourRecipient },
  accessOver: { status: 403, message: MESSAGES.accessOver },
  invalid: { status: 400, message: MESSAGES.invalid },
  xmlRole: { status: 400, message: MESSAGES.xmlRole },
  noGroup: { status: 404, message: MESSAGES.noGroup },
  noOrder: { status: 404, message: MESSAGES.noOrder },
} as const satisfies Record<string, Refusal>;

/** The first refusal of the checks: first those of state, then those of input, or the other way. */
export function findRefusal(
  state: HubState,
  checks: Readonly<{ state: readonly Check[]; input: readonly Check[] }>,
): Refusal | undefined {
  const isStateFirst = state.assumptions.get('A-49') === 'state';
  const ordered = isStateFirst
    ? [...checks.state, ...checks.input]
    : [...checks.input, ...checks.state];
  for (const check of ordered) if (check) return check;
  return undefined;
}

export function isOwner(pack: Package, { origin }: Command): boolean {
  return pack.owner === origin.actor;
}

/** The package of a command, unless it is gone. */
export function findLivePackage(state: HubState, packageId: number): Package | undefined {
  const pack = state.findPackage(packageId);
  return pack?.isDeleted === true ? undefined : pack;
}

/** The checks every change of a draft's workflow shares. */
export function checkDraft(pack: Package, command: Command): readonly Check[] {
  return [
    !isOwner(pack, command) && REFUSALS.notOwned,
    pack.stage !== 'DRAFT' && REFUSALS.notDraft,
    isLocked(pack) && REFUSALS.locked,
  ];
}

/** Positions from 0 of the recipients an address stands behind. */
export function findOwnPositions(state: HubState, pack: Package, email: string): readonly number[] {
  return pack.recipients.flatMap((one, index) =>
    listAddresses(state, one).includes(email) ? [index] : [],
  );
}

/** The owner sees a package always, recipients once it is shared. */
export function maySee(state: HubState, pack: Package, email: string): boolean {
  if (pack.owner === email) return true;
  if (pack.stage === 'DRAFT' || pack.hiddenFrom.includes(email)) return false;
  return findOwnPositions(state, pack, email).length > 0;
}
