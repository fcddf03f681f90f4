// Owns adding, moving and removing recipients, and setting the workflow's type and mode (specification
// 4.2, 4.8, 4.10, 4.12, 4.15, 4.20). Updating one is apply-update.ts's work.
import {
  changePackage,
  changeRecipients,
  finishChange,
  startChange,
  type Change,
} from './change.ts';
import {
  checkDraft,
  findLivePackage,
  findRefusal,
  isOwner,
  REFUSALS,
  type Check,
} from './check.ts';
import type {
  AddCommand,
  Command,
  NewRecipient,
  Outcome,
  Refusal,
  RemoveCommand,
  ReorderCommand,
  WorkflowCommand,
} from './command.ts';
import { makeRecipient } from './make-recipient.ts';
import { hasXml, isLocked, XML_ROLES, type Package, type Recipient } from './model.ts';
import { chooseStep, moveRecipient, removeRecipient, setType, settle } from './ordering.ts';
import type { HubState } from './state.ts';

type Add = Command & AddCommand;

/** Whether the role limits of XML documents meet this call (A-52: documented for users and placeholders). */
export function isXmlLimited(
  state: HubState,
  pack: Package,
  call:
    | 'add-users'
    | 'add-groups'
    | 'add-placeholders'
    | 'update-user'
    | 'update-group'
    | 'update-placeholder',
): boolean {
  if (!hasXml(pack)) return false;
  if (state.assumptions.get('A-52') === 'all') return true;
  return call === 'add-users' || call === 'add-placeholders' || call === 'update-user';
}

const ADD_CALLS = {
  person: 'add-users',
  group: 'add-groups',
  placeholder: 'add-placeholders',
} as const;

function isKnownPerson(state: HubState, email: string): boolean {
  return state.contacts.has(email) || state.users.has(email);
}

/** Why one item cannot be added to the list as it is now. */
function refuseItem(state: HubState, pack: Package, item: NewRecipient): Refusal | undefined {
  const { assumptions } = state;
  const { email, groupName } = item;
  if (item.kind === 'person') {
    if (email === undefined) return REFUSALS.invalid;
    if (item.name === undefined && assumptions.get('A-14') === 'refused') return REFUSALS.invalid;
    const isTaken = pack.recipients.some((one) => one.email === email);
    if (isTaken && assumptions.get('A-16') === 'refused') return REFUSALS.invalid;
  }
  const isLimited = isXmlLimited(state, pack, ADD_CALLS[item.kind]);
  if (isLimited && !XML_ROLES.includes(item.role)) return REFUSALS.xmlRole;
  if (item.kind === 'group' && !state.groups.has(groupName ?? '')) return REFUSALS.noGroup;
  const isStranger = email !== undefined && !isKnownPerson(state, email);
  if (isStranger && assumptions.get('A-51') === 'refused') return REFUSALS.noGroup;
  return undefined;
}

function makeNew(state: HubState, pack: Package, item: NewRecipient, step: number): Recipient {
  const { email, kind, role } = item;
  const known =
    email === undefined ? undefined : (state.users.get(email) ?? state.contacts.get(email));
  const name = item.name ?? known?.name ?? email?.split('@')[0];
  return makeRecipient({
    id: `${pack.id}:${pack.recipientsMade + 1}`,
    kind,
    role,
    signingOrder: step,
    email: kind === 'person' ? (email ?? null) : null,
    name: kind === 'person' ? (name ?? null) : null,
    groupName: kind === 'group' ? (item.groupName ?? null) : null,
    placeholder: kind === 'placeholder' ? (item.placeholder ?? null) : null,
    emailNotification: item.emailNotification ?? true,
    nationalId: item.nationalId ?? null,
    mobileNumber: item.mobileNumber ?? null,
    deliveryMethod: item.deliveryMethod ?? 'EMAIL',
  });
}

/** Adds one item; the list before the call is what its number is compared with under A-32 `batch`. */
function addItem(
  change: Change,
  item: NewRecipient,
  listBefore: readonly Recipient[],
): Refusal | undefined {
  const { state, pack } = change;
  const { assumptions } = state;
  const refusal = refuseItem(state, pack, item);
  if (refusal) return refusal;
  const ordering = { type: pack.type, list: pack.recipients };
  const seen = assumptions.get('A-32') === 'batch' ? listBefore : pack.recipients;
  const choice = chooseStep(ordering, item.signingOrder, assumptions, seen);
  if (!choice) return REFUSALS.invalid;
  const added = makeNew(state, pack, item, choice.signingOrder);
  const at = (item.at ?? pack.recipients.length + 1) - 1;
  const list = pack.recipients.toSpliced(at, 0, added);
  change.pack = { ...pack, recipientsMade: pack.recipientsMade + 1 };
  const next = settle({ type: choice.type, list }, assumptions);
  changeRecipients(change, next, { what: 'recipient added', target: added, order: at + 1 });
  return undefined;
}

function checkAdd(state: HubState, pack: Package, command: Add): Refusal | undefined {
  const isOpenAfterShare =
    command.kind === 'placeholder' && state.assumptions.get('A-19') === 'allowed';
  const isAlone = pack.mode === 'ONLY_ME' && state.assumptions.get('A-37') === 'refused';
  return findRefusal(state, {
    state: [
      !isOwner(pack, command) && REFUSALS.notOwned,
      pack.stage !== 'DRAFT' && !isOpenAfterShare && REFUSALS.notDraft,
      isLocked(pack) && REFUSALS.locked,
      isAlone && REFUSALS.notAllowed,
    ],
    input: [command.items === null && REFUSALS.invalid],
  });
}

export function applyAdd(state: HubState, command: Add): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const refusal = checkAdd(state, pack, command);
  if (refusal) return { ok: false, refusal };
  const change = startChange(state, command, pack);
  if (pack.mode === 'ONLY_ME') changePackage(change, 'workflow updated', { mode: 'ME_AND_OTHERS' });
  for (const item of command.items ?? []) {
    const problem = addItem(change, item, pack.recipients);
    if (!problem) continue;
    if (state.assumptions.get('A-15') === 'none') return { ok: false, refusal: problem };
    return finishChange(change, problem);
  }
  return finishChange(change);
}

/** The checks of moving and removing: after share as A-39 says. */
function checkMove(
  state: HubState,
  pack: Package,
  command: Command,
  target: Recipient | undefined,
): readonly Check[] {
  const reading = state.assumptions.get('A-39');
  const isShared = pack.stage === 'SHARED';
  if (!isShared || reading === 'draft-state') return checkDraft(pack, command);
  const isUntouched = target === undefined || target.turn === 'waiting';
  return [
    !isOwner(pack, command) && REFUSALS.notOwned,
    isLocked(pack) && REFUSALS.locked,
    !(reading === 'allowed' && isUntouched) && REFUSALS.notAllowed,
  ];
}

/** Where a reorder goes, from 0; undefined when the body is refused. */
function readGoal(state: HubState, command: ReorderCommand, count: number): number | undefined {
  const { to } = command;
  if (to === null) return undefined;
  if (to >= 1 && to <= count) return to - 1;
  const isClamping = state.assumptions.get('A-21') === '404/clamped';
  return isClamping ? Math.min(Math.max(to, 1), count) - 1 : undefined;
}

export function applyReorder(state: HubState, command: Command & ReorderCommand): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const from = command.order - 1;
  const target = pack.recipients[from];
  const to = readGoal(state, command, pack.recipients.length);
  const reading = state.assumptions.get('A-21');
  const badBody = reading === '404/404' ? REFUSALS.noOrder : REFUSALS.invalid;
  const badPath = reading === '400/400' ? REFUSALS.invalid : REFUSALS.noOrder;
  const refusal = findRefusal(state, {
    state: checkMove(state, pack, command, target),
    input: [to === undefined && badBody, !target && badPath],
  });
  if (refusal || !target || to === undefined) return { ok: false, refusal: refusal ?? badBody };
  const change = startChange(state, command, pack);
  const next = moveRecipient(
    { type: pack.type, list: pack.recipients },
    from,
    to,
    state.assumptions,
  );
  const fields = { from: from + 1, to: to + 1 };
  changeRecipients(change, next, { what: 'recipient moved', target, order: to + 1, fields });
  return finishChange(change);
}

export function applyRemove(state: HubState, command: Command & RemoveCommand): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const target = pack.recipients[command.order - 1];
  const refusal = findRefusal(state, {
    state: checkMove(state, pack, command, target),
    input: [!target && REFUSALS.noOrder],
  });
  if (refusal || !target) return { ok: false, refusal: refusal ?? REFUSALS.noOrder };
  const change = startChange(state, command, pack);
  const ordering = { type: pack.type, list: pack.recipients };
  const next = removeRecipient(ordering, command.order - 1, state.assumptions);
  changeRecipients(change, next, { what: 'recipient removed', target, order: command.order });
  return finishChange(change);
}

/** Puts the owner in at order 1, or takes the entry out, as the mode wants. */
export function fitOwnerEntry(change: Change): void {
  const { state, pack } = change;
  const wantsOwner = pack.mode !== 'ONLY_OTHERS';
  const at = pack.recipients.findIndex((one) => one.isOwnerEntry);
  if (wantsOwner === at >= 0) return;
  if (!wantsOwner) {
    const target = pack.recipients[at];
    const next = removeRecipient({ type: pack.type, list: pack.recipients }, at, state.assumptions);
    changeRecipients(change, next, { what: 'recipient removed', target, order: at + 1 });
    return;
  }
  const { owner: email, ownerName: name } = pack;
  const made = makeNew(state, pack, { kind: 'person', email, name, role: 'SIGNER' }, 1);
  const owner = { ...made, isOwnerEntry: true };
  const isStepped = pack.type === 'SERIAL' || pack.type === 'CUSTOM';
  const others = pack.recipients.map((one) =>
    isStepped ? { ...one, signingOrder: one.signingOrder + 1 } : one,
  );
  change.pack = { ...pack, recipientsMade: pack.recipientsMade + 1 };
  const next = { type: pack.type, list: [owner, ...others] };
  changeRecipients(change, next, { what: 'recipient added', target: owner, order: 1 });
}

function applyType(change: Change, type: Package['type']): void {
  const { state, pack } = change;
  const [first] = pack.recipients;
  const list =
    type === 'INDIVIDUAL' && first
      ? pack.recipients.map((one) => ({ ...one, role: first.role }))
      : pack.recipients;
  const next = setType(list, type, state.assumptions);
  changeRecipients(change, next, { what: 'recipients renumbered' });
}

export function applyWorkflow(state: HubState, command: Command & WorkflowCommand): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const { patch } = command;
  const isReshaping = patch?.type !== undefined || patch?.mode !== undefined;
  const isFrozen = isReshaping && state.assumptions.get('A-11') === 'refused';
  const refusal = findRefusal(state, {
    state: [
      !isOwner(pack, command) && REFUSALS.notOwned,
      pack.stage !== 'DRAFT' && isFrozen && REFUSALS.notDraft,
      isLocked(pack) && REFUSALS.locked,
    ],
    input: [patch === null && REFUSALS.invalid],
  });
  if (refusal || patch === null) return { ok: false, refusal: refusal ?? REFUSALS.invalid };
  const change = startChange(state, command, pack);
  const { type, ...fields } = patch;
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  if (given.length > 0) changePackage(change, 'workflow updated', Object.fromEntries(given));
  if (patch.mode !== undefined && state.assumptions.get('A-38') === 'edited') fitOwnerEntry(change);
  if (type !== undefined) applyType(change, type);
  return finishChange(change);
}
