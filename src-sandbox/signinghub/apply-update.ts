// Owns the update of one recipient: role, step, mails, and putting another person in its place, also
// while the workflow runs (specification 4.9, 4.11, 4.13, 5.5, 5.6).
import {
  changeRecipients,
  finishChange,
  mailRecipient,
  nameRecipient,
  startChange,
  type Change,
} from './change.ts';
import {
  findLivePackage,
  findOwnPositions,
  findRefusal,
  isOwner,
  REFUSALS,
  type Check,
} from './check.ts';
import { isXmlLimited } from './apply-recipients.ts';
import type { Command, Outcome, RecipientPatch, Refusal, UpdateCommand } from './command.ts';
import { openTurns } from './flow.ts';
import { isLocked, XML_ROLES, type Package, type Recipient } from './model.ts';
import { chooseUpdatedStep, settle } from './ordering.ts';
import type { HubState } from './state.ts';

type Update = Command & UpdateCommand;
type Facts = Readonly<{ pack: Package; command: Update; target: Recipient | undefined }>;

const UPDATE_CALLS = {
  person: 'update-user',
  group: 'update-group',
  placeholder: 'update-placeholder',
} as const;

/** The recipient at the position, if this endpoint takes it: update user also fills a placeholder. */
function findTarget(pack: Package, { order, kind }: Update): Recipient | undefined {
  const target = pack.recipients[order - 1];
  if (!target) return undefined;
  const isFilling = kind === 'person' && target.kind === 'placeholder';
  return target.kind === kind || isFilling ? target : undefined;
}

/** A recipient of a running package may replace himself or later ones when he is permitted to. */
function checkCaller(state: HubState, { pack, command }: Facts): Check {
  if (isOwner(pack, command)) return undefined;
  const actor = command.origin.actor ?? '';
  const positions = pack.stage === 'SHARED' ? findOwnPositions(state, pack, actor) : [];
  if (positions.length === 0) return REFUSALS.notOwned;
  const mayChange = positions.some(
    (at) => at <= command.order - 1 && pack.recipients[at]?.mayChangeRecipients === true,
  );
  return mayChange ? undefined : REFUSALS.notYourRecipient;
}

/** Placeholders may be set on a locked workflow; after share people may be replaced (specification 5.5). */
function checkLock(state: HubState, { pack, command, target }: Facts): Check {
  if (!isLocked(pack) || command.kind === 'placeholder' || pack.stage !== 'DRAFT') return undefined;
  const isFill =
    target?.kind === 'placeholder' && state.assumptions.get('locked.fill') === 'allowed';
  return isFill ? undefined : REFUSALS.locked;
}

/** Whether the update asks for another role or step than is stored. */
function isReshaping(patch: RecipientPatch | null, target: Recipient | undefined): boolean {
  if (!patch || !target) return false;
  const { role = target.role, signingOrder = target.signingOrder } = patch;
  return role !== target.role || signingOrder !== target.signingOrder;
}

function checkStage(state: HubState, { pack, command, target }: Facts): readonly Check[] {
  if (pack.stage === 'DRAFT') return [];
  if (pack.stage !== 'SHARED') {
    const isDraftText = state.assumptions.get('A-40') === 'draft-state';
    return [isDraftText ? REFUSALS.notDraft : REFUSALS.notAllowed];
  }
  const isFrozen = state.assumptions.get('A-41') === 'refused';
  const hasActed = target?.turn === 'acted' || target?.turn === 'done';
  const endsAt = target?.accessEndsAt ?? Number.POSITIVE_INFINITY;
  return [
    isFrozen && isReshaping(command.patch, target) && REFUSALS.notDraft,
    hasActed && REFUSALS.notAllowed,
    endsAt <= command.at && REFUSALS.accessOver,
  ];
}

function checkInput(state: HubState, { pack, command, target }: Facts): readonly Check[] {
  const { patch, kind } = command;
  if (!patch) return [REFUSALS.invalid];
  const { role, groupName, email } = patch;
  const isLimited = isXmlLimited(state, pack, UPDATE_CALLS[kind]);
  const isBadRole = role !== undefined && !XML_ROLES.includes(role);
  const isNewGroup = groupName !== undefined && !state.groups.has(groupName);
  const isStranger = email !== undefined && !state.contacts.has(email) && !state.users.has(email);
  return [
    isLimited && isBadRole && REFUSALS.xmlRole,
    !target && REFUSALS.noOrder,
    isNewGroup && state.assumptions.get('A-18') === 'refused' && REFUSALS.noGroup,
    isStranger && state.assumptions.get('A-51') === 'refused' && REFUSALS.noGroup,
  ];
}

function checkUpdate(state: HubState, facts: Facts): Refusal | undefined {
  return findRefusal(state, {
    state: [checkCaller(state, facts), ...checkStage(state, facts), checkLock(state, facts)],
    input: checkInput(state, facts),
  });
}

/** The recipient's own fields after the update; a person put at a placeholder's position takes it over. */
function applyPatch(target: Recipient, { kind, patch }: Update): Recipient {
  const { email, name, groupName, placeholder, role, signingOrder: _step, ...rest } = patch ?? {};
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const base: Recipient = { ...target, ...given, role: role ?? target.role };
  if (kind === 'group') return { ...base, groupName: groupName ?? target.groupName };
  if (kind === 'placeholder') return { ...base, placeholder: placeholder ?? target.placeholder };
  if (target.kind === 'placeholder' && email === undefined) return base;
  const isReplaced = email !== undefined && email !== target.email;
  return {
    ...base,
    kind: 'person',
    placeholder: null,
    email: email ?? target.email,
    name: name ?? (isReplaced ? (email.split('@')[0] ?? '') : target.name),
  };
}

/** The patch as far as it may go: after share role and step are dropped under A-41 `ignored`. */
function trimPatch(state: HubState, pack: Package, command: Update): Update {
  const isDropping = pack.stage === 'SHARED' && state.assumptions.get('A-41') === 'ignored';
  if (!isDropping || !command.patch) return command;
  return { ...command, patch: { ...command.patch, role: undefined, signingOrder: undefined } };
}

/** While it runs, the old person hears of it, and the new one gets the turn. */
function handOver(change: Change, before: Recipient, order: number): void {
  const after = change.pack.recipients[order - 1];
  if (change.pack.stage !== 'SHARED' || !after) return;
  const isReplaced = nameRecipient(before) !== nameRecipient(after);
  if (isReplaced && before.turn === 'open') {
    mailRecipient(change, before, 'replaced');
    mailRecipient(change, after, 'your-turn');
  }
  openTurns(change);
}

export function applyUpdate(state: HubState, given: Update): Outcome {
  const pack = findLivePackage(state, given.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const target = findTarget(pack, given);
  const refusal = checkUpdate(state, { pack, command: given, target });
  if (refusal || !target) return { ok: false, refusal: refusal ?? REFUSALS.noOrder };
  const command = trimPatch(state, pack, given);
  const at = command.order - 1;
  const ordering = { type: pack.type, list: pack.recipients };
  const wanted = command.patch?.signingOrder;
  const own = { type: pack.type, signingOrder: target.signingOrder };
  const choice =
    wanted === undefined ? own : chooseUpdatedStep(ordering, at, wanted, state.assumptions);
  if (!choice) return { ok: false, refusal: REFUSALS.invalid };
  const patched = { ...applyPatch(target, command), signingOrder: choice.signingOrder };
  const change = startChange(state, command, pack);
  const list = pack.recipients.with(at, patched);
  changeRecipients(change, settle({ type: choice.type, list }, state.assumptions), {
    what: 'recipient changed',
    target,
    order: command.order,
    fields: { patch: command.patch },
  });
  handOver(change, target, command.order);
  return finishChange(change);
}
