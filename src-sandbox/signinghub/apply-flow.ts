// Owns sharing, recalling, completing and deleting a package, and what recipients do with it
// (specification 3.1, 3.4, 4.24, 6.4).
import {
  changePackage,
  changeRecipients,
  finishChange,
  mailOwner,
  refuse,
  setStage,
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
import type { Act, ActCommand, Command, Outcome, Refusal } from './command.ts';
import { completePackage, finishTurn, noteAct, openTurns, resetTurns } from './flow.ts';
import { MESSAGES } from './messages.ts';
import type { Package, Recipient, Role } from './model.ts';
import type { HubState } from './state.ts';

type InPackage<T extends Command['type']> = Extract<Command, { type: T }>;

function checkShare(
  state: HubState,
  pack: Package,
  command: InPackage<'package.share'>,
): Refusal | undefined {
  const owner = state.users.get(pack.owner);
  const signers = pack.recipients.filter((one) => one.role === 'SIGNER');
  const needed = state.assumptions.get('A-48') === 'signer' ? signers : pack.recipients;
  const isUnfilled = pack.recipients.some((one) => one.kind === 'placeholder');
  return findRefusal(state, {
    state: [
      !isOwner(pack, command) && REFUSALS.notOwned,
      pack.stage !== 'DRAFT' && REFUSALS.notDraft,
      owner?.workflowsLeft === 0 && { status: 403, message: MESSAGES.quotaReached },
      isUnfilled && state.assumptions.get('A-42') === 'refused' && REFUSALS.notAllowed,
    ],
    input: [
      pack.documents.length === 0 && { status: 404, message: MESSAGES.noDocument },
      needed.length === 0 && { status: 404, message: MESSAGES.noSigners },
    ],
  });
}

function countWorkflows(state: HubState, email: string, by: 1 | -1): void {
  const user = state.users.get(email);
  if (!user || user.workflowsLeft === null) return;
  state.users.set(email, { ...user, workflowsLeft: user.workflowsLeft + by });
}

/** INDIVIDUAL: everybody after the first gets a copy of the package; answers the ids (specification 3.1). */
function makeCopies(change: Change): Package[] {
  const { state, pack } = change;
  if (pack.type !== 'INDIVIDUAL') return [];
  const [first, ...others] = pack.recipients;
  if (!first || others.length === 0) return [];
  const next = { type: pack.type, list: [first] };
  changeRecipients(change, next, { what: 'recipients renumbered' });
  return others.map((one) => {
    const id = state.newPackageId();
    return { ...pack, id, recipients: [{ ...one, id: `${id}:1` }], recipientsMade: 1 };
  });
}

export function applyShare(state: HubState, command: InPackage<'package.share'>): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const refusal = checkShare(state, pack, command);
  if (refusal) return { ok: false, refusal };
  countWorkflows(state, pack.owner, -1);
  const change = startChange(state, command, pack);
  const copies = makeCopies(change);
  setStage(change, 'SHARED');
  openTurns(change);
  const outcome = finishChange(change);
  const effects = [...change.effects];
  for (const copy of copies) {
    const copied = startChange(state, command, copy);
    setStage(copied, 'SHARED');
    openTurns(copied);
    finishChange(copied);
    effects.push(...copied.effects);
  }
  const id = [pack.id, ...copies.map((one) => one.id)].join(',');
  return outcome.ok ? { ...outcome, id, effects } : outcome;
}

function recall(change: Change): void {
  countWorkflows(change.state, change.pack.owner, 1);
  resetTurns(change);
  setStage(change, 'DRAFT');
}

export function applyRecall(state: HubState, command: InPackage<'package.recall'>): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  if (!isOwner(pack, command)) {
    const isRecipient = findOwnPositions(state, pack, command.origin.actor ?? '').length > 0;
    return { ok: false, refusal: isRecipient ? REFUSALS.notAllowed : REFUSALS.notOwned };
  }
  if (pack.stage !== 'SHARED') return refuse(403, MESSAGES.recallByOwner);
  const change = startChange(state, command, pack);
  recall(change);
  return finishChange(change);
}

export function applyComplete(state: HubState, command: InPackage<'package.complete'>): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  if (!isOwner(pack, command)) return refuse(400, MESSAGES.notViewable);
  const isEarly = pack.stage === 'DRAFT' && state.assumptions.get('A-28') === '403';
  const isOver = pack.stage === 'COMPLETED' || pack.stage === 'DECLINED';
  if (isEarly || isOver) return { ok: false, refusal: REFUSALS.notAllowed };
  const change = startChange(state, command, pack);
  for (const one of pack.recipients.filter((one) => one.turn !== 'done')) {
    const order = change.pack.recipients.findIndex(({ id }) => id === one.id) + 1;
    const list = change.pack.recipients.filter(({ id }) => id !== one.id);
    changeRecipients(
      change,
      { type: pack.type, list },
      { what: 'recipient removed', target: one, order },
    );
  }
  completePackage(change);
  return finishChange(change);
}

const ACT_ROLES: Readonly<Record<Act, readonly Role[]>> = {
  sign: ['SIGNER'],
  approve: ['REVIEWER'],
  submit: ['EDITOR'],
  decline: ['SIGNER', 'REVIEWER', 'EDITOR', 'INPERSON_HOST'],
  finish: ['SIGNER', 'REVIEWER', 'EDITOR', 'INPERSON_HOST'],
};

const ACT_STATUS = {
  sign: 'SIGNED',
  approve: 'REVIEWED',
  submit: 'EDITED',
  decline: 'DECLINED',
} as const;

/** Who acts: the first recipient the address stands behind whose turn and role fit. */
function findActing(
  state: HubState,
  pack: Package,
  command: ActCommand & Command,
): Recipient | undefined {
  const own = findOwnPositions(state, pack, command.origin.actor ?? '');
  return own
    .flatMap((at) => pack.recipients[at] ?? [])
    .find((one) => {
      if (!ACT_ROLES[command.act].includes(one.role)) return false;
      if (command.act !== 'finish') return one.turn === 'open';
      const isHost = one.role === 'INPERSON_HOST' && one.turn === 'open';
      return one.turn === 'acted' || isHost;
    });
}

function checkAct(
  state: HubState,
  pack: Package,
  command: ActCommand & Command,
  acting: Recipient | undefined,
): Refusal | undefined {
  const isRecipient = findOwnPositions(state, pack, command.origin.actor ?? '').length > 0;
  const endsAt = acting?.accessEndsAt ?? Number.POSITIVE_INFINITY;
  const isPosing = command.act === 'sign' && command.isScoped;
  const checks: readonly Check[] = [
    !isRecipient && !isOwner(pack, command) && REFUSALS.notOwned,
    (pack.stage !== 'SHARED' || !acting || isPosing) && REFUSALS.notAllowed,
    endsAt <= command.at && REFUSALS.accessOver,
  ];
  return findRefusal(state, { state: checks, input: [!command.isValid && REFUSALS.invalid] });
}

function waitsForFinish(state: HubState, act: Act): boolean {
  const reading = state.assumptions.get('A-09');
  return reading === 'all' || (reading === 'sign' && act === 'sign');
}

function stopIfDeclined(change: Change): void {
  if (change.pack.continueOnDecline) return openTurns(change);
  setStage(change, 'DECLINED');
  mailOwner(change, 'declined');
  return undefined;
}

/** Carries out an act of somebody whose turn it is. */
function act(change: Change, acting: Recipient, command: ActCommand & Command): void {
  const actor = command.origin.actor ?? '';
  const { act: what } = command;
  if (what === 'finish') finishTurn(change, acting, actor);
  else {
    const isDone = !waitsForFinish(change.state, what);
    noteAct(change, acting, { to: ACT_STATUS[what], actor, reason: command.reason, isDone });
    if (!isDone) return;
  }
  const now = change.pack.recipients.find((one) => one.id === acting.id);
  if (now?.processStatus === 'DECLINED') stopIfDeclined(change);
  else openTurns(change);
}

export function applyAct(state: HubState, command: ActCommand & Command): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const acting = findActing(state, pack, command);
  const refusal = checkAct(state, pack, command, acting);
  if (refusal || !acting) return { ok: false, refusal: refusal ?? REFUSALS.notAllowed };
  const change = startChange(state, command, pack);
  act(change, acting, command);
  if (change.effects.length === 0) changePackage(change, 'finished', {});
  return finishChange(change);
}

/** Pending for the caller: counts as declining. Shared by the caller: recalled, then removed. */
export function applyDelete(state: HubState, command: InPackage<'package.delete'>): Outcome {
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  const actor = command.origin.actor ?? '';
  const change = startChange(state, command, pack);
  if (isOwner(pack, command)) {
    if (pack.stage === 'SHARED') recall(change);
    changePackage(change, 'package deleted', { isDeleted: true });
    return finishChange(change);
  }
  const isShared = pack.stage !== 'DRAFT';
  if (!isShared || findOwnPositions(state, pack, actor).length === 0) {
    return { ok: false, refusal: REFUSALS.notOwned };
  }
  const declining = {
    ...command,
    type: 'recipient.act',
    act: 'decline',
    isValid: true,
    isScoped: false,
  } as const;
  const acting = findActing(state, pack, declining);
  if (acting) act(change, acting, declining);
  changePackage(change, 'package hidden', { hiddenFrom: [...pack.hiddenFrom, actor] });
  return finishChange(change);
}
